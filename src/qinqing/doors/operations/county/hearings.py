"""The upper rungs of a told appeal: it is put on a day, heard, decided, implemented, or climbs on."""

from datetime import date, datetime, time, timedelta

from qinqing.doors.operations.county.cast import Cast
from qinqing.doors.operations.county.story import Hearing, Item
from qinqing.doors.operations.county.walking import Walk, step
from qinqing.kernel.actors import LEADERS, Actor
from qinqing.kernel.phrases import local
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries as items
from qinqing.procedure.decisions.rules.kinds import NewItem
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries as days
from qinqing.procedure.receptions.rules.kinds import Presence, Present
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries as supervision_queries
from qinqing.services.calendar import queries as calendar

FLOORS = "二三四五六七八九"
NOTICE_DAYS = 5
MORNING, AFTERNOON = time(9), time(14, 30)
LONGEST = 85
SOON = "企业反映的问题急需协调，与企业和部门商定提前接待"


def host_of(walk: Walk) -> Actor:
    """The leader who hears the appeal on its rung: the deputy in charge of its industry, or the mayor."""
    appeal = walk.appeal(walk.cast.intake)
    return walk.cast.mayor if appeal.rung == 3 else walk.cast.deputy(appeal.section)


def hearing_of(walk: Walk) -> Hearing:
    """What the story says of the hearing on this rung, or the plainest words."""
    rung = walk.appeal(walk.cast.intake).rung
    told = next((hearing for hearing in walk.words.hearings if hearing.rung == rung), None)
    return told or Hearing(rung, "请县里尽快协调解决。", "请牵头部门会同有关部门尽快拿出办法。", "decided")


@step
def schedule(walk: Walk, at: datetime) -> None:
    """On a day already planned for this host, or on a new one before the next step of the story."""
    office, host = walk.cast.office, host_of(walk)
    last = local(walk.ahead).date() if walk.ahead else walk.cast.on + timedelta(days=4)
    planned = [
        day
        for day in days.days(office, last.year)
        if day.host_post_id == host.post and day.state == "planned" and local(at).date() <= day.date <= last
    ]
    room = [day for day in planned if day.heard < day.capacity]
    day = room[0] if room else _plan(walk, host, _working(last), at, again=bool(planned))
    departments = sorted({*days.departments(day), walk.lead})
    receptions.put_on_agenda(day, [walk.appeal(office)], by=office, at=at)
    receptions.call_departments(days.fetch(office, day.code), departments, by=office, at=at)
    if day.notified_at is None:
        receptions.issue_notice(days.fetch(office, day.code), by=office, at=at)
    walk.day = day.code


@step
def prepare(walk: Walk, at: datetime) -> None:
    """The departments write their parts; for a day that is still to come, only the lead has done so."""
    others = () if walk.told.state == "scheduled" else walk.told.assisting
    for code in dict.fromkeys((walk.holder, *others)):
        officer = walk.cast.officer(code)
        for part, _ in days.dossier_waiting(officer):
            if part.appeal.code == walk.code:
                receptions.submit_part(
                    days.fetch_dossier_part(officer, part.code), **_written(walk, code), by=officer, at=at
                )


def _written(walk: Walk, code: str) -> dict[str, str]:
    """What a department writes for the host: the lead what it found and proposes, the others that they stand by."""
    if code != walk.holder:
        return {"opinion": "我单位已同牵头部门核对情况，按县政府决定配合落实。"}
    found = walk.answer("unresolved")
    proposal = "；".join(f"{item.text}（{item.criterion}）" for item in walk.words.items)
    return {"opinion": f"{found.checked}{found.result}", "proposal": proposal and f"建议：{proposal}。"}


def _brief(walk: Walk, at: datetime) -> None:
    """Before the first appeal of a day is heard, the host has the dossier."""
    office = walk.cast.office
    day = days.fetch(office, walk.day)
    if all(paper.kind != "dossier" for paper in days.day_papers(day, office)):
        receptions.issue_dossier(day, by=office, at=at)


