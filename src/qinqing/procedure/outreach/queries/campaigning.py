"""Campaigns: the list, one, its guests, its materials, and what came by its code. 五(五)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.moves import Move
from qinqing.kernel.verdicts import Verdict
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.outreach import permits
from qinqing.procedure.outreach.models import Campaign, Participant
from qinqing.procedure.outreach.queries.facts import campaign_facts
from qinqing.procedure.outreach.rules.facts import PlaceFacts
from qinqing.procedure.outreach.scopes import CampaignQuerySet
from qinqing.procedure.outreach.states import CAMPAIGNS, OUT
from qinqing.procedure.register import queries as register
from qinqing.services.documents import queries as documents
from qinqing.services.journal import queries as record

if TYPE_CHECKING:
    from django.db.models import QuerySet

PAGE = 50
COUNTY = "全县"


@dataclass(frozen=True, slots=True)
class CampaignsWanted:
    """Which campaigns: text in the title, a state, the township or park (organ id); ``after`` is day and id."""

    text: str = ""
    state: str = ""
    township: int | None = None
    after: tuple[date, int] | None = None


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign with its figures: invited, came, and appeals that came by its code; within what the reader sees."""

    campaign: Campaign
    invited: int
    attended: int
    lodged: int


def campaigns(actor: Actor, wanted: CampaignsWanted) -> tuple[Sequence[CampaignLine], tuple[date, int] | None]:
    """A page of the campaigns the actor may see, the latest day first, and the cursor of the next; three queries."""
    rows = wanted_campaigns(actor, wanted)
    if wanted.after:
        day, pk = wanted.after
        rows = rows.filter(Q(on__lt=day) | Q(on=day, pk__lt=pk))
    found = _named(rows.order_by("-on", "-pk")[: PAGE + 1])
    shown = found[:PAGE]
    return lines(shown, actor), (shown[-1].on, shown[-1].pk) if len(found) > PAGE else None


def wanted_campaigns(actor: Actor, wanted: CampaignsWanted) -> CampaignQuerySet:
    """The campaigns the actor may see and asked for, in no order."""
    rows = Campaign.objects.visible_to(actor)
    asked = {"title__contains": wanted.text, "state": wanted.state, "township": wanted.township}
    return rows.filter(**{name: value for name, value in asked.items() if value})


def lines(found: Sequence[Campaign], actor: Actor) -> list[CampaignLine]:
    """Campaigns with their figures; two queries."""
    guests = _guests(actor).filter(campaign__in=found).values("campaign").order_by()
    counted = {
        row["campaign"]: (row["invited"], row["attended"])
        for row in guests.annotate(invited=Count("invited_at"), attended=Count("attended_at"))
    }
    lodged = {
        row.pk: row.lodged
        for row in Campaign.objects.filter(pk__in=[one.pk for one in found]).annotate(lodged=Count("lodgings"))
    }
    return [CampaignLine(one, *counted.get(one.pk, (0, 0)), lodged.get(one.pk, 0)) for one in found]


def fetch_campaign(actor: Actor, code: str) -> Campaign:
    """The campaign with this code, if the actor may see it. Raises NotFound."""
    found = _named(Campaign.objects.visible_to(actor).filter(code=code))
    if not found:
        raise NotFound("campaign")
    return found[0]


def open_campaign(code: str) -> Campaign:
    """The campaign behind a QR code, for everybody who scans it. Raises NotFound for one that was called off."""
    found = _named(Campaign.objects.filter(code=code, state__in=sorted(OUT)))
    if not found:
        raise NotFound("campaign")
    return found[0]


def guests(campaign: Campaign, actor: Actor, *, after: int = 0) -> tuple[Sequence[Participant], int | None]:
    """A page of those who were invited or came, and the cursor of the next; townships read their own enterprises."""
    rows = _guests(actor).filter(campaign=campaign, pk__gt=after).select_related("enterprise").order_by("pk")
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def guests_among(campaign: Campaign, enterprises: Sequence[int]) -> dict[int, Participant]:
    """Which of these enterprises (ids) were invited or came; one query."""
    return {row.enterprise_id: row for row in campaign.participants.filter(enterprise__in=enterprises)}


def came_by(campaign: Campaign, actor: Actor) -> Sequence[appeals.Appeal]:
    """The appeals that came by its code, as far as the actor sees them, newest first; two queries."""
    return appeals.among(actor, list(campaign.lodgings.order_by("-pk").values_list("appeal", flat=True)[:PAGE]))


def materials(campaign: Campaign) -> Sequence[documents.Attachment]:
    """What enterprises may take with them; public to whoever has the code."""
    return documents.attachments(campaign.subject)


def campaign_offers(campaign: Campaign, actor: Actor, *, at: datetime) -> list[tuple[Move, Verdict]]:
    """The moves of the actor's post with a campaign, each with its verdict."""
    return list(permits.offers(CAMPAIGNS, actor, campaign.standing, campaign_facts(campaign, day_of(at))))


def may_with_campaign(name: str, campaign: Campaign, actor: Actor, *, at: datetime) -> Verdict:
    """The verdict on one move."""
    return CAMPAIGNS[name].judge(actor, campaign.standing, campaign_facts(campaign, day_of(at)))


def may_plan_campaign(actor: Actor) -> Verdict:
    """May the actor plan a campaign: the bureau anywhere, a township or park at home?"""
    home = actor.organ if register.is_place(actor.organ) else None
    return permits.may_enter(CAMPAIGNS, "plan", actor, PlaceFacts(home))


def campaign_history(campaign: Campaign) -> Sequence[record.Entry]:
    """The campaign's record, oldest first; the caller has scoped it."""
    return record.history(campaign.subject)


def _guests(actor: Actor) -> "QuerySet[Participant]":
    seen = register.wanted_enterprises(actor)
    every = actor.role not in (Role.OFFICER, Role.HEAD, Role.DEPUTY)
    return Participant.objects.all() if every else Participant.objects.filter(enterprise__in=seen.values("pk"))


def _named(rows: "Sequence[Campaign] | QuerySet[Campaign]") -> list[Campaign]:
    names, found = register.organ_names(), list(rows)
    for row in found:
        row.organ_name = names.get(row.organ_id, "")
        row.township_name = names.get(row.township_id, "") if row.township_id else COUNTY
    return found
