"""What may go wrong by rule. A refusal speaks Chinese to the person who reads it; bugs stay loud and English."""

from datetime import datetime


class Refused(Exception):
    """The procedure does not allow this: nothing was changed.

    ``reason`` is one Chinese sentence that says what to do; ``clause`` is the Plan's clause it stands on,
    ``code`` a stable word for programs.
    """

    def __init__(self, reason: str, *, clause: str = "", code: str = "refused") -> None:
        super().__init__(reason)
        self.reason = reason
        self.clause = clause
        self.code = code

    def __str__(self) -> str:
        return f"{self.reason}（{self.clause}）" if self.clause else self.reason


class Conflict(Refused):
    """A colleague was faster. Says who and when, so that the loser can look and decide again."""

    def __init__(self, reason: str, *, by: str = "", at: datetime | None = None) -> None:
        super().__init__(reason, code="conflict")
        self.by = by
        self.at = at


class NotFound(Exception):
    """There is no such thing, or none that this actor may see: deliberately the same."""
