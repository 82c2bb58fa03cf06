"""Who hears of outreach: enterprises that are called on or invited, and the bureau's clerk of what waits to be registered.

五(四), 五(五).
"""

from collections.abc import Iterator, Sequence

from qinqing.kernel.actors import Role
from qinqing.kernel.phrases import full_day_zh
from qinqing.procedure.outreach.models import Campaign, Visit, VisitFinding
from qinqing.services.journal.queries import Entry
from qinqing.services.notifications.rules import Kind, Line, Recipient, Story, Table, desk, enterprise, words_of


def stories(entries: Sequence[Entry]) -> Iterator[Story]:
    """The entries on records of visits and findings, each with its visit; one query a kind."""
    visits = {
        row.subject: row for row in Visit.objects.filter(code__in=_codes(entries, "visit")).select_related("enterprise")
    }
    rows = VisitFinding.objects.filter(code__in=_codes(entries, "visit_finding")).select_related("visit__enterprise")
    heard = {row.subject: row.visit for row in rows}
    campaigns = {row.subject: row for row in Campaign.objects.filter(code__in=_codes(entries, "campaign"))}
    for entry in entries:
        if campaign := campaigns.get(entry.subject):
            told = {"title": campaign.title, "place": campaign.place, "on": full_day_zh(campaign.on)}
            yield Story(entry, campaign, words_of(entry) | told, campaign.code)
        elif visit := visits.get(entry.subject) or heard.get(entry.subject):
            yield Story(entry, visit, words_of(entry) | {"enterprise": visit.enterprise.name}, visit.code)


def _codes(entries: Sequence[Entry], kind: str) -> list[str]:
    return [entry.subject.partition("/")[2] for entry in entries if entry.subject.startswith(f"{kind}/")]


def called_on(story: Story) -> list[Recipient]:
    """Those who speak for the enterprise."""
    return [enterprise(story.about.enterprise_id)]


def invited(story: Story) -> list[Recipient]:
    """The enterprises this entry invites."""
    return [enterprise(int(key.partition("/")[2])) for key in story.entry.sets if key.startswith("participant/")]


def guests(story: Story) -> list[Recipient]:
    """Everybody who was invited."""
    rows = story.about.participants.filter(invited_at__isnull=False)
    return [enterprise(one) for one in rows.order_by("pk").values_list("enterprise", flat=True)]


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
    "outreach.campaign.invited": (
        Line("outreach.invited.enterprise", Kind.PROGRESS, invited, "邀请参加：{title}", "{on}，{place}。由{organ}举办。"),
    ),
    "outreach.campaign.amended": (
        Line("outreach.amended.enterprise", Kind.PROGRESS, guests, "安排有变：{title}", "现定于{on}，{place}。"),
    ),
    "outreach.campaign.cancelled": (
        Line("outreach.called_off.enterprise", Kind.PROGRESS, guests, "取消举办：{title}", "{reason}"),
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
    "outreach.campaign.planned": "发起单位自己办的，邀请时再告诉企业",
    "outreach.campaign.material_added": "宣传页上可以看到",
    "outreach.campaign.attended": "企业就在现场",
    "outreach.campaign.held": "企业就在现场",
    "outreach.campaign.lodged": "诉求由诉求自己的消息告诉",
    "outreach.appeal.came_by_campaign": "诉求由诉求自己的消息告诉",
    "outreach.visit_finding.settled": "已经当面解答，不用再办",
}
NOTICES = Table(stories, TOLD, SILENT)