def place_of(cast: Cast, host: Actor) -> str:
    """Each leader has a room of their own, so that two may hear at the same time."""
    leaders = [told.code for told in cast.county.posts if told.role in LEADERS]
    return f"县人民政府{FLOORS[[cast.post(code).post for code in leaders].index(host.post)]}楼会议室"


def _plan(walk: Walk, host: Actor, on: date, at: datetime, *, again: bool) -> days.ReceptionDay:
    short = calendar.current().between(day_of(at), on) < NOTICE_DAYS
    return receptions.plan(
        host_post=host.post,
        date=on,
        starts_at=AFTERNOON if again else MORNING,
        place=place_of(walk.cast, host),
        reason=SOON if short else "",
        by=walk.cast.office,
        at=at,
    )


def _working(day: date) -> date:
    """The day itself or the working day after it."""
    known = calendar.current()
    return day if known.is_working(day) else known.add(day, 1)


@step
def decide(walk: Walk, at: datetime) -> None:
    told = walk.words
    chosen = told.items or (Item("限期解决企业反映的问题，并书面答复企业", "企业确认问题解决", told.lead, 30),)
    hearing, intake = hearing_of(walk), walk.cast.intake
    _brief(walk, at)
    decisions.decide_at_hearing(
        days.entry(intake, walk.day, walk.code),
        items=[_decided(walk, item, at) for item in chosen],
        opinion=hearing.opinion,
        statement=hearing.statement,
        by=intake,
        at=at,
    )
    _close_day(walk, at)


def _decided(walk: Walk, item: Item, at: datetime) -> NewItem:
    told, longest = (local(at).date() + timedelta(days=days) for days in (item.days, LONGEST))
    ahead = walk.cast.on + timedelta(days=5 + item.days % 11)
    return NewItem(
        text=item.text,
        criterion=item.criterion,
        lead=walk.cast.organ(item.lead),
        # What is still under way is mostly within its time: told days that are over become longer, as far as the Plan lets.
        due_on=min(max(told, ahead), longest) if walk.told.state == "implementing" else min(told, longest),
        assisting=tuple(walk.cast.organ(code) for code in item.assisting),
    )


@step
def take_up(walk: Walk, at: datetime) -> None:
    """Each lead department has called the enterprise within its days, and planned what it does."""
    for item in items.items_of(walk.appeal(walk.cast.intake), walk.cast.intake):
        by = walk.cast.officer(walk.cast.code_of(item.lead_id))
        note = "已与企业对接，约定现场查看时间。"
        decisions.contact(items.fetch(by, item.code), contact=by.name, note=note, by=by, at=at)


@step
def leave_unresolved(walk: Walk, at: datetime) -> None:
    _record(walk, "unresolved", at)


def _record(walk: Walk, outcome: str, at: datetime) -> None:
    hearing, intake = hearing_of(walk), walk.cast.intake
    basis = "按照有关政策规定执行" if outcome == "explained" else ""
    _brief(walk, at)
    receptions.record_outcome(
        days.entry(intake, walk.day, walk.code),
        outcome=outcome,
        opinion=hearing.opinion,
        statement=hearing.statement,
        basis=basis,
        by=intake,
        at=at,
    )
    _close_day(walk, at)


def _close_day(walk: Walk, at: datetime) -> None:
    """Once everything on the agenda has its outcome, attendance is written down and the day is over."""
    intake = walk.cast.intake
    day = days.fetch(intake, walk.day)
    if any(not entry.outcome for entry in days.agenda(day, intake)):
        return
    rows = [_came(walk, day, organ, place) for place, organ in enumerate(days.departments(day))]
    day = receptions.record_attendance(day, rows, by=intake, at=at)
    receptions.close_day(days.fetch(intake, walk.day), by=intake, at=at)


def _came(walk: Walk, day: days.ReceptionDay, organ: int, place: int) -> Present:
    """Main leaders in person; every so often one late, or somebody else."""
    turn = day.date.day + place
    if turn % 7 == 3:
        return Present(organ, Presence.SUBSTITUTE, "分管副职", "主要负责人在市里开会")
    late = time(day.starts_at.hour, day.starts_at.minute + 15) if turn % 11 == 5 else None
    return Present(organ, Presence.LEADER, walk.cast.head_of(organ), arrived_at=late)


