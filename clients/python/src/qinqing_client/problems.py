"""What went wrong, as the interface says it (RFC 9457)."""

from collections.abc import Mapping
from typing import Any


class Problem(Exception):
    """An answer of 400 or above. ``detail`` is one Chinese sentence for people, ``code`` a stable word for programs.

    ``clause`` is the clause of the Plan a refusal stands on, ``errors`` the fields amiss, ``retry_after`` seconds.
    """

    def __init__(self, status: int, told: Mapping[str, Any], retry_after: int | None = None) -> None:
        self.status = status
        self.code = str(told.get("code", ""))
        self.title = str(told.get("title", ""))
        self.detail = str(told.get("detail", ""))
        self.clause = str(told.get("clause", ""))
        self.errors: list[dict[str, str]] = list(told.get("errors", []))
        self.retry_after = retry_after
        super().__init__(f"{status} {self.code}: {self.detail}")
