"""Empty tables to fill in 空白表: our headings, one example that is never taken over, and what each column wants.

Asked for where one is written: it takes a library along that few processes need.
"""

from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from qinqing.services.documents.rules.tables.examples import EXAMPLE, Samples
from qinqing.services.documents.rules.tables.headings import Column, Words
from qinqing.services.documents.rules.tables.reading import GUIDE

ROWS = 2000  # that are laid out as text, so that no code loses its figures


def write_blank(file: BinaryIO, words: Words, samples: Samples, *, keeps_others: bool) -> None:
    """An .xlsx for this kind of table. ``samples`` gives by column what its example says and what belongs there."""
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E2EFEE", "border": 1})
        as_text = book.add_format({"num_format": "@", "valign": "top"})
        grey = book.add_format({"num_format": "@", "valign": "top", "font_color": "#808080"})
        _fill_in(book.add_worksheet(words.entry), words, samples, head, as_text, grey)
        _explain(book.add_worksheet(GUIDE), words, samples, keeps_others, head, wrapped)


def _fill_in(sheet: Worksheet, words: Words, samples: Samples, head: object, as_text: object, grey: object) -> None:
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(words.columns):
        example = samples[column.key][0]
        sheet.set_column(at, at, max(12, 2 * len(column.heading), min(40, 2 * len(example))), as_text)
        sheet.write_string(0, at, column.heading, head)
        marked = EXAMPLE + example if column.key == words.compulsory else example
        sheet.write_string(1, at, marked, grey)


def _explain(
    sheet: Worksheet, words: Words, samples: Samples, keeps_others: bool, head: object, wrapped: object
) -> None:
    for at, (title, width) in enumerate((("表里的列", 22), ("必填", 8), ("怎么填", 60), ("表头也可以写成", 60))):
        sheet.set_column(at, at, width, wrapped)
        sheet.write_string(0, at, title, head)
    for line, column in enumerate(words.columns, 1):
        for at, text in enumerate(_explained(column, words, samples)):
            sheet.write_string(line, at, text)
    others = "其他各列的内容记在说明里" if keeps_others else "其他各列不读"
    notes = (
        f"从第 3 行起填写；第 2 行带“{EXAMPLE}”的是示例，留着也不会导入。",
        f"列的先后不限，可以删去不用的列；{others}。",
        "代码、电话按文本填写，这张表已设好格式；日期写 2026-01-02 或 2026年1月2日都可以。",
        "上传后先预览，确认前什么都不改；同一个文件可以反复导入，已经有的不会重复。",
    )
    for line, note in enumerate(notes, len(words.columns) + 2):
        sheet.write_string(line, 0, f"· {note}", None)


def _explained(column: Column, words: Words, samples: Samples) -> tuple[str, str, str, str]:
    must = "必填" if column.key == words.compulsory else ""
    return f"「{column.heading}」", must, samples[column.key][1], "、".join(f"「{word}」" for word in column.also)
