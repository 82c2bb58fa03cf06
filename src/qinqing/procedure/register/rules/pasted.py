"""A catalogue of duties as a table: what somebody copied out of a spreadsheet, or a file of the kind."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from qinqing.kernel.shaping import clean_line
from qinqing.procedure.register.rules.duties import Duty, tidy, words_of

HEADING = ("部门", "机构", "单位", "实施部门")
CELLS = 5


@dataclass(frozen=True, slots=True)
class Read:
    """What a table says: duties by organ (id), and what could not be read, by line."""

    duties: dict[int, list[Duty]] = field(default_factory=dict)
    faults: list[tuple[int, str]] = field(default_factory=list)


def read_table(text: str, organ_of: Callable[[str], int | None]) -> Read:
    """Duties out of lines of tab-divided cells: 部门, 事项, 企业的说法, 相关的词, 依据; an empty 部门 is the one above.

    ``organ_of`` finds the organ of a name. A line that begins with 部门 is the heading.
    """
    read, organ = Read(), None
    found: dict[int, list[Duty]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [clean_line(cell) for cell in line.split("\t")]
        if not any(cells) or cells[0] in HEADING:
            continue
        if cells[0]:
            organ = organ_of(cells[0])
        fault = _fault(cells, organ)
        if fault or organ is None:
            read.faults.append((number, fault))
            continue
        found.setdefault(organ, []).append(_duty(cells))
    read.duties.update({organ: tidy(duties) for organ, duties in found.items()})
    return read


def _fault(cells: Sequence[str], organ: int | None) -> str:
    if organ is None:
        return f"登记册里没有“{cells[0]}”，或它不承办诉求" if cells[0] else "没有写部门，上面一行也没有可用的部门"
    if len(cells) < 2 or not cells[1]:
        return "没有写事项"
    return "多于五列，请只复制部门、事项、说法、相关的词、依据五列" if any(cells[CELLS:]) else ""


def _duty(cells: Sequence[str]) -> Duty:
    _, name, words, related, basis = (*cells[:CELLS], *[""] * (CELLS - len(cells)))
    return Duty(name, words_of(words), words_of(related), basis)


def written(rows: Iterable[tuple[str, Duty]]) -> str:
    """Organs and their duties as such a table, to be copied into a spreadsheet."""
    lines = ["\t".join(("部门", "事项", "企业的说法", "相关的词", "依据"))]
    lines += [
        "\t".join((organ, duty.name, "、".join(duty.words), "、".join(duty.related), duty.basis))
        for organ, duty in rows
    ]
    return "\n".join(lines)
