"""Who hears of a decided item: whoever carries it, whoever checks it, and the leaders who read the report. 四(三), 四(四)."""

from collections.abc import Callable, Iterator, Sequence

from qinqing.kernel.actors import Role
from qinqing.kernel.phrases import day_zh, local
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions.models import DecidedItem, Share
from qinqing.procedure.decisions.rules.clocks import Clock
from qinqing.procedure.decisions.rules.kinds import ShareKind
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

PREFIX = "item/"
LABELS = {kind.value: kind.label for kind in Clock}
TO_ENTERPRISE = frozenset({"decisions.item.accepted"})  # led to its appeal; the department hears of the close-out
To = Callable[[Story], list[Recipient]]


def stories(entries: Sequence[Entry]) -> Iterator[Story]:
    """The entries on items' records, each with its item; one query."""
    codes = {entry.subject.removeprefix(PREFIX) for entry in entries if entry.subject.startswith(PREFIX)}
    rows = DecidedItem.objects.filter(code__in=codes).select_related("appeal") if codes else ()
    items = {item.subject: item for item in rows}
    for entry in entries:
        if item := items.get(entry.subject):
            yield _story(entry, item)


def _story(entry: Entry, item: DecidedItem) -> Story:
    words = words_of(entry) | {
        "number": item.number,
        "what": item.text,
        "moved": moved_words(entry, LABELS),
        "due": day_zh(item.due_on, this_year=local(entry.at).year),
    }
    hidden = None
    if item.appeal.confidential:
        hidden = {name: appeals.mask(item.appeal, text) for name, text in words.items()}
    code = item.appeal.code if entry.event in TO_ENTERPRISE else item.code
    return Story(entry, item, words, code, hidden)


def lead(story: Story) -> list[Recipient]:
    """The lead department's officers and its head."""
    return [desk(Role.OFFICER, story.about.lead_id), desk(Role.HEAD, story.about.lead_id)]


def lead_head(story: Story) -> list[Recipient]:
    """The lead department's head."""
    return [desk(Role.HEAD, story.about.lead_id)]


def sharing(story: Story) -> list[Recipient]:
    """The departments this entry gives a part in the item, the lead apart: assisting, or copied the report."""
    organs = [int(column.removeprefix("share/")) for column in story.entry.sets if column.startswith("share/")]
    return [desk(Role.OFFICER, organ) for organ in organs if organ != story.about.lead_id]


def assisting(story: Story) -> list[Recipient]:
    """The assisting departments."""
    shares = Share.objects.filter(item=story.about, kind=ShareKind.ASSISTING).order_by("organ")
    return [desk(Role.OFFICER, organ) for organ in shares.values_list("organ", flat=True)]


def office(story: Story) -> list[Recipient]:
    """The county's office."""
    return [desk(Role.OFFICE)]


def intake(story: Story) -> list[Recipient]:
    """The bureau, which accepts."""
    return [desk(Role.INTAKE)]


def promised(story: Story) -> list[Recipient]:
    """Those who speak for the enterprise, and whoever lodged."""
    return [enterprise(story.about.appeal.enterprise_id, story.about.appeal.lodged_by_id)]


def office_and_bureau(story: Story) -> list[Recipient]:
    """Both to whom the department reports in writing, 四(四)."""
    return [*office(story), *intake(story)]


def readers(story: Story) -> list[Recipient]:
    """The leaders this entry puts the report before."""
    posts = [int(column.rpartition("/")[2]) for column in story.entry.sets if column.startswith("circulation/")]
    return [post(one) for one in posts]


def _line(event: str, whom: To, title: str, text: str = "{what}", kind: Kind = Kind.TURN, link: str = "item") -> Line:
    return Line(f"decisions.{event}.{whom.__name__}", kind, whom, title, text, link)


def _known(event: str, whom: To, title: str, text: str = "{what}") -> Line:
    return _line(event, whom, title, text, Kind.PROGRESS)


