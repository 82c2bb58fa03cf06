"""Who hears of a reception day: its host, and the departments that come, 二. What becomes of an appeal it tells itself."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from qinqing.kernel.actors import Role
from qinqing.procedure.receptions.models import AgendaItem, Call, DossierPart, Minutes, ReceptionDay, Slot
from qinqing.procedure.receptions.queries.days import title
from qinqing.procedure.receptions.rules.clocks import Clock
from qinqing.procedure.register import queries as register
from qinqing.services.journal.queries import Entry
from qinqing.services.notifications.rules import (
    Kind,
    Line,
    Recipient,
    Story,
    Table,
    desk,
    enterprise,
    moved_words,
    on_moved,
    post,
    words_of,
)

LABELS = {kind.value: kind.label for kind in Clock}
TO_ENTERPRISE = frozenset(f"receptions.slot.{event}" for event in ("declined", "asked_again", "ran_out", "day_moved"))


def stories(entries: Sequence[Entry]) -> Iterator[Story]:
    """The entries on records of days, minutes and slots, each with its row; one query a kind, and the register."""
    days = {day.subject: day for day in ReceptionDay.objects.filter(code__in=_codes(entries, "reception"))}
    codes = _codes(entries, "minutes")
    minutes = {one.subject: one for one in Minutes.objects.filter(code__in=codes).select_related("day")}
    codes = _codes(entries, "slot")
    slots = {one.subject: one for one in Slot.objects.filter(code__in=codes).select_related("day", "appeal")}
    codes = _codes(entries, "dossier")
    parts = {one.subject: one for one in DossierPart.objects.filter(code__in=codes).select_related("day", "appeal")}
    for entry in entries:
        if part := parts.get(entry.subject):
            yield Story(entry, part, _words(entry) | {"title": title(part.day)}, part.code)
        elif slot := slots.get(entry.subject):
            yield _of_slot(entry, slot)
        elif one := minutes.get(entry.subject):
            yield Story(entry, one.day, _words(entry) | {"title": title(one.day)}, one.code)
        elif day := days.get(entry.subject):
            yield Story(entry, day, {"place": day.place} | _words(entry) | {"title": title(day)}, day.code)


def _words(entry: Entry) -> dict[str, str]:
    return words_of(entry) | {"moved": moved_words(entry, LABELS)}


def _codes(entries: Sequence[Entry], kind: str) -> list[str]:
    """The codes of the subjects of a kind; without any, the query is not made."""
    return [entry.subject.partition("/")[2] for entry in entries if entry.subject.startswith(f"{kind}/")]


def _of_slot(entry: Entry, slot: Slot) -> Story:
    """The office is led to the day, the enterprise to its appeal."""
    about = {"title": title(slot.day), "place": slot.day.place}
    said = about | {"enterprise": slot.appeal.enterprise_name, "number": slot.appeal.number}
    code = slot.appeal.code if entry.event in TO_ENTERPRISE else slot.day.code
    return Story(entry, slot, words_of(entry) | said, code)


def invited(story: Story) -> list[Recipient]:
    """Those who speak for the enterprise, and whoever lodged."""
    return [enterprise(story.about.appeal.enterprise_id, story.about.appeal.lodged_by_id)]


def host(story: Story) -> list[Recipient]:
    """The leader's post; nobody where nobody hosts."""
    return [post(story.about.host_post_id)] if story.about.host_post_id else []


def called(story: Story) -> list[Recipient]:
    """The departments that come: their heads, who come in person (二(四)), and their officers."""
    organs = story.entry.sets.get("departments")
    if organs is None:
        organs = Call.objects.filter(day=story.about).order_by("organ").values_list("organ", flat=True)
    return [desk(role, organ) for organ in organs for role in (Role.HEAD, Role.OFFICER)]


def writing(story: Story) -> list[Recipient]:
    """The departments that were asked for a part of the dossier and are not called to the day itself."""
    there = Call.objects.filter(day=story.about).values("organ")
    organs = DossierPart.objects.filter(day=story.about).exclude(organ__in=there).order_by("organ")
    return [
        desk(role, organ)
        for organ in organs.values_list("organ", flat=True).distinct()
        for role in (Role.HEAD, Role.OFFICER)
    ]


def let_off(story: Story) -> list[Recipient]:
    """The departments that were called and need not come any more."""
    names = set(story.entry.facts.get("released", []))
    organs = [organ for organ, named in register.organ_names().items() if named in names]
    return [desk(role, organ) for organ in organs for role in (Role.HEAD, Role.OFFICER)]


def in_charge(story: Story) -> list[Recipient]:
    """The deputies whose industries a joint meeting is over, 五(三); nobody for a reception day, which has its host."""
    if not story.about.joint:
        return []
    heard = AgendaItem.objects.filter(day=story.about)
    added = [column.removeprefix("agenda/") for column in story.entry.sets if column.startswith("agenda/")]
    sections = (heard.filter(appeal__code__in=added) if added else heard).values_list("appeal__section", flat=True)
    posts = {found.id for section in sections if (found := register.deputy_for(section))}
    return [post(one) for one in sorted(posts)]


