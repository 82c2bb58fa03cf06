"""Seals outside the house: a JSON file of all seals with their leaves, to compare with later."""

import json
from collections.abc import Generator, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from qinqing.kernel.errors import Refused
from qinqing.services.journal.models import Seal
from qinqing.services.journal.rules.entries import moment_text
from qinqing.services.journal.rules.seals import Sealed

# One seal a line between these two: any JSON reader takes the file whole, ours takes it line by line.
HEAD = '{"format": "qinqing-seals-1", "seals": ['
TAIL = "]}"


def sealed(*, after: int = 0) -> Generator[Sealed, None, None]:
    """The seals in the table with numbers above ``after``, by number."""
    for row in Seal.objects.filter(number__gt=after).order_by("number").iterator(chunk_size=10):
        yield as_sealed(row)


def as_sealed(row: Seal) -> Sealed:
    """A seal in the form that is hashed."""
    moment = moment_text(row.sealed_at)
    return Sealed(
        row.number, row.day.isoformat(), moment, row.first, row.last, row.count, row.previous, row.leaves, row.digest
    )


def export_seals(out: TextIO) -> int:
    """Writes every seal with its leaves; gives their number."""
    out.write(HEAD)
    count = 0
    for count, seal in enumerate(sealed(), start=1):
        out.write(",\n" if count > 1 else "\n")
        out.write(json.dumps(asdict(seal), ensure_ascii=False))
    out.write(f"\n{TAIL}\n")
    return count


def read_anchor(path: Path) -> Iterator[Sealed]:
    """The seals of an exported file, one by one. Raises Refused for a file that is none."""
    try:
        with path.open(encoding="utf-8") as file:
            yield from (_read_seal(one) for one in _objects(file))
    except OSError as error:
        raise Refused(f"打不开存证文件 {path}，请核对路径") from error
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(f"{path} 不是封存导出的存证文件，请换用 seal --out 导出的文件") from error


def _objects(file: TextIO) -> Iterator[Any]:
    if file.readline().rstrip("\n") != HEAD:
        # Reformatted by somebody's editor: still the same JSON.
        file.seek(0)
        yield from json.load(file)["seals"]
        return
    for line in file:
        if line.strip() == TAIL:
            return
        if line.strip():
            yield json.loads(line.rstrip().rstrip(","))
    raise ValueError("the file ends before its end mark")


def _read_seal(values: dict[str, Any]) -> Sealed:
    kinds = Sealed.__annotations__
    if any(not isinstance(values[name], kind) for name, kind in kinds.items()):
        raise ValueError("a seal has a value of the wrong kind")
    return Sealed(**{name: values[name] for name in kinds})
