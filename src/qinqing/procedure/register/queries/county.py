"""The county's own facts, as pages and papers show them: what was entered, else what the environment says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.conf import settings

from qinqing.kernel.actors import Actor
from qinqing.procedure.register.events import COUNTY_SUBJECT
from qinqing.procedure.register.models import County
from qinqing.procedure.register.permits import may_keep_contact
from qinqing.procedure.register.queries.organs import bureau
from qinqing.procedure.register.queries.table import table
from qinqing.procedure.register.rules import USUAL, CountyView, Elsewhere, OrganKind, written_point
from qinqing.services.journal.queries import Entry, history

BUREAU = OrganKind.BUREAU.label


def entered() -> CountyView:
    """What the county has entered, and nothing else."""
    return table().county


def county() -> CountyView:
    """The county with its name, its contact points and what is brought elsewhere; no query beside the register's."""
    said = entered()
    return replace(
        said,
        name=said.name or settings.QINQING_COUNTY,
        points=said.points or written_point(settings.QINQING_CONTACT, _bureau_name()),
        elsewhere=USUAL if said.elsewhere is None else said.elsewhere,
    )


def elsewhere() -> Sequence[Elsewhere]:
    """What is brought elsewhere, and where."""
    return county().elsewhere or ()


def county_words() -> Mapping[str, str]:
    """The county's words for the blanks of the Plan; the first contact point is the bureau's, 四."""
    said = county()
    words = {"county": said.name, "city": said.city, "television": said.television}
    for point in said.points[:1]:
        ways = {"phone": point.phone, "fax": point.fax, "email": point.email, "address": point.address}
        words |= {f"bureau_{way}": value for way, value in ways.items()}
    known = bureau()
    if known and not words.get("bureau_phone"):
        words["bureau_phone"] = known.phone
    return {key: value for key, value in words.items() if value}


def county_history(actor: Actor) -> Sequence[Entry]:
    """Who changed what of it; nothing for whoever may not."""
    return history(COUNTY_SUBJECT) if may_keep_contact(actor) else []


def stored_county(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """Current values, for verify."""
    row = County.objects.first() if COUNTY_SUBJECT in subjects else None
    return {COUNTY_SUBJECT: columns(row)} if row else {}


def county_subjects() -> Sequence[str]:
    """The county, once something is entered."""
    return [COUNTY_SUBJECT] if County.objects.exists() else []


REPLAYS = {"county": (stored_county, county_subjects)}


def columns(row: County) -> dict[str, object]:
    """What the record says of it."""
    return {name: getattr(row, name) for name in ("name", "city", "television", "points", "elsewhere")}


def _bureau_name() -> str:
    known = bureau()
    return known.name if known else BUREAU
