"""The county goes to its enterprises: visits each week, a campaign each month, and what is heard on them. 五(四), 五(五)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from qinqing.doors.operations.county.story import Appeal as Told
from qinqing.doors.operations.county.story import Enterprise
from qinqing.doors.operations.simulation.world import World
from qinqing.kernel.actors import Actor
from qinqing.procedure.outreach import actions, queries
from qinqing.procedure.outreach.rules import Heard
from qinqing.procedure.outreach.states import CampaignState, VisitState
from qinqing.procedure.register import queries as register
from qinqing.services.calendar import queries as calendar

if TYPE_CHECKING:
    from qinqing.procedure.register.models import Enterprise as Registered

AN_HOUR = timedelta(minutes=30)
AHEAD, GUESTS = 3, 30
SEEN = "订单和用工正常，没有停产。"
SMALL_TROUBLES = (
    Heard("想知道惠企政策在哪里查。", "当面讲解，留下政策汇编。"),
    Heard("年报系统不会填。", "现场教会，已提交。"),
)
CAMPAIGN = {"title": "接待日政策进企业", "place": "管委会一楼会议室", "text": "讲解接待日怎样参加、诉求怎样反映。"}


def go_out(world: World) -> None:
    """Whoever planned a visit for today makes it, on some days others are planned or just made; campaigns take their course."""
    due = queries.VisitsWanted(state=VisitState.PLANNED, until=world.today)
    for visit in queries.visits(world.cast.intake, due).rows:
        _make(world, visit)
    if world.happens(0.4):
        _plan_visit(world)
    if world.happens(0.3):
        _drop_in(world, *_somebody(world), findings=_small_trouble(world))
    _campaign(world)


def hear(world: World, told: Told, enterprise: Enterprise, *, confidential: bool) -> actions.Receipt:
    """A trouble that is heard on a visit; the clerk makes an appeal of it on the same day."""
    found = _registered(world, enterprise)
    by = _visitor(world, found)
    visit = _drop_in(world, found, by, findings=[Heard(told.text, confidential=confidential)])
    finding = queries.findings_of(visit, world.cast.intake)[0]
    return actions.register_finding(finding, by=world.cast.intake, at=world.tick())


def scan(world: World, known: dict[str, Any]) -> actions.Receipt | None:
    """A trouble brought by the code on the newest campaign's poster; None before there was one."""
    held = _campaigns(world, CampaignState.HELD)
    return actions.lodge(held[0], **known, by=world.cast.public, at=world.tick()) if held else None


def _make(world: World, visit: queries.Visit) -> None:
    by, act = _visitor(world, visit.enterprise, visit.organ_id), {"at": world.tick()}
    if world.happens(0.1):
        actions.cancel_visit(visit, reason="企业负责人临时外出", by=by, **act)
    elif world.happens(0.15):
        later = calendar.current().add(world.today, AHEAD)
        actions.reschedule_visit(visit, on=later, reason="企业赶订单，请求改日", by=by, **act)
    else:
        seen: dict[str, Any] = {"visited_at": world.now, "met": visit.enterprise.legal_person, "summary": SEEN}
        actions.record_visit(visit, **seen, findings=_small_trouble(world), by=by, **act)


def _plan_visit(world: World) -> None:
    enterprise, by = _somebody(world)
    on = calendar.current().add(world.today, AHEAD)
    actions.plan_visit(enterprise, on=on, visitors=by.name, purpose="了解经营情况", by=by, at=world.tick())


def _drop_in(world: World, enterprise: "Registered", by: Actor, *, findings: Sequence[Heard]) -> queries.Visit:
    return actions.write_down_visit(
        enterprise, visited_at=world.now - AN_HOUR, visitors=by.name, met=enterprise.legal_person, summary=SEEN,
        findings=findings, by=by, at=world.tick(),
    )  # fmt: skip


def _small_trouble(world: World) -> Sequence[Heard]:
    return [world.one_of(SMALL_TROUBLES)] if world.happens(0.3) else []


def _campaign(world: World) -> None:
    """Once a month one is planned for a place or the whole county, with guests; on its day most of them come."""
    clerk = world.cast.intake
    for campaign in _campaigns(world, CampaignState.PLANNED):
        if campaign.on <= world.today:
            _hold(world, campaign)
    newest = next(iter(queries.campaigns(clerk, queries.CampaignsWanted())[0]), None)
    if newest and newest.campaign.planned_at.astimezone(world.now.tzinfo).month == world.today.month:
        return
    place = world.one_of([None, *(organ.id for organ in register.organs() if register.is_place(organ.id))])
    on = calendar.current().add(world.today, world.chance.randint(2, 8))
    campaign = actions.plan_campaign(**CAMPAIGN, on=on, township=place, by=clerk, at=world.tick())
    if guests := _received(world, place):
        chosen = world.chance.sample(guests, min(GUESTS, len(guests)))
        actions.invite(campaign, enterprises=chosen, by=clerk, at=world.tick())


def _hold(world: World, campaign: queries.Campaign) -> None:
    """A day on which nobody came is held all the same, or called off."""
    clerk, came = world.cast.intake, [guest.enterprise for guest in _guests(campaign, world.cast.intake)]
    came = [one for one in came if world.happens(0.6)]
    if came:
        actions.attend(campaign, enterprises=[*came, _somebody(world)[0]], by=clerk, at=world.tick())
    summary = f"到场企业{len(came)}家，现场解答了提问。" if came else "没有企业到场，资料已送到企业。"
    actions.hold_campaign(campaign, summary=summary, by=clerk, at=world.tick())


def _guests(campaign: queries.Campaign, by: Actor) -> Sequence[queries.Participant]:
    return queries.guests(campaign, by)[0]


def _campaigns(world: World, state: CampaignState) -> Sequence[queries.Campaign]:
    lines, _ = queries.campaigns(world.cast.intake, queries.CampaignsWanted(state=state))
    return [line.campaign for line in lines]


def _received(world: World, place: int | None) -> "Sequence[Registered]":
    return list(register.received(world.cast.intake, township=place).order_by("pk"))


def _somebody(world: World) -> "tuple[Registered, Actor]":
    enterprise = _registered(world, world.enterprise())
    return enterprise, _visitor(world, enterprise)


def _registered(world: World, told: Enterprise) -> "Registered":
    return register.find_enterprises(world.cast.intake, told.name, 1)[0]


def _visitor(world: World, enterprise: "Registered", organ: int | None = None) -> Actor:
    """Who goes: the place the enterprise is in, or the bureau; a planned visit is made by whoever planned it."""
    cast, home = world.cast, enterprise.township_id
    by_place = organ == home if organ else home is not None and world.happens(0.5)
    return cast.officer(cast.code_of(home)) if by_place and home is not None else cast.intake