def office(story: Story) -> list[Recipient]:
    """The county's office."""
    return [desk(Role.OFFICE)]


def readers(story: Story) -> list[Recipient]:
    """The departments that get an excerpt of the minutes."""
    organs = [int(column.removeprefix("excerpt/")) for column in story.entry.sets if column.startswith("excerpt/")]
    return [desk(role, organ) for organ in organs for role in (Role.HEAD, Role.OFFICER)]


def writers(story: Story) -> list[Recipient]:
    """Whoever writes the minutes: the office and the bureau."""
    return [desk(Role.OFFICE), desk(Role.INTAKE)]


def asked(story: Story) -> list[Recipient]:
    """The department that writes the part: its officers and its head."""
    return [desk(role, story.about.organ_id) for role in (Role.OFFICER, Role.HEAD)]


def _moved_of(prefix: str) -> Callable[[Story], list[Recipient]]:
    """Those on the limits that moved, where they are of this kind of subject."""
    return lambda story: on_moved(story) if story.entry.subject.startswith(prefix) else []


def _dossier(event: str, heading: str, text: str, whom: Any) -> tuple[Line, ...]:
    return (Line(f"receptions.dossier.{event}.{whom.__name__}", Kind.DAY, whom, heading, text, "dossier"),)


def _minutes(event: str, heading: str, text: str, *whom: Any) -> tuple[Line, ...]:
    return tuple(
        Line(f"receptions.minutes.{event}.{one.__name__}", Kind.PAPERS, one, heading, text, "minutes") for one in whom
    )


def _to(event: str, heading: str, text: str, *whom: Any) -> tuple[Line, ...]:
    return tuple(Line(f"receptions.{event}.{one.__name__}", Kind.DAY, one, heading, text, "day") for one in whom)


def _parts(event: str, heading: str, text: str) -> tuple[Line, ...]:
    """To who writes a part only, with the way to the dossier: the day's own page is not theirs."""
    return (Line(f"receptions.{event}.writing", Kind.DAY, writing, heading, text, "sheets"),)


def _own(event: str, heading: str, text: str) -> tuple[Line, ...]:
    """To the enterprise, with the way to its appeal."""
    return (Line(f"receptions.{event}.enterprise", Kind.DAY, invited, heading, text, "own"),)


