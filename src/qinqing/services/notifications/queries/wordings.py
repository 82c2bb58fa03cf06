"""What is said outside: the words in force, and the versions that were proposed."""

import logging
from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound
from qinqing.services.notifications.models import Channel, WordingVersion
from qinqing.services.notifications.permits import may_write_wordings
from qinqing.services.notifications.rules.kinds import Kind
from qinqing.services.notifications.rules.media import Medium
from qinqing.services.notifications.rules.wordings import DEFAULTS, Standing, Wording, faults

log = logging.getLogger("qinqing.notices")


def wording_in_force(medium: Medium, kind: Kind) -> Wording:
    """The words in force; the program's own where there are none, or where they cannot be used any more."""
    shipped = DEFAULTS.get(medium, Wording("", ""))
    found = WordingVersion.objects.filter(medium=medium, kind=kind, standing=Standing.IN_FORCE, shipped=False).first()
    if found is None:
        return shipped
    own = Wording(found.subject, found.body)
    if faults(own, medium):
        log.warning("wording %s of %s cannot be used, the shipped one stands in", found.version, medium)
        return shipped
    return own


def site_of(medium: Medium) -> str | None:
    """Where people find this system, as the medium's first channel in use tells it; None without one."""
    found = Channel.objects.filter(medium=medium, active=True).order_by("pk").first()
    return str(found.settings.get("site", "")) if found else None


def wording_standings(actor: Actor) -> Mapping[tuple[str, str], list[WordingVersion]]:
    """Of each medium and kind, what is in force and what waits; one query. Raises NotFound."""
    _admit(actor)
    found: dict[tuple[str, str], list[WordingVersion]] = {}
    for one in WordingVersion.objects.filter(standing__in=(Standing.IN_FORCE, Standing.PROPOSED)).order_by("pk"):
        found.setdefault((one.medium, one.kind), []).append(one)
    return found


def wording_versions(actor: Actor, medium: Medium, kind: Kind) -> Sequence[WordingVersion]:
    """Every version, the newest first. Raises NotFound."""
    _admit(actor)
    return list(WordingVersion.objects.filter(medium=medium, kind=kind).order_by("-version"))


def wording_version(actor: Actor, medium: str, kind: str, version: int) -> WordingVersion:
    """One version. Raises NotFound alike for absent and for whoever does not write them."""
    _admit(actor)
    found = WordingVersion.objects.filter(medium=medium, kind=kind, version=version).first()
    if found is None:
        raise NotFound("wording")
    return found


def wordings_to_confirm(actor: Actor) -> QuerySet[WordingVersion]:
    """The versions that wait for this person's word, the oldest first; none for whoever may not give it."""
    rows = WordingVersion.objects.filter(standing=Standing.PROPOSED)
    return rows.exclude(author=actor.person).order_by("pk") if may_write_wordings(actor) else rows.none()


def _admit(actor: Actor) -> None:
    if not may_write_wordings(actor):
        raise NotFound("wordings")