@step
def conclude(walk: Walk, at: datetime) -> None:
    """The hearing's end that leads to an answer: explained there and then, or decided and fully implemented."""
    if hearing_of(walk).outcome == "explained":
        _record(walk, "explained", at)
        return
    decide(walk, at)
    _implement_all(walk, at)


@step
def city_leaves(walk: Walk, at: datetime) -> None:
    city = walk.cast.city
    reason = walk.words.city or "涉及省级规划调整，市级目前不能解决。"
    appeals.city_leaves(walk.appeal(city), reason=reason, by=city, at=at)


@step
def city_decides(walk: Walk, at: datetime) -> None:
    told, city = walk.words, walk.cast.city
    chosen = told.items or (Item("按市里答复落实并书面答复企业", "企业确认问题解决", told.lead, 30),)
    opinion = told.city or "同意协调解决，请县里抓好落实。"
    decisions.city_decides(
        walk.appeal(city), items=[_decided(walk, item, at) for item in chosen], opinion=opinion, by=city, at=at
    )


@step
def city_concludes(walk: Walk, at: datetime) -> None:
    if walk.told.result == "explained":
        city = walk.cast.city
        appeals.city_explains(walk.appeal(city), opinion=walk.words.city, basis="按照有关政策规定执行", by=city, at=at)
        return
    city_decides(walk, at)
    _implement_all(walk, at)


def _implement_all(walk: Walk, at: datetime) -> None:
    """Every decided item done, reported, read by the leaders and accepted; a few minutes apart."""
    intake = walk.cast.intake
    told = walk.words.items
    for position, item in enumerate(items.items_of(walk.appeal(intake), intake)):
        words = told[position] if position < len(told) else None
        _implement(walk, item.code, words, at + timedelta(minutes=position))


def _implement(walk: Walk, code: str, told: Item | None, at: datetime) -> None:
    cast, lead = walk.cast, told.lead if told else walk.told.lead
    officer, head, intake = cast.officer(lead), cast.head(lead), cast.intake

    def now(by: Actor) -> items.DecidedItem:
        return items.fetch(by, code)

    decisions.contact(now(officer), contact=officer.name, note="已与企业对接，约定现场查看时间。", by=officer, at=at)
    if told and told.progress:
        decisions.note_progress(now(officer), progress=told.progress, by=officer, at=at)
    decisions.complete(now(officer), note="已按决定事项办理完毕。", by=officer, at=at)
    report = (told.report if told else "") or "决定事项已落实到位，企业现场确认。"
    decisions.draft_report(now(officer), text=report, by=officer, at=at)
    decisions.sign_report(now(head), by=head, at=at)
    decisions.circulate(now(cast.office), by=cast.office, at=at)
    decisions.mark_read(now(cast.mayor), by=cast.mayor, at=at)
    decisions.accept(now(intake), by=intake, at=at)
    decisions.confirm(now(intake), by=walk.enterprise, at=at)
    decisions.close_out(now(intake), by=intake, at=at)


@step
def follow_up(walk: Walk, at: datetime) -> None:
    """谁解决谁回访: the department calls; where it must not know who, the bureau does."""
    by = walk.cast.intake if walk.told.confidential else walk.officer
    said = "企业表示问题已经解决，对办理结果认可。"
    appeal = walk.appeal(by)
    if supervision_queries.may_follow_up(appeal, by):
        supervision.follow_up(appeal, reached=True, said=said, solved=True, level=4, by=by, at=at)


@step
def evaluate(walk: Walk, at: datetime) -> None:
    told, by = walk.words.evaluation, walk.enterprise
    if told is None:
        return
    given = supervision.evaluate(
        walk.appeal(by), solved=told.solved, level=told.level, comment=told.comment, by=by, at=at
    )
    if told.correction and given.correction:
        officer = walk.officer
        correction = supervision_queries.fetch_correction(officer, given.correction.code)
        supervision.correct(correction, text=told.correction, by=officer, at=at + timedelta(minutes=3))
