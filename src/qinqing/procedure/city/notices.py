"""Who hears of parcels: of what did not arrive whoever must see to it, of the other house's steps whoever waits for them."""

from collections.abc import Iterator, Sequence

from qinqing.kernel.actors import Role
from qinqing.procedure.appeals.queries import by_subjects
from qinqing.services.exchange import events
from qinqing.services.exchange import queries as exchange
from qinqing.services.exchange.rules.fates import ParcelKind
from qinqing.services.journal.queries import Entry
from qinqing.services.notifications.rules import Kind, Line, Recipient, Story, Table, desk, words_of

WORTH_TELLING = frozenset({ParcelKind.STATUS.label, ParcelKind.RESPONSE.label})


def stories(entries: Sequence[Entry]) -> Iterator[Story]:
    """The entries on threads, each with its appeal; those on peers without; two queries."""
    threads = {one.subject: one for one in exchange.of_subjects(entry.subject for entry in entries)}
    appeals = {one.subject: one for one in by_subjects(thread.about for thread in threads.values())}
    for entry in entries:
        appeal = appeals.get(threads[entry.subject].about) if entry.subject in threads else None
        words = words_of(entry) | {"number": appeal.number if appeal else "", "title": appeal.title if appeal else ""}
        yield Story(entry, appeal, words, appeal.code if appeal else "")


def keepers(story: Story) -> list[Recipient]:
    """Whoever's appeal it is: the office once it has reached it, the bureau's clerks besides."""
    office = [desk(Role.OFFICE)] if story.about and story.about.reached_office else []
    return [*office, desk(Role.INTAKE)]


def administrator(story: Story) -> list[Recipient]:
    """The system administrator, who keeps the line."""
    return [desk(Role.SYSTEM_ADMIN)]


def waiting(story: Story) -> list[Recipient]:
    """Whoever waits for what the other house, or the enterprise over there, says."""
    return keepers(story) if story.entry.facts.get("kind") in WORTH_TELLING else []


ABOUT = "《{title}》"
TOLD: dict[str, tuple[Line, ...]] = {
    events.FAILED: (
        Line("exchange.failed.keepers", Kind.TURN, keepers, "没有送到{peer}，请处理：{number}", ABOUT + "{kind}没有送到：{why} 可以再寄一次，或电话联系对方。", "appeal"),
        Line("exchange.failed.administrator", Kind.TURN, administrator, "没有送到{peer}：第 {ours} 号", "{why} 请试连，核对地址和公钥。", "parcels"),
    ),
    events.DECLINED: (
        Line("exchange.declined.keepers", Kind.TURN, keepers, "{peer}不收，请处理：{number}", ABOUT + "{kind}对方不收：{why}", "appeal"),
    ),
    events.TAKEN: (
        Line("exchange.taken.waiting", Kind.PROGRESS, waiting, "{peer}：{step}（{number}）", ABOUT + "{kind}，请看往来。", "appeal"),
    ),
    events.PIECES_SWEPT: (
        Line("exchange.pieces_swept.keepers", Kind.TURN, keepers, "{peer}的材料没有寄全：{number}", ABOUT + "。“{material}”等了 14 天没有收全，收到的部分已经清理，请联系对方再寄一次。", "appeal"),
    ),
    events.TURNED_DOWN: (
        Line("exchange.turned_down.keepers", Kind.PROGRESS, keepers, "没有收下{peer}寄来的一件：{number}", ABOUT + "{kind}：{why} 已告诉对方。", "appeal"),
    ),
}  # fmt: skip
AFFAIR_OF_ADMINISTRATORS = "系统管理员自己办的"
SILENT: dict[str, str] = {
    events.PEER_ADDED: AFFAIR_OF_ADMINISTRATORS,
    events.PEER_AMENDED: AFFAIR_OF_ADMINISTRATORS,
    events.PEER_PAUSED: AFFAIR_OF_ADMINISTRATORS,
    events.PEER_RESUMED: AFFAIR_OF_ADMINISTRATORS,
    events.KEY_MADE: AFFAIR_OF_ADMINISTRATORS,
    events.KEY_DROPPED: AFFAIR_OF_ADMINISTRATORS,
    events.OPENED: "诉求自己的消息已经告诉",
    events.ENDED: "诉求自己的消息已经告诉",
    events.TURNED: "诉求自己的消息已经告诉",
    events.POSTED: "办理的人当场知道，送到与否另行告诉",
    events.DELIVERED: "往来里可以看到，没有送到的才要办",
    events.AGAIN: "办理的人当场知道",
    events.SETTLED: "办理的人当场知道",
}
NOTICES = Table(stories, TOLD, SILENT)