TOLD: dict[str, tuple[Line, ...]] = {
    "receptions.day.planned": _to("planned", "已安排{title}", "{hours}，{place}。{note}", host, called),
    "receptions.day.meeting_called": _to("meeting_called", "请参加{title}", "{hours}，{place}。{note}", called),
    "receptions.day.amended": (
        *_to("amended", "{title}有调整", "调整了{changed}。现安排：{now}。{reason}", host, called, in_charge),
        *_parts("amended", "{title}有调整", "调整了{changed}。现安排：{now}。{reason} 接待材料的时限跟着改。"),
    ),
    "receptions.day.put_on_agenda": _to(
        "put_on_agenda", "{title}要会商您分管行业的诉求", "{place}。议程和会议材料在会议页面，随时可看。", in_charge
    ),
    "receptions.day.departments_called": (
        *_to("departments_called", "请派主要负责人到会：{title}", "{place}。到会部门：{departments}", called),
        *_to("departments_called", "{title}不用到会", "到会部门有调整，本部门不用派人参加。", let_off),
    ),
    "receptions.day.notice_issued": _to("notice_issued", "活动通知：{title}", "{now}。{note}", host, called, in_charge),
    "receptions.day.cancelled": (
        *_to("cancelled", "{title}取消", "原因：{reason}", host, called, in_charge),
        *_parts("cancelled", "{title}取消", "原因：{reason} 不用再提交材料。"),
    ),
    "receptions.day.closed": _to("closed", "{title}已结束，请起草纪要、跟踪交办", "{note}", writers),
    "receptions.minutes.sent": _minutes("sent", "{title}纪要请您确认", "{note}", host),
    "receptions.minutes.confirmed": _minutes("confirmed", "{title}纪要已确认，请印发", "{remark}", writers),
    "receptions.minutes.erratum_adopted": _minutes(
        "erratum_adopted", "{title}纪要{erratum}已核定", "{remark}", writers
    ),
    "receptions.minutes.sent_back": _minutes("sent_back", "{title}纪要退回修改", "{reason}", writers),
    "receptions.minutes.recalled": _minutes("recalled", "{title}纪要收回修改，暂不用确认", "{reason}", host),
    "receptions.minutes.issued": _minutes("issued", "{title}{form}已印发", "{number}", readers),
    "receptions.minutes.erratum_proposed": _minutes("erratum_proposed", "{title}纪要的更正请您确认", "{reason}", host),
    "receptions.minutes.erratum_confirmed": _minutes(
        "erratum_confirmed", "{title}纪要{erratum}已确认", "{remark}", writers
    ),
    "receptions.minutes.erratum_declined": _minutes(
        "erratum_declined", "{title}纪要的更正没有同意", "{remark}", writers
    ),
}
TOLD |= {
    "receptions.slot.asked": _to("slot_asked", "企业申请接待：{number}", "{enterprise}申请{title}。{wish}", office),
    "receptions.slot.withdrawn": _to("slot_withdrawn", "企业撤回接待申请：{number}", "{enterprise}，{title}", office),
    "receptions.slot.confirmed": _to(
        "slot_confirmed", "企业确认参加：{number}", "{enterprise}参加{title}，参加人：{visitors}", office
    ),
    "receptions.slot.excused": _to(
        "slot_excused", "企业不能参加：{number}", "{enterprise}不能参加{title}。原因：{reason}", office
    ),
    "receptions.slot.declined": _own(
        "slot_declined",
        "接待申请没有安排：{number}",
        "没有安排在{title}。原因：{reason} 可以申请别的接待日，不申请也会按先后列入。",
    ),
    "receptions.slot.ran_out": _own(
        "slot_ran_out", "接待申请没有安排：{number}", "{reason}。可以申请别的接待日，不申请也会按先后列入。"
    ),
    "receptions.slot.day_moved": _own(
        "slot_day_moved",
        "您申请的接待日改了时间或地点：{number}",
        "现在是{title}，{place}。县政府办还会答复您的申请；不合适的，可以撤回后另选一次。",
    ),
    "receptions.slot.asked_again": _own(
        "slot_asked_again", "请重新确认参加：{number}", "{title}改了时间或地点，请重新确认能否参加。"
    ),
}
TOLD |= {
    "receptions.day.dossier_issued": (
        Line("receptions.dossier_issued.host", Kind.DAY, host, "接待材料已印发：{title}", "{number}", "sheets"),
    ),
    "receptions.dossier.asked": _dossier(
        "asked", "请准备接待材料：{appeal}", "{title}要研究这件诉求，请写明办理情况、意见和建议方案。", asked
    ),
    "receptions.dossier.handed_on": _dossier(
        "handed_on",
        "请准备接待材料：{appeal}",
        "{title}要研究这件诉求。{former}已撤并，请接着写明办理情况、意见和建议方案。",
        asked,
    ),
    "receptions.dossier.submitted": _dossier("submitted", "{organ}提交了接待材料：{appeal}", "{title}", office),
    "receptions.dossier.returned": _dossier("returned", "请补充接待材料：{appeal}", "{title}。{reason}", asked),
    "receptions.dossier.resubmitted": _dossier("resubmitted", "{organ}补充了接待材料：{appeal}", "{title}", office),
    "receptions.dossier.missed": _dossier(
        "missed", "没有提交接待材料：{appeal}", "{title}已经研究这件诉求，没有收到本部门的材料。", asked
    ),
}
TOLD["calendar.clock.moved"] = tuple(
    Line(
        f"calendar.moved.{link}", Kind.AFFAIRS, _moved_of(prefix), "放假安排调整，{title}的时限改了", "{moved}。", link
    )
    for prefix, link in (("reception/", "day"), ("minutes/", "minutes"), ("dossier/", "dossier"))
)
BEING_WRITTEN = "起草的人自己知道，送领导确认时再告诉"
EACH_APPEAL = "诉求自己会告诉企业和牵头部门"
BEFORE_THE_DAY = "议程在接待日页面随时可看，活动通知发出时再告诉"
SILENT: dict[str, str] = {
    "receptions.feed.renewed": "本人刚刚自己办的",
    "receptions.feed.closed": "本人刚刚自己办的",
    "receptions.slot.accepted": EACH_APPEAL,
    "receptions.slot.invited": EACH_APPEAL,
    "receptions.slot.lapsed": EACH_APPEAL,
    "receptions.minutes.opened": "结束接待日时已经告诉",
    "receptions.minutes.adopted": "县政府办自己接着印发",
    "receptions.minutes.erratum_dismissed": "县政府办自己刚刚核定",
    "receptions.minutes.drafted": BEING_WRITTEN,
    "receptions.minutes.written": BEING_WRITTEN,
    "receptions.day.taken_off": EACH_APPEAL,
    "receptions.day.reordered": BEFORE_THE_DAY,
    "receptions.day.sheet_written": BEFORE_THE_DAY,
    "receptions.dossier.postponed": "改期已经告诉到会部门，新时限在待办里",
    "receptions.dossier.released": "移出和取消由接待日自己告诉，待办里不再列出",
    "receptions.day.attendance_recorded": "到会的人都在场",
    "receptions.day.guest_recorded": "到会的人都在场，没有到会的由缓议时告诉",
    "receptions.day.outcome_recorded": EACH_APPEAL,
    "receptions.day.decision_recorded": EACH_APPEAL,
    "receptions.day.outcome_taken_back": EACH_APPEAL,
}
NOTICES = Table(stories, TOLD, SILENT)
