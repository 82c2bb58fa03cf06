"""The demo county as frozen values: what ``tell()`` returns is all that a loader needs, references checked by tests.

Words are those of the procedure: kinds of organ, roles, channels, categories, states and results are the values of the
enumerations there. Texts carry marks for days (see ``dates``); ``Appeal.on(day)`` fills them in.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, get_args, get_type_hints

from qinqing.doors.operations.county.dates import dated
from qinqing.doors.operations.county.enterprises import Enterprise, enterprises

PACKAGE = "qinqing.doors.operations.county"


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """Where the bureau is reached, 四."""

    office: str
    phone: str
    fax: str
    email: str
    address: str
    hours: str


@dataclass(frozen=True, slots=True)
class Place:
    """A township or a park; ``town`` is the township a park lies in. Its organ has the same code."""

    code: str
    name: str
    kind: str
    roads: tuple[str, ...] = ()
    town: str = ""


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ as the register keeps it."""

    code: str
    name: str
    short: str
    kind: str
    phone: str
    duties: str
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """An account to be: everyone who signs in, once."""

    username: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post with its principal holder's username; ``sections`` for deputy mayors."""

    code: str
    organ: str
    role: str
    title: str
    holder: str
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Substitute:
    """AB角: this person may act in this post."""

    username: str
    post: str


@dataclass(frozen=True, slots=True)
class Spokesman:
    """An enterprise user and the key of the enterprise spoken for."""

    username: str
    enterprise: str


@dataclass(frozen=True, slots=True)
class Category:
    """What an appeal can be about: typical organs, the likeliest first, and the usual kind."""

    code: str
    name: str
    organs: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A department's signed outcome on ``rung``, ``day`` calendar days after lodging.

    In five parts: what was checked, the result, the basis, the next date (``next_days`` after signing) and the contact.
    """

    outcome: str
    checked: str
    result: str
    basis: str
    day: int
    contact: str = ""
    next_days: int = 0
    rung: int = 1


@dataclass(frozen=True, slots=True)
class Statement:
    """What an organ says: an assisting part 配合意见, or an opinion 征求意见."""

    organ: str
    text: str


@dataclass(frozen=True, slots=True)
class Hearing:
    """A reception day's record: what the enterprise said, what the leader said, and the outcome.

    ``outcome`` is decided, explained, unresolved or deferred.
    """

    rung: int
    statement: str
    opinion: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Item:
    """A decided item: due ``days`` calendar days after the decision; how it goes, and the report once done."""

    text: str
    criterion: str
    lead: str
    days: int
    assisting: tuple[str, ...] = ()
    progress: str = ""
    report: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """退回 with its legal basis and the organ suggested; ``ruling`` is insist, redirect or empty while it waits.

    A redirected appeal goes to the organ suggested.
    """

    reason: str
    basis: str
    suggested: str
    ruling: str = ""
    ruling_text: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """不予受理: the reason, who can help instead, and what the enterprise says if it asks for a review.

    ``declined`` is why the bureau head would not refuse: then the appeal went on.
    """

    reason: str
    pointer: str
    review: str = ""
    review_answer: str = ""
    declined: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """延期 asked for: working days and the reason; ``decision`` is grant, deny or empty while it waits."""

    days: int
    reason: str
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The enterprise's own rating: solved or not, 5 非常满意 down to 1 非常不满意; ``correction`` what was then done."""

    solved: bool
    level: int
    comment: str
    correction: str = ""


@dataclass(frozen=True, slots=True)
class Shelving:
    """挂账: why it is impossible for now, and when it is looked at again."""

    reason: str
    review_days: int


