"""A month's figures, the digest over them, and the text in which they are frozen. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from qinqing.procedure.bulletins.rules.measures import Counts, Rate, total

# Below so many a rate says more of one enterprise than of a department.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Upper:
    """Reception days held in a month with the appeals heard, and items decided and implemented."""

    days: int = 0
    heard: int = 0
    decided: int = 0
    implemented: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One department's figures; ``organ`` is its code in the register, empty for what was with none yet."""

    organ: str
    name: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Recount:
    """A month as it stood at its end, ``as_of``, by what was on the record at ``cutoff``; with its digest."""

    month: str
    as_of: datetime
    departments: tuple[Line, ...]
    upper: Upper = field(default_factory=Upper)
    cutoff: datetime | None = None

    @property
    def totals(self) -> Counts:
        """All departments together."""
        return total(line.counts for line in self.departments)

    @property
    def digest(self) -> str:
        """SHA-256 over month, moment and every count by the department's code: names may change, counts may not."""
        counted = {line.organ: asdict(line.counts) for line in self.departments}
        told = {
            "month": self.month,
            "as_of": self.as_of.timestamp(),
            "departments": counted,
            "upper": asdict(self.upper),
        }
        return sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

    def to_data(self) -> dict[str, Any]:
        """As a bulletin keeps it: names as they are today, figures without noughts."""
        return {
            "month": self.month,
            "as_of": self.as_of.isoformat(),
            "upper": asdict(self.upper),
            "departments": [
                {"organ": line.organ, "name": line.name, **_without_noughts(line.counts)} for line in self.departments
            ],
        }


def from_data(data: Mapping[str, Any]) -> Recount:
    """The figures that a bulletin keeps."""
    lines = tuple(
        Line(row["organ"], row["name"], Counts(**{key: row[key] for key in row if key not in ("organ", "name")}))
        for row in data["departments"]
    )
    return Recount(data["month"], datetime.fromisoformat(data["as_of"]), lines, Upper(**data["upper"]))


def _without_noughts(counts: Counts) -> dict[str, int]:
    return {name: int(value) for name, value in asdict(counts).items() if value}


def shown(rate: Rate) -> str:
    """A rate in public: with its counts; where they are few or none, without a percentage."""
    if not rate.whole:
        return "—"
    return str(rate) if rate.whole >= FEWEST else f"—（{rate.part}/{rate.whole}）"
