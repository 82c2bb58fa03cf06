"""The table: a line for each measure, for each database both sizes and how much the larger one costs more.

A page that shows more rows at the larger size is more work at any size: its growth is printed and not judged.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Results = Mapping[tuple[str, int], Mapping[str, Any]]
Value = Callable[[Mapping[str, Any]], float]

MOST_GROWTH = 1.3
QUERIES, RATE, KILOBYTES, MEMORY = 8, 100, 25, 150


def report(results: Results) -> str:
    """All tables, one below the other; ``!`` marks what misses its aim on PostgreSQL."""
    databases = list(dict.fromkeys(name for name, _ in results))
    return "\n\n".join([*(_pages(name, results) for name in databases), _others(results)])


def _pages(database: str, results: Results) -> str:
    mine = {size: figures for (name, size), figures in results.items() if name == database}
    strict = database == "PostgreSQL"
    head = ["页面", *(f"{_size(size)} {what}" for size in mine for what in ("p50", "p95", "8路/秒"))]
    rows = [[*head, *(["增长"] if len(mine) > 1 else []), "行", "查询", "KB", "目标"]]
    first = next(iter(mine.values()))
    for name in first["scenes"]:
        rows.append(_page(name, [figures["scenes"][name] for figures in mine.values()], strict))
    return f"{database}（毫秒；{first['workers']} 个网页进程；{_size_words(mine)}）\n{table(rows)}"


def _page(name: str, sizes: list[Mapping[str, Any]], strict: bool) -> list[str]:
    cells = [name]
    for one in sizes:
        slow = one["list"] and one["rate"] < RATE
        cells += [_mark(f"{one['p50']:.1f}", strict and one["p50"] > one["target"]), f"{one['p95']:.1f}"]
        cells.append(_mark(f"{one['rate']:.0f}", strict and slow))
    last = sizes[-1]
    if len(sizes) > 1:
        growth = last["p50"] / sizes[0]["p50"]
        alike = last["rows"] <= sizes[0]["rows"] * MOST_GROWTH
        cells.append(_mark(f"{growth:.2f}×", strict and alike and growth > MOST_GROWTH))
    cells.append("–".join(map(str, sorted({one["rows"] for one in sizes}))))
    counts = sorted({one["queries"] for one in sizes})
    cells.append(_mark("–".join(map(str, counts)), last["list"] and counts[-1] > QUERIES))
    cells.append(_mark(f"{last['bytes'] / 1024:.1f}", last["list"] and last["bytes"] > KILOBYTES * 1024))
    return [*cells, f"≤{last['target']:.0f}"]


def _others(results: Results) -> str:
    rows = [["其他", *(f"{name} {_size(size)}" for name, size in results)]]
    measures: tuple[tuple[str, Value, str], ...] = (
        ("流转，步/秒（公开动作）", lambda one: one["transitions"], ".0f"),
        ("推算到期日，次/秒", lambda one: one["due"], ",.0f"),
        ("推算并逐日说明，次/秒", lambda one: one["due explained"], ",.0f"),
        ("核验百万条记录，秒", lambda one: one["verify"], ".1f"),
        ("每个网页进程内存，MiB（目标 ≤150）", lambda one: one["memory"], ".0f"),
        ("装入数据，秒", lambda one: one["filling"], ".0f"),
    )
    for label, value, form in measures:
        rows.append([label, *(format(value(figures), form) for figures in results.values())])
    return table(rows)


def _size(appeals: int) -> str:
    return f"{appeals // 10000}万" if appeals % 10000 == 0 else f"{appeals}"


def _size_words(sizes: Mapping[int, Any]) -> str:
    return "、".join(f"{_size(size)}件诉求、{figures['events']:,}条记录" for size, figures in sizes.items())


def _mark(text: str, missed: bool) -> str:
    return f"{text}!" if missed else text


def table(rows: list[list[str]]) -> str:
    """Columns in line, also where characters are two columns wide: the first to the left, the others to the right."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(_padded(row, widths)) for row in rows)


def _padded(row: list[str], widths: list[int]) -> Iterator[str]:
    for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
        blank = " " * (width - _width(cell))
        yield cell + blank if place == 0 else blank + cell


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
