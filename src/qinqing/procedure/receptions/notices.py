"""Who hears of a reception day: its host, and the departments that come, 二. What becomes of an appeal it tells itself."""

from collections.abc import Iterator, Sequence

from qinqing.kernel.actors import Role
from qinqing.procedure.receptions.models import Call, ReceptionDay
from qinqing.procedure.receptions.queries.days import title
from qinqing.services.journal.queries import Entry
from qinqing.services.notifications.rules import Kind, Line, Recipient, Story, Table, desk, post, words_of

PREFIX = "reception/"


def stories(entries: Sequence[Entry]) -> Iterator[Story]:
    """The entries on days' records, each with its day; one query, and the register's table."""
    codes = {entry.subject.removeprefix(PREFIX) for entry in entries if entry.subject.startswith(PREFIX)}
    days = {day.subject: day for day in ReceptionDay.objects.filter(code__in=codes)} if codes else {}
    for entry in entries:
        if day := days.get(entry.subject):
            words = {"place": day.place} | words_of(entry) | {"title": title(day)}
            yield Story(entry, day, words, day.code)


def host(story: Story) -> list[Recipient]:
    """The leader's post."""
    return [post(story.about.host_post_id)]


def called(story: Story) -> list[Recipient]:
    """The departments that come: their heads, who come in person (二(四)), and their officers."""
    organs = story.entry.sets.get("departments")
    if organs is None:
        organs = Call.objects.filter(day=story.about).order_by("organ").values_list("organ", flat=True)
    return [desk(role, organ) for organ in organs for role in (Role.HEAD, Role.OFFICER)]


def office(story: Story) -> list[Recipient]:
    """The county's office."""
    return [desk(Role.OFFICE)]


def _to(event: str, heading: str, text: str, *whom: object) -> tuple[Line, ...]:
    return tuple(
        Line(f"receptions.{event}.{one.__name__}", Kind.DAY, one, heading, text, "day")  # type: ignore[attr-defined, arg-type]
        for one in whom
    )


TOLD: dict[str, tuple[Line, ...]] = {
    "receptions.day.planned": _to("planned", "已安排{title}", "{hours}，{place}。{note}", host, called),
    "receptions.day.amended": _to("amended", "{title}有调整", "原定{before}，改为{now}。原因：{reason}", host, called),
    "receptions.day.departments_called": _to(
        "departments_called", "请派主要负责人到会：{title}", "{place}。到会部门：{departments}", called
    ),
    "receptions.day.notice_issued": _to("notice_issued", "活动通知：{title}", "{now}。{note}", host, called),
    "receptions.day.cancelled": _to("cancelled", "{title}取消", "原因：{reason}", host, called),
    "receptions.day.closed": _to("closed", "{title}已结束，请印发纪要、跟踪交办", "{note}", office),
}
EACH_APPEAL = "诉求自己会告诉企业和牵头部门"
BEFORE_THE_DAY = "议程在接待日页面随时可看，活动通知发出时再告诉"
SILENT: dict[str, str] = {
    "receptions.day.put_on_agenda": EACH_APPEAL,
    "receptions.day.taken_off": EACH_APPEAL,
    "receptions.day.reordered": BEFORE_THE_DAY,
    "receptions.day.attendance_recorded": "到会的人都在场",
    "receptions.day.outcome_recorded": EACH_APPEAL,
    "receptions.day.decision_recorded": EACH_APPEAL,
}
NOTICES = Table(stories, TOLD, SILENT)
