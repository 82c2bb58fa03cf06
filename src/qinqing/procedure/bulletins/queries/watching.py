"""What in a bulletin may tell who somebody is, and whether somebody answers for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.bulletins.models import Bulletin
from qinqing.procedure.bulletins.rules.scanning import Flag, Watch, scan, watch_for
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.rules import OrganKind

AROUND = 12


@dataclass(frozen=True, slots=True)
class Flagged:
    """One flag: in which part of the text, with a few words around it, and who answers for it, if anybody does."""

    part: str
    flag: Flag
    before: str
    after: str
    kept: Mapping[str, Any] | None

    @property
    def settled(self) -> bool:
        """Does somebody answer for it?"""
        return self.kept is not None


def watch(*codes: str) -> Watch:
    """The register's names, and those of the people who brought these appeals; five queries."""
    names, people = register.names_to_hide()
    for appeal in appeals.Appeal.objects.filter(code__in=codes).only("enterprise_name", "contact_name"):
        names.append(appeal.enterprise_name)
        people.append(appeal.contact_name)
    organs = register.organs(active=None)
    towns = [organ.name for organ in organs if organ.kind == OrganKind.TOWN]
    free = [name for organ in organs for name in (organ.name, organ.short_name, *organ.former_names) if name]
    return watch_for(names, people, places=[register.county().name, *towns], free=free)


def parts(bulletin: Bulletin) -> Iterator[tuple[str, str]]:
    """Every text of a bulletin that somebody writes, with what it is called."""
    yield "导语", bulletin.preface
    for place, example in enumerate(bulletin.examples, 1):
        yield f"案例{place}标题", example["title"]
        yield f"案例{place}", example["text"]


def flagged(bulletin: Bulletin) -> list[Flagged]:
    """Every flag in a bulletin's texts, in their order; as many queries as ``watch``, none for an empty draft."""
    texts = [(part, text) for part, text in parts(bulletin) if text]
    if not texts:
        return []
    known = watch(*(example["appeal"] for example in bulletin.examples))
    kept = {one["key"]: one for one in bulletin.kept}
    return [
        Flagged(
            part,
            flag,
            text[max(0, flag.start - AROUND) : flag.start],
            text[flag.end : flag.end + AROUND],
            kept.get(flag.key),
        )
        for part, text in texts
        for flag in scan(text, known)
    ]
