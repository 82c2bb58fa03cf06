"""Who hears of a bulletin: whoever has to do the next thing, and the bureau when it is out or sent back. 四(六)."""

from collections.abc import Callable, Iterator, Sequence

from qinqing.kernel.actors import Role
from qinqing.procedure.bulletins.models import Bulletin
from qinqing.procedure.bulletins.states import State
from qinqing.services.journal.queries import Entry
from qinqing.services.notifications.rules import Kind, Line, Recipient, Story, Table, desk, words_of

To = Callable[[Story], list[Recipient]]


def stories(entries: Sequence[Entry]) -> Iterator[Story]:
    """The entries on bulletins' records; one query."""
    months = {entry.subject.partition("/")[2] for entry in entries}
    rows = {row.subject: row for row in Bulletin.objects.filter(month__in=months)}
    for entry in entries:
        if bulletin := rows.get(entry.subject):
            dates = {"draft_due": f"{bulletin.draft_due_on.day}日", "due": f"{bulletin.due_on.day}日"}
            yield Story(entry, bulletin, words_of(entry) | dates | {"title": bulletin.title}, bulletin.month)


def bureau(story: Story) -> list[Recipient]:
    """The bureau's clerks."""
    return [desk(Role.INTAKE)]


def bureau_head(story: Story) -> list[Recipient]:
    """The head of the bureau."""
    return [desk(Role.BUREAU_HEAD)]


def leaders(story: Story) -> list[Recipient]:
    """The county's leaders, any of whom may approve."""
    return [desk(Role.MAYOR), desk(Role.DEPUTY)]


def holder(story: Story) -> list[Recipient]:
    """Whoever has the bulletin as it stands."""
    return HOLDERS[story.about.standing](story)


def head_if_clerk(story: Story) -> list[Recipient]:
    """The head of the bureau, where the bulletin is still with the clerks."""
    return bureau_head(story) if story.about.standing is State.DRAFTING else []


def mayor(story: Story) -> list[Recipient]:
    """The mayor."""
    return [desk(Role.MAYOR)]


HOLDERS: dict[State, To] = {State.DRAFTING: bureau, State.WITH_HEAD: bureau_head, State.WITH_LEADER: leaders}


def _line(event: str, whom: To, title: str, text: str, kind: Kind = Kind.TURN) -> Line:
    return Line(f"bulletins.{event}.{whom.__name__}", kind, whom, title, text, "bulletin")


TOLD: dict[str, tuple[Line, ...]] = {
    "bulletins.bulletin.opened": (_line("opened", bureau, "请起草{title}", "本月{draft_due}前送审，{due}前公开。"),),
    "bulletins.bulletin.submitted": (_line("submitted", bureau_head, "请审核{title}", "本月{due}前公开。"),),
    "bulletins.bulletin.approved": (_line("approved", leaders, "请批准公开{title}", "主管局负责人已审核，本月{due}前公开。"),),
    "bulletins.bulletin.sent_back": (_line("sent_back", bureau, "{title}退回修改", "{reason}"),),
    "bulletins.bulletin.returned": (
        _line("returned", bureau, "县领导退回{title}", "{reason}"),
        _line("returned", bureau_head, "县领导退回{title}", "{reason}", Kind.PROGRESS),
    ),
    "bulletins.bulletin.reminded": (
        _line("reminded", holder, "{title}{due}前要公开，现在{standing}", "请抓紧办理。", Kind.CHASE),
    ),
    "bulletins.bulletin.urged": (
        _line("urged", holder, "催办：{title}应在{due}前公开", "已经超期，现在{standing}，请今天办理。", Kind.URGING),
        _line("urged", head_if_clerk, "催办：{title}应在{due}前公开", "已经超期，现在{standing}，请督促受理岗今天送审。", Kind.URGING),
    ),
    "bulletins.bulletin.reported_late": (
        _line("reported_late", mayor, "{title}超期没有公开", "应在{due}前公开，催办后仍是{standing}，请过问。", Kind.URGING),
        _line("reported_late", holder, "{title}超期，已报县长", "应在{due}前公开，现在{standing}，请马上办理。", Kind.URGING),
    ),
    "bulletins.bulletin.published": (
        _line("published", bureau, "{title}已公开", "{who}批准。", Kind.PROGRESS),
        _line("published", bureau_head, "{title}已公开", "{who}批准。", Kind.PROGRESS),
    ),
    "bulletins.bulletin.correction_proposed": (
        _line("correction_proposed", leaders, "请批准{title}的更正", "{where}：{was}更正为{becomes}。{reason}"),
    ),
    "bulletins.bulletin.corrected": (
        _line("corrected", bureau, "{title}{number}已公开", "{who}批准。", Kind.PROGRESS),
    ),
    "bulletins.bulletin.correction_declined": (
        _line("correction_declined", bureau, "{title}的更正未获批准", "{reason}"),
    ),
}  # fmt: skip
OWN = "受理岗自己在起草，页面上可以看到"
SILENT: dict[str, str] = {
    "bulletins.bulletin.written": OWN,
    "bulletins.bulletin.example_chosen": OWN,
    "bulletins.bulletin.example_dropped": OWN,
    "bulletins.bulletin.kept": "送审后负责人在页面上逐处看到",
}
NOTICES = Table(stories, TOLD, SILENT)