@dataclass(frozen=True, slots=True)
class Appeal:
    """One appeal with all that is said on its way. ``state`` is where the demo should find it, ``age`` days after lodging.

    Parts that its way does not need are empty. ``enterprise`` is an anchor's key; empty means unnamed.
    """

    key: str
    title: str
    text: str
    channel: str
    category: str
    kind: str
    matter: str
    urgency: str
    enterprise: str
    lead: str
    state: str
    age: int
    assisting: tuple[str, ...] = ()
    result: str = ""
    rung: int = 1
    confidential: bool = False
    answers: tuple[Answer, ...] = ()
    assistance: tuple[Statement, ...] = ()
    opinions: tuple[Statement, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    items: tuple[Item, ...] = ()
    doubts: tuple[str, ...] = ()
    returned: Return | None = None
    refusal: Refusal | None = None
    extension: Extension | None = None
    evaluation: Evaluation | None = None
    shelving: Shelving | None = None
    fast_lane: str = ""
    material: str = ""
    supplied: str = ""
    ruling: str = ""
    city: str = ""
    call: str = ""
    withdrawn: str = ""
    merged_into: str = ""

    @property
    def handler(self) -> str:
        """The organ that leads in the end: another than ``lead`` only after a redirection."""
        redirected = self.returned is not None and self.returned.ruling == "redirect"
        return self.returned.suggested if redirected and self.returned else self.lead

    def on(self, lodged: date) -> "Appeal":
        """The same appeal with every day in its texts filled in, for one lodged on this day."""
        filled: Appeal = _filled(self, lodged)
        return filled


@dataclass(frozen=True, slots=True)
class County:
    """The whole demo county."""

    name: str
    city: str
    seat: str
    password: str
    contact: ContactPoint
    places: tuple[Place, ...]
    organs: tuple[Organ, ...]
    persons: tuple[Person, ...]
    posts: tuple[Post, ...]
    substitutes: tuple[Substitute, ...]
    spokesmen: tuple[Spokesman, ...]
    categories: tuple[Category, ...]
    enterprises: tuple[Enterprise, ...]
    appeals: tuple[Appeal, ...]

    def organ(self, code: str) -> Organ:
        """The organ of this code. Raises KeyError."""
        return {organ.code: organ for organ in self.organs}[code]

    def contact_of(self, organ: str) -> str:
        """Who answers the telephone of an organ for appeals: the officer's name and the organ's number."""
        names = {person.username: person.name for person in self.persons}
        holder = next((post.holder for post in self.posts if post.organ == organ), "")
        found = self.organ(organ)
        return f"{found.short} {names.get(holder, '值班室')}，{found.phone}"


@cache
def tell() -> County:
    """Reads the tables and makes the register. Raises TypeError for a field that no value knows."""
    county = _table("county.toml")
    people = _table("people.toml")
    return County(
        name=county["name"],
        city=county["city"],
        seat=county["seat"],
        password=county["password"],
        contact=_made(ContactPoint, county["contact"]),
        places=tuple(_made(Place, row) for row in county["place"]),
        organs=tuple(_made(Organ, row) for row in _table("organs.toml")["organ"]),
        persons=_persons(people),
        posts=_posts(people),
        substitutes=tuple(Substitute(row["username"], row["post"]) for row in people["substitute"]),
        spokesmen=tuple(Spokesman(row["username"], row["enterprise"]) for row in people["enterprise_user"]),
        categories=tuple(_made(Category, {"code": code, **row}) for code, row in _table("categories.toml").items()),
        enterprises=enterprises(),
        appeals=_appeals(),
    )


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(PACKAGE).joinpath(name).read_text(encoding="utf-8"))


def _appeals() -> tuple[Appeal, ...]:
    """Every entry of appeals/*.toml, oldest first."""
    folder = resources.files(PACKAGE).joinpath("appeals")
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    rows = [row for entry in files for row in tomllib.loads(entry.read_text(encoding="utf-8"))["appeal"]]
    return tuple(sorted((_made(Appeal, row) for row in rows), key=lambda appeal: (-appeal.age, appeal.key)))


def _persons(people: Mapping[str, Any]) -> tuple[Person, ...]:
    """Everyone with an account: holders, staff, substitutes without a post of their own, enterprise users."""
    staff = [row[part] for row in people["staff"] for part in ("officer", "head")]
    extra = [row for row in people["substitute"] if "name" in row]
    rows = [*people["post"], *staff, *extra, *people["enterprise_user"]]
    return tuple(Person(row["username"], row["name"], row["phone"]) for row in rows)


def _posts(people: Mapping[str, Any]) -> tuple[Post, ...]:
    """The posts that stand apart, then an officer's and a head's post for each organ with staff."""
    apart = [
        Post(row["code"], row["organ"], row["role"], row["title"], row["username"], tuple(row.get("sections", ())))
        for row in people["post"]
    ]
    staff = [
        Post(f"{row['organ']}-{role}", row["organ"], role, row[role].get("title", "经办人"), row[role]["username"])
        for row in people["staff"]
        for role in ("officer", "head")
    ]
    return (*apart, *staff)


def _made(kind: type, row: Mapping[str, Any]) -> Any:
    """A frozen value from a table of the file: lists become tuples, tables the dataclass the field names."""
    hints = get_type_hints(kind)
    return kind(**{name: _valued(hints.get(name), value) for name, value in row.items()})


def _valued(hint: Any, value: Any) -> Any:
    parts = [part for part in (hint, *get_args(hint)) if isinstance(part, type) and is_dataclass(part)]
    if isinstance(value, list):
        return tuple(_valued(parts[0] if parts else None, entry) for entry in value)
    if isinstance(value, dict) and parts:
        return _made(parts[0], value)
    return value.strip() if isinstance(value, str) else value


def _filled(value: Any, lodged: date) -> Any:
    if isinstance(value, str):
        return dated(value, lodged)
    if isinstance(value, tuple):
        return tuple(_filled(entry, lodged) for entry in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _filled(getattr(value, each.name), lodged) for each in fields(value)})
    return value
