"""What several resources are told with: entries of a course, files, papers, limits, offers of moves."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field


class Particular(BaseModel):
    """One particular of an entry."""

    name: str
    value: str


class Entry(BaseModel):
    """One entry of the course: what happened, who did it, under which clause."""

    at: datetime
    who: str
    what: str
    clause: str
    particulars: list[Particular]


class FileTold(BaseModel):
    """One piece of material."""

    code: str
    name: str
    size: int
    added_by: str


class PaperTold(BaseModel):
    """One paper, to be had as docx and pdf."""

    code: str
    kind: str = Field(description="公文种类")
    title: str
    number: str = Field(description="文号")
    written_at: datetime
    written_by: str
    digest: str = Field(description="内容的 SHA-256")


class Offer(BaseModel):
    """A move that the table of moves offers to the caller's post here, or denies with the reason."""

    name: str
    label: str
    allowed: bool
    reason: str = Field(description="不能办的原因")
    clause: str
    grave: bool = Field(description="办了不能恢复")
    here: bool = Field(description="能不能经本接口办；不能的请在页面上办")
    fields: dict[str, Any] | None = Field(description="要填的各项，JSON Schema")


class Limit(BaseModel):
    """One limit, running or not."""

    kind: str
    name: str
    holder: str
    due_at: datetime
    running: bool
    clause: str
