"""Who hears of a new edition of the Plan and of a holiday notice: the desks that work by them, and the services' silence."""

from collections.abc import Iterator, Sequence

from qinqing.kernel.actors import Role
from qinqing.procedure.plan import events
from qinqing.services.calendar import events as calendar
from qinqing.services.documents import events as documents
from qinqing.services.journal.queries import Entry
from qinqing.services.notifications import events as channels
from qinqing.services.notifications.rules import Kind, Line, Recipient, Story, Table, desk, words_of


def stories(entries: Sequence[Entry]) -> Iterator[Story]:
    """The entries themselves: editions and notices are told by what was recorded of them; no query."""
    for entry in entries:
        words = words_of(entry) | {"which": entry.subject.partition("/")[2]}
        yield Story(entry, None, words, str(entry.facts.get("proposal") or words["which"]))


def desks(story: Story) -> list[Recipient]:
    """The bureau, its head and the office; departments read the numbers on each limit's own page."""
    return [desk(Role.INTAKE), desk(Role.BUREAU_HEAD), desk(Role.OFFICE), desk(Role.INSPECTOR)]


def keepers(story: Story) -> list[Recipient]:
    """Those of whom one confirms what another proposed."""
    return [desk(Role.BUREAU_HEAD), desk(Role.SYSTEM_ADMIN)]


def writers(story: Story) -> list[Recipient]:
    """Those of whom one confirms the words that another wrote."""
    return [desk(Role.OFFICE), desk(Role.BUREAU_HEAD), desk(Role.SYSTEM_ADMIN)]


TOLD: dict[str, tuple[Line, ...]] = {
    events.EDITION_ADOPTED: (
        Line(
            "plan.edition.adopted", Kind.AFFAIRS, desks, "制度发布了第{which}版",
            "已经在办的诉求仍按登记时的版本办理。{changed}", "edition",
        ),
    ),
    calendar.NOTICE_PROPOSED: (
        Line(
            "calendar.notice.proposed", Kind.TURN, keepers, "请确认{which}年放假通知",
            "{who}提出，由另一个人确认后生效；会移动时限{would_move}个。", "proposal",
        ),
    ),
    calendar.NOTICE_DECLINED: (
        Line("calendar.notice.declined", Kind.PROGRESS, keepers, "{which}年放假通知没有录入", "原因：{reason}", "proposal"),
    ),
    calendar.NOTICE_ENTERED: (
        Line(
            "calendar.notice.entered", Kind.AFFAIRS, desks, "{which}年放假安排已录入",
            "在办时限按新安排重算，改动的各自记在留痕里。", "calendar",
        ),
    ),
    channels.WORDING_PROPOSED: (
        Line(
            "notifications.wording.proposed", Kind.TURN, writers, "请确认消息文字：{what}",
            "{who}提出第{version}版，由另一个人确认后启用。", "wordings",
        ),
    ),
    channels.WORDING_DECLINED: (
        Line(
            "notifications.wording.declined", Kind.PROGRESS, writers, "消息文字没有启用：{what}",
            "第{version}版，原因：{reason}", "wordings",
        ),
    ),
}  # fmt: skip
SILENT: dict[str, str] = {
    events.EDITION_CLOSED: "新版本发布时已经告诉",
    calendar.CLOCK_CONFIRMED: "暂定的日子没有变",
    documents.PAPER_WRITTEN: "文书列在它所属的页面上，办那一步的人当场看到",
    documents.PAPER_FILED: "文书列在它所属的页面上",
    documents.TEMPLATE_UPLOADED: "模板由县政府办自己更换",
    documents.TEMPLATE_CHOSEN: "模板由县政府办自己更换",
    documents.LEDGER_EXPORTED: "导出的人自己知道，审计管理员在留痕里看",
    **dict.fromkeys(
        (
            documents.IMPORT_HANDED_IN,
            documents.IMPORT_UNREADABLE,
            documents.IMPORT_CONFIRMED,
            documents.IMPORT_GIVEN_UP,
            documents.IMPORT_TAKEN,
        ),
        "办的人在导入页面上看着办，别人不必知道",
    ),
    **dict.fromkeys(channels.EVENTS.keys() - TOLD.keys(), "改的人自己知道；通道由系统管理员设置"),
}
NOTICES = Table(stories, TOLD, SILENT)
