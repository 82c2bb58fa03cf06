"""Organs and posts as everybody outside the register holds them: small, immutable, shared."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from qinqing.kernel.actors import LEADERS, Role
from qinqing.procedure.register.rules.kinds import ASSIGNABLE, OrganKind


@dataclass(frozen=True, slots=True)
class OrganView:
    """One organ. ``successor`` is the organ that took over from an abolished one."""

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    former_names: tuple[str, ...] = ()
    duties: str = ""
    phone: str = ""
    active: bool = True
    successor: int | None = None

    @property
    def label(self) -> str:
        """The name on pages: short where there is a short one."""
        return self.short_name or self.name

    @property
    def kind_label(self) -> str:
        """The kind in Chinese."""
        return OrganKind(self.kind).label

    @property
    def assignable(self) -> bool:
        """May an appeal be transferred to it?"""
        return self.active and self.kind in ASSIGNABLE


@dataclass(frozen=True, slots=True)
class PostView:
    """One post. ``sections`` is a deputy mayor's portfolio."""

    id: int
    code: str
    organ: int
    organ_label: str
    role: str
    title: str
    sections: tuple[str, ...] = ()
    active: bool = True

    @property
    def label(self) -> str:
        """Organ and title, as the record and the pages show a post."""
        return post_label(self.organ_label, self.title, self.role)


@dataclass(frozen=True, slots=True)
class HoldingView:
    """One person in one post, from a day to a day, both included."""

    post: int
    account: int
    name: str
    kind: str
    since: date
    until: date | None

    def lasts(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= on and (self.until is None or self.until >= on)


def post_label(organ: str, title: str, role: str) -> str:
    """``工信商务局受理岗``; leaders, and titles that name their organ, stand alone."""
    alone = role in LEADERS or title.startswith(organ)
    return title if alone else f"{organ}{title}"


def overlaps(sections: Iterable[str], others: Iterable[PostView]) -> dict[str, PostView]:
    """Sections that other deputies' portfolios hold already, 谁分管谁负责: each industry has one."""
    wanted = set(sections)
    held = ((section, post) for post in others if post.active and post.role == Role.DEPUTY for section in post.sections)
    return {section: post for section, post in held if section in wanted}
