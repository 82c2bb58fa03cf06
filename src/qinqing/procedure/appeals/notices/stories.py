"""What the table of messages is told of one entry on an appeal's record, and whom it can name."""

from collections.abc import Iterator, Sequence

from qinqing.kernel.actors import STAFF, Role
from qinqing.kernel.phrases import local, moment_zh
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries.finding import by_subjects, mask_identity
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.register import queries as register
from qinqing.services.journal.queries import Entry
from qinqing.services.notifications.rules import Recipient, Story, desk, enterprise, moved_kinds, moved_words, words_of

HIDDEN_NAME = "（企业要求身份保密）"
LABELS = {kind.value: kind.label for kind in Clock}
# The limits whose day the enterprise was told, in its words.
PROMISED = {Clock.TRANSFER.value: "转到主管部门", Clock.HANDLE.value: "部门答复您", Clock.ANSWER.value: "请您回应"}


def stories(entries: Sequence[Entry]) -> Iterator[Story]:
    """The entries on appeals' records, each with its appeal as it stands now; one query, or none where all are in hand."""
    appeals = {entry.subject: entry.about for entry in entries if isinstance(entry.about, Appeal)}
    appeals |= {one.subject: one for one in by_subjects({entry.subject for entry in entries} - appeals.keys())}
    for entry in entries:
        if entry.subject in appeals:
            yield _story(entry, appeals[entry.subject])


def _story(entry: Entry, appeal: Appeal) -> Story:
    words = _words(entry, appeal)
    hidden = None
    if appeal.confidential:
        hidden = {name: mask_identity(appeal, text) for name, text in words.items()} | {"enterprise": HIDDEN_NAME}
    return Story(entry, appeal, words, appeal.code, hidden)


def _words(entry: Entry, appeal: Appeal) -> dict[str, str]:
    """The facts as recorded, the limits set, and the appeal's own words."""
    return words_of(entry) | {
        "number": appeal.number,
        "title": appeal.title,
        "enterprise": appeal.enterprise_name,
        "moved": moved_words(entry, LABELS),
        "moved_own": moved_words(entry, PROMISED),
        "due": moment_zh(appeal.due_at, this_year=local(entry.at).year) if appeal.due_at else "",
    }


# Whom a line can tell.


def brought_by(story: Story) -> list[Recipient]:
    """Those who speak for the enterprise, and whoever lodged."""
    return [enterprise(story.about.enterprise_id, story.about.lodged_by_id)]


def intake(story: Story) -> list[Recipient]:
    """The bureau's intake clerks."""
    return [desk(Role.INTAKE)]


def bureau_head(story: Story) -> list[Recipient]:
    """The head of the bureau."""
    return [desk(Role.BUREAU_HEAD)]


def office(story: Story) -> list[Recipient]:
    """The county's office."""
    return [desk(Role.OFFICE)]


def city(story: Story) -> list[Recipient]:
    """The city centre."""
    return [desk(Role.CITY)]


def lead(story: Story) -> list[Recipient]:
    """The lead department's officers, where there is one."""
    return [desk(Role.OFFICER, story.about.lead_id)] if story.about.lead_id else []


def calling(story: Story) -> list[Recipient]:
    """谁解决谁回访: the lead department's officers; the bureau's clerks where none is left or the name is hidden."""
    organ = story.about.lead_id
    calls = organ and not story.about.confidential and register.organ(organ).active
    return lead(story) if calls else [desk(Role.INTAKE)]


def lead_head(story: Story) -> list[Recipient]:
    """The lead department's head, where there is one."""
    return [desk(Role.HEAD, story.about.lead_id)] if story.about.lead_id else []


def lead_both(story: Story) -> list[Recipient]:
    """The lead department's officers and its head."""
    return [*lead(story), *lead_head(story)]


def lead_or_intake(story: Story) -> list[Recipient]:
    """Whoever handles it: the lead department, before there is one the bureau."""
    return lead(story) or intake(story)


def former_lead(story: Story) -> list[Recipient]:
    """The department it was taken from; the record names it by its name."""
    name = story.entry.facts.get("former_lead")
    return [desk(Role.OFFICER, organ) for organ, label in register.organ_names().items() if label == name]


def parts_touched(story: Story) -> list[Recipient]:
    """The departments whose assistance or opinion this entry asks for or settles."""
    organs = [int(column.rpartition("/")[2]) for column in story.entry.sets if column.startswith("part/")]
    return [desk(Role.OFFICER, organ) for organ in organs]


def promised(story: Story) -> list[Recipient]:
    """The enterprise, where a day that it was told has moved."""
    return brought_by(story) if moved_kinds(story.entry) & PROMISED.keys() else []


def whose_turn(story: Story) -> list[Recipient]:
    """The desk whose move it is now; the enterprise is told in words of its own."""
    turn = story.about.whose_turn
    return [desk(turn, story.about.turn_organ_id)] if turn in STAFF else []
