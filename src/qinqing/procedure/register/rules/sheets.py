"""Cells of a table that the register takes over, as lines that can be stored."""

from collections.abc import Mapping
from dataclasses import dataclass

from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import LINE_LIMIT, clean_line, clean_text
from qinqing.services.documents.rules.tables import Fault, Rejected, Row, as_text, is_nothing


@dataclass(frozen=True, slots=True)
class Cells:
    """One row by the keys of its columns; ``headings`` name them in what is refused."""

    row: Row
    headings: Mapping[str, str]

    def text(self, key: str) -> str:
        """A cell as it may be stored, empty where it says that there is nothing. Raises Rejected."""
        told = as_text(self.row.cells.get(key, "")).strip()
        try:
            return "" if is_nothing(told) else clean_text(told, limit=None)
        except Refused as refusal:
            raise self.refused(key, told.encode("unicode_escape").decode()[:LINE_LIMIT], refusal.reason) from refusal

    def line(self, key: str, limit: int = LINE_LIMIT) -> str:
        """A cell as one line. Raises Rejected for a longer one."""
        told = clean_line(self.text(key), limit=None)
        if len(told) > limit:
            raise self.refused(key, told, f"最多 {limit} 字，现有 {len(told)} 字，请改短")
        return told

    def refused(self, key: str, value: str, reason: str) -> Rejected:
        """Why the row is not taken over."""
        return Rejected(Fault(self.headings[key], value, reason))
