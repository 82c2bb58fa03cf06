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
        which = entry.subject.partition("/")[2]
        words = words_of(entry)
        words["which"] = words.get("region", "") + which
        yield Story(entry, None, words, str(entry.facts.get("proposal") or which))


def desks(story: Story) -> list[Recipient]:
    """The bureau, its head and the office; departments read the numbers on each limit's own page."""
    return [desk(Role.INTAKE), desk(Role.BUREAU_HEAD), desk(Role.OFFICE), desk(Role.INSPECTOR)]


def keepers(story: Story) -> list[Recipient]:
    """Those of whom one confirms what another proposed."""
    return [desk(Role.BUREAU_HEAD), desk(Role.SYSTEM_ADMIN)]


def readers(story: Story) -> list[Recipient]:
    """Those who work by the calendar, but for the bureau's head, who is asked to look at it."""
    return [desk(Role.INTAKE), desk(Role.OFFICE), desk(Role.INSPECTOR)]


def second(story: Story) -> list[Recipient]:
    """Who looks at what the machine's operator entered alone."""
    return [desk(Role.BUREAU_HEAD)]


def watchers(story: Story) -> list[Recipient]:
    """Those who answer for the machine, and for the record."""
    return [desk(Role.SYSTEM_ADMIN), desk(Role.AUDIT_ADMIN)]


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
    calendar.NOTICE_IMPORTED: (
        Line(
            "calendar.notice.imported", Kind.TURN, second, "请核对由命令导入的{which}年放假通知",
            "在服务器上用命令录入，已经生效，移动时限{moved}个，还没有第二人确认。请与通知原文核对，确认或撤回。", "proposal",
        ),
        Line(
            "calendar.notice.imported.watched", Kind.AFFAIRS, watchers, "有人用命令导入了{which}年放假通知",
            "没有第二人确认就生效，移动时限{moved}个。不是您安排的，请马上查明，并告诉工信商务局负责人撤回。", "calendar",
        ),
        Line(
            "calendar.notice.imported.read", Kind.AFFAIRS, readers, "{which}年放假安排已录入",
            "在办时限按新安排重算，改动的各自记在留痕里；由命令导入，还没有第二人确认。", "calendar",
        ),
    ),
    calendar.NOTICE_SECONDED: (
        Line(
            "calendar.notice.seconded", Kind.PROGRESS, watchers, "由命令导入的{which}年放假通知已经确认",
            "{who}已核对。", "calendar",
        ),
    ),
    calendar.NOTICE_TAKEN_BACK: (
        Line(
            "calendar.notice.taken_back", Kind.AFFAIRS, desks, "{which}年放假通知已撤回",
            "原因：{reason}。恢复此前的安排，在办时限重算，改动的各自记在留痕里。", "calendar",
        ),
        Line(
            "calendar.notice.taken_back.watched", Kind.AFFAIRS, watchers, "由命令导入的{which}年放假通知已撤回",
            "原因：{reason}", "calendar",
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
    documents.TEMPLATE_PROPOSED: "提请的人当面请另一位同事看样例",
    documents.TEMPLATE_DECLINED: "列在模板那一页，提请的人去看",
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
