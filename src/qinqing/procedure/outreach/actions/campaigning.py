"""宣传进企业: planned, with materials and guests, held; whoever scans its code is heard. 五(五)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from qinqing.kernel.actors import DEPARTMENT, Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.phrases import full_day_zh
from qinqing.kernel.shaping import clean_line, clean_text
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.outreach.actions.counting import ask_recount
from qinqing.procedure.outreach.actions.step import enter, put_down, take
from qinqing.procedure.outreach.models import Campaign, Lodging, Participant
from qinqing.procedure.outreach.queries.facts import campaign_facts
from qinqing.procedure.outreach.queries.snapshots import lodging_sets, participant_sets
from qinqing.procedure.outreach.states import CAMPAIGNS, ON_APPEALS
from qinqing.procedure.register import queries as register
from qinqing.services.documents import actions as documents

if TYPE_CHECKING:
    from qinqing.procedure.register.models import Enterprise

CLAUSE = "五(五)"
MOST = 200


@transaction.atomic
def plan_campaign(
    *, title: str, on: date, place: str, text: str = "", township: int | None = None, by: Actor, at: datetime
) -> Campaign:
    """发起宣传: what, when, where; a township or park always for its own enterprises. Raises Refused."""
    at_home = by.organ if register.is_place(by.organ) else None
    campaign = Campaign(
        organ_id=by.organ or 0, township_id=at_home if by.role in DEPARTMENT else township,
        planned_by=by.title, planned_at=at, **_told(title, on, place, text, at),
    )  # fmt: skip
    told = {"title": campaign.title, "on": full_day_zh(on), "place": campaign.place, "text": campaign.text}
    return enter(CAMPAIGNS, "plan", campaign, campaign_facts(campaign, day_of(at)), by=by, at=at, told=told)


@transaction.atomic
def amend_campaign(
    campaign: Campaign, *, title: str, on: date, place: str, text: str = "", by: Actor, at: datetime
) -> Campaign:
    """更改安排: those who were invited are told. Raises Refused."""
    also = _told(title, on, place, text, at)
    if all(getattr(campaign, name) == value for name, value in also.items()):
        raise Refused("没有改动，不用保存", clause=CLAUSE)
    told = {**also, "on": full_day_zh(on)}
    return take(CAMPAIGNS, "amend", campaign, _facts(campaign, at), by=by, at=at, also=also, told=told)


@transaction.atomic
def hold_campaign(campaign: Campaign, *, summary: str, by: Actor, at: datetime) -> Campaign:
    """记录举办: how it went. Raises Refused before its day."""
    if not summary.strip():
        raise Refused("请写明举办的情况，一两句也可以", clause=CLAUSE)
    also = {"summary": clean_text(summary), "ended_by": by.title, "ended_at": at}
    told = {"summary": also["summary"]}
    return take(CAMPAIGNS, "hold", campaign, _facts(campaign, at), by=by, at=at, also=also, told=told)


@transaction.atomic
def cancel_campaign(campaign: Campaign, *, reason: str, by: Actor, at: datetime) -> Campaign:
    """取消宣传, and why; those who were invited are told."""
    if not reason.strip():
        raise Refused("请写明取消的原因", clause=CLAUSE)
    also = {"reason": clean_text(reason), "ended_by": by.title, "ended_at": at}
    told = {"reason": also["reason"]}
    return take(CAMPAIGNS, "cancel", campaign, _facts(campaign, at), by=by, at=at, also=also, told=told)


@transaction.atomic
def add_material(campaign: Campaign, *, files: Iterable[Any], by: Actor, at: datetime) -> Campaign:
    """添加资料: what enterprises may take with them; everybody who has the code can read it. Raises Refused."""
    given = list(files)
    if not given:
        raise Refused("请选择文件", clause=CLAUSE)
    _add("add_material", campaign, by, at)
    kept = [documents.attach(campaign.subject, file=file, name=file.name, by=by, at=at) for file in given]
    _record(
        "add_material", campaign, by, at, {}, {"files": [f"{one.name}（SHA-256 {one.sha256[:16]}）" for one in kept]}
    )
    return campaign


@transaction.atomic
def invite(campaign: Campaign, *, enterprises: "Sequence[Enterprise]", by: Actor, at: datetime) -> int:
    """邀请企业: each once, at most 200 at a time; returns how many are new. Raises Refused."""
    _few(enterprises)
    _add("invite", campaign, by, at)
    known = set(campaign.participants.filter(enterprise__in=enterprises).values_list("enterprise", flat=True))
    rows = [
        Participant(campaign=campaign, enterprise_id=one.pk, invited_at=at)
        for one in enterprises
        if one.pk not in known
    ]
    if not rows:
        raise Refused("选中的企业都已经邀请过，请另选", clause=CLAUSE)
    Participant.objects.bulk_create(rows)
    ask_recount(row.enterprise_id for row in rows)
    _record("invite", campaign, by, at, participant_sets(*rows), {"count": len(rows)})
    return len(rows)


@transaction.atomic
def attend(campaign: Campaign, *, enterprises: "Sequence[Enterprise]", by: Actor, at: datetime) -> int:
    """登记到场: invited or not; returns how many are new. Raises Refused before its day."""
    _few(enterprises)
    _add("attend", campaign, by, at)
    known = {row.enterprise_id: row for row in campaign.participants.filter(enterprise__in=enterprises)}
    fresh = [
        Participant(campaign=campaign, enterprise_id=one.pk, attended_at=at)
        for one in enterprises
        if one.pk not in known
    ]
    came = [row for row in known.values() if row.attended_at is None]
    if not fresh and not came:
        raise Refused("选中的企业都已经登记到场，请另选", clause=CLAUSE)
    Participant.objects.bulk_create(fresh)
    Participant.objects.filter(pk__in=[row.pk for row in came]).update(attended_at=at)
    for row in came:
        row.attended_at = at
    rows = [*fresh, *came]
    ask_recount(row.enterprise_id for row in rows)
    _record("attend", campaign, by, at, participant_sets(*rows), {"count": len(rows)})
    return len(rows)


@transaction.atomic
def lodge(campaign: Campaign, *, by: Actor, at: datetime, **told: Any) -> appeals.Receipt:
    """扫宣传码反映诉求: the enterprise lodges as ever (``appeals.lodge``), with the campaign on both records. Raises Refused."""
    _add("lodge", campaign, by, at)
    receipt = appeals.lodge(**told, by=by, at=at)
    appeals.note(
        ON_APPEALS, "came_by", receipt.appeal, by=by, at=at, facts=None, told={"campaign": campaign.title}
    )  # fmt: skip
    row = Lodging.objects.create(campaign=campaign, appeal=receipt.appeal, lodged_at=at)
    _record("lodge", campaign, by, at, lodging_sets(row), {})
    return receipt


def _told(title: str, on: date, place: str, text: str, at: datetime) -> dict[str, Any]:
    told = {"title": clean_line(title), "on": on, "place": clean_line(place), "text": clean_text(text)}
    if not told["title"] or not told["place"]:
        raise Refused("请写明宣传的名称和地点", clause=CLAUSE)
    if on < day_of(at):
        raise Refused("举办的日期已经过去，请另选日期", clause=CLAUSE)
    return told


def _few(enterprises: "Sequence[Enterprise]") -> None:
    if not enterprises:
        raise Refused("请先选企业", clause=CLAUSE)
    if len(enterprises) > MOST:
        raise Refused(f"一次最多选{MOST}家企业，请分几次办", clause=CLAUSE)


def _facts(campaign: Campaign, at: datetime) -> Any:
    return campaign_facts(campaign, day_of(at))


def _add(name: str, campaign: Campaign, by: Actor, at: datetime) -> None:
    """Something more about a campaign that stays where it is; several may add at once. Raises Refused, or Conflict."""
    move = CAMPAIGNS[name]
    move.judge(by, campaign.standing, _facts(campaign, at)).enforce()
    rows = Campaign.objects.filter(pk=campaign.pk, state=campaign.state)
    if not rows.update(state=campaign.state):
        raise Conflict(f"这次宣传刚刚有变化，不能“{move.label}”，请刷新后再办")


def _record(
    name: str, campaign: Campaign, by: Actor, at: datetime, sets: Mapping[str, object], told: Mapping[str, object]
) -> None:
    put_down(CAMPAIGNS, CAMPAIGNS[name], campaign, by=by, at=at, sets=sets, told=told)
