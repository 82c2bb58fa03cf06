"""The answer to "may I?": a verdict with its reason, used alike by the button and by the action."""

from dataclasses import dataclass

from qinqing.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Verdict:
    """Allowed, or denied with one Chinese sentence and the clause it stands on."""

    allowed: bool
    reason: str = ""
    clause: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def enforce(self) -> None:
        """Raises Refused with the same reason when denied."""
        if not self.allowed:
            raise Refused(self.reason, clause=self.clause)


ALLOWED = Verdict(True)


def deny(reason: str, clause: str = "") -> Verdict:
    """A verdict of no, with its reason."""
    return Verdict(False, reason, clause)