LINES: dict[str, tuple[Line, ...]] = {
    "assigned": (
        _line("assigned", lead, "交办决定事项：{number}", "{what}（{due}前完成）。验收标准：{criterion}"),
        _line("assigned", sharing, "请配合办理决定事项：{number}", "{what}（{lead}牵头，{due}前完成）"),
    ),
    "due_asked": (_line("due_asked", office, "{organ}申请调整时限待批：{number}", "{former_due_on}改为{due_on}，理由：{reason}"),),
    "due_moved": (_known("due_moved", lead, "同意调整时限：{number}", "改为{due}前完成。{note}"),),
    "due_kept": (_known("due_kept", lead, "不同意调整时限：{number}", "仍为{due}前完成。意见：{reason}"),),
    "report_drafted": (_line("report_drafted", lead_head, "办理情况报告待签发：{number}"),),
    "draft_sent_back": (_line("draft_sent_back", lead, "办理情况报告退回修改：{number}", "意见：{reason}"),),
    "reported": (
        _line("reported", office_and_bureau, "{organ}报来办理情况，请圈阅验收：{number}", kind=Kind.PAPERS),
        Line(
            "decisions.reported.copied", Kind.PAPERS, sharing, "抄送办理情况报告：{number}", "{what}", "item"
        ),
    ),
    "circulated": (_line("circulated", readers, "报告请您圈阅：{number}", kind=Kind.PAPERS, link="circulations"),),
    "read": (_line("read", office, "{who}已圈阅：{number}", "{remark}", Kind.PAPERS),),
    "report_sent_back": (
        _line("report_sent_back", lead, "领导退回，请继续办理：{number}", "{who}：{remark}"),
        _known("report_sent_back", office_and_bureau, "领导退回报告：{number}", "{who}：{remark}"),
    ),
    "accepted": (_line("accepted", promised, "请确认答应您的事是否落实", "{what}", link="own"),),
    "progress_opened": (_line("progress_opened", lead, "请报送{month}进展：{number}", "{what}（{due_on}前报送）"),),
    "blocked": (_known("blocked", office_and_bureau, "决定事项受阻：{number}", "{what} 受阻于{blocked_by}，预计{expected_on}解除"),),
    "receipt_confirmed": (
        _known("receipt_confirmed", lead, "企业确认到账 {received} 元：{number}"),
        _known("receipt_confirmed", intake, "企业确认到账 {received} 元：{number}"),
    ),
    "confirmed": (_line("confirmed", intake, "企业已确认，请办理销号：{number}"),),
    "doubted": (
        _line("doubted", lead, "企业有疑问，请继续办理：{number}", "企业说：{said}"),
        _known("doubted", office_and_bureau, "企业有疑问：{number}", "企业说：{said}"),
    ),
    "closed_out": (_known("closed_out", lead, "决定事项已销号：{number}", "{what} 销号编号{closing_number}"),),
    "handed_over": (_line("handed_over", lead, "请接着承办决定事项：{number}", "{what}（原由{former_lead}牵头，{due}前完成）"),),
    "cancelled": (_known("cancelled", lead, "决定事项已撤销，不用再办：{number}", "{what} 原因：{reason}"),),
    "taken_back": (
        _known("taken_back", lead, "交办已收回，不用再办：{number}", "{what} 原因：{reason}"),
        _known("taken_back", assisting, "交办已收回，不用再办：{number}", "{what} 原因：{reason}"),
    ),
    "declined": (_line("declined", lead, "验收未通过，请继续办理：{number}", "{what} 意见：{reason}"),),
}  # fmt: skip
TOLD: dict[str, tuple[Line, ...]] = {
    **{f"decisions.item.{event}": lines for event, lines in LINES.items()},
    "calendar.clock.moved": (
        Line("calendar.moved.item", Kind.AFFAIRS, on_moved, "放假安排调整，{number} 的时限改了", "{what} {moved}。", "item"),
    ),
}  # fmt: skip
SILENT: dict[str, str] = {
    "decisions.item.contacted": "部门已经直接联系了企业",
    "decisions.item.progress_noted": "进展在决定事项页面随时可看",
    "decisions.item.milestones_planned": "节点在决定事项页面随时可看",
    "decisions.item.milestone_finished": "节点在决定事项页面随时可看",
    "decisions.item.milestone_moved": "调整记在节点旁边，决定事项的时限不变",
    "decisions.item.milestone_dropped": "取消记在节点旁边，决定事项的时限不变",
    "decisions.item.unblocked": "解除后按原来的时限继续办理",
    "decisions.item.called": "受理岗自己记下的",
    "decisions.item.completed": "书面报告签发时再告诉",
}
NOTICES = Table(stories, TOLD, SILENT)
