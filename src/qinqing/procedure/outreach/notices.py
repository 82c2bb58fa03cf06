"""Who hears of outreach: the enterprise that is called on, and the bureau's clerk of what waits to be registered. 五(四)."""

from collections.abc import Iterator, Sequence

from qinqing.kernel.actors import Role
from qinqing.procedure.outreach.models import Visit, VisitFinding
from qinqing.services.journal.queries import Entry
from qinqing.services.notifications.rules import Kind, Line, Recipient, Story, Table, desk, enterprise, words_of


def stories(entries: Sequence[Entry]) -> Iterator[Story]:
    """The entries on records of visits and findings, each with its visit; one query a kind."""
    visits = {
        row.subject: row for row in Visit.objects.filter(code__in=_codes(entries, "visit")).select_related("enterprise")
    }
    rows = VisitFinding.objects.filter(code__in=_codes(entries, "visit_finding")).select_related("visit__enterprise")
    heard = {row.subject: row.visit for row in rows}
    for entry in entries:
        if visit := visits.get(entry.subject) or heard.get(entry.subject):
            yield Story(entry, visit, words_of(entry) | {"enterprise": visit.enterprise.name}, visit.code)


def _codes(entries: Sequence[Entry], kind: str) -> list[str]:
    return [entry.subject.partition("/")[2] for entry in entries if entry.subject.startswith(f"{kind}/")]


def called_on(story: Story) -> list[Recipient]:
    """Those who speak for the enterprise."""
    return [enterprise(story.about.enterprise_id)]


def clerk(story: Story) -> list[Recipient]:
    """The bureau's clerks, unless one of them noted it."""
    return [] if story.entry.by.role is Role.INTAKE else [desk(Role.INTAKE)]


def visitors(story: Story) -> list[Recipient]:
    """The township or park that heard it; the bureau's own clerks see it on the page."""
    township = story.about.enterprise.township_id
    return [desk(Role.OFFICER, township)] if township == story.about.organ_id else []


TOLD: dict[str, tuple[Line, ...]] = {
    "outreach.visit.planned": (
        Line("outreach.planned.enterprise", Kind.PROGRESS, called_on, "{organ}将于{on}走访贵企业", "走访人：{visitors}。有困难可以当面说。{purpose}"),
    ),
    "outreach.visit.rescheduled": (
        Line("outreach.rescheduled.enterprise", Kind.PROGRESS, called_on, "走访改到{on}", "{organ}原定{before}走访贵企业。{reason}"),
    ),
    "outreach.visit.cancelled": (
        Line("outreach.cancelled.enterprise", Kind.PROGRESS, called_on, "{organ}取消走访", "{reason}"),
    ),
    "outreach.visit_finding.noted": (
        Line("outreach.noted.clerk", Kind.TURN, clerk, "走访发现待登记：{enterprise}", "{finding}", "visit"),
    ),
    "outreach.visit_finding.registered": (
        Line("outreach.registered.visitors", Kind.PROGRESS, visitors, "走访发现已登记为诉求：{enterprise}", "编号{number}。", "visit"),
    ),
}  # fmt: skip
SILENT: dict[str, str] = {
    "outreach.visit.recorded": "企业当面见过，页面上可以看到",
    "outreach.visit.written_down": "企业当面见过，页面上可以看到",
    "outreach.visit_finding.noted_settled": "已经当面解答，不用再办",
    "outreach.visit_finding.settled": "已经当面解答，不用再办",
}
NOTICES = Table(stories, TOLD, SILENT)
