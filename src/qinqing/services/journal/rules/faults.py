"""What verification reports."""

from dataclasses import dataclass

SHOWN = 1000


@dataclass(frozen=True, slots=True)
class Fault:
    """One row that is not as it was recorded. ``sequence`` 0 when the whole subject is meant."""

    subject: str
    sequence: int
    what: str


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a verification."""

    events: int
    subjects: int
    seals: int
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Nothing was found."""
        return not self.faults


class Faults:
    """Collects faults, each once, the first thousand of them: a report must stay readable and memory bounded."""

    def __init__(self) -> None:
        self._found: dict[Fault, None] = {}
        self._overflow = False

    def add(self, subject: str, sequence: int, what: str) -> None:
        """Notes a fault."""
        if len(self._found) < SHOWN:
            self._found[Fault(subject, sequence, what)] = None
        else:
            self._overflow = True

    def listed(self) -> tuple[Fault, ...]:
        """The faults in the order found; a last line says when there are more."""
        more = (Fault("", 0, f"问题超过 {SHOWN} 处，其余未列出"),) if self._overflow else ()
        return (*self._found, *more)
