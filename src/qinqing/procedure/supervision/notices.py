"""Who hears of evaluations and corrections, 五(四). A department never reads which enterprise rated where it asked so."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from qinqing.kernel.actors import Role
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision.models import Correction, Finding, Round, Urging
from qinqing.procedure.supervision.queries.facts import heir
from qinqing.procedure.supervision.rules.inspection import Result
from qinqing.procedure.supervision.rules.kinds import SOLVED_WORDS, UNSATISFIED, Level
from qinqing.services.journal.queries import Entry
from qinqing.services.notifications.rules import Kind, Line, Recipient, Story, Table, desk, post, words_of

PREFIX = "correction/"
SAID = ("supervision.appeal.evaluated", "supervision.appeal.followed_up")
To = Callable[[Story], list[Recipient]]


def stories(entries: Sequence[Entry]) -> Iterator[Story]:
    """The entries on corrections' records and evaluations on appeals' own; one query for each kind that is there."""
    codes = {entry.subject.removeprefix(PREFIX) for entry in entries if entry.subject.startswith(PREFIX)}
    rows = Correction.objects.filter(code__in=codes).select_related("evaluation__appeal") if codes else ()
    corrections = {row.subject: row for row in rows}
    rated = [entry.subject for entry in entries if entry.event in SAID]
    known = {appeal.subject: appeal for appeal in appeals.by_subjects(rated)} if rated else {}
    urgings = {
        row.subject: row for row in Urging.objects.filter(code__in=_urging_codes(entries)).select_related("appeal")
    }
    inspected = {**_named(Finding, entries, "finding/", "appeal", "round"), **_named(Round, entries, "round/")}
    for entry in entries:
        if about := inspected.get(entry.subject):
            yield _inspection_story(entry, about)
        elif urging := urgings.get(entry.subject):
            yield _urging_story(entry, urging)
        elif correction := corrections.get(entry.subject):
            appeal = correction.evaluation.appeal
            yield _story(entry, appeal, correction, correction.code, correction.evaluation.comment)
        elif found := known.get(entry.subject):
            yield _story(entry, found, found, found.code, "")


def _story(entry: Entry, appeal: appeals.Appeal, about: Any, code: str, comment: str) -> Story:
    own = {"number": appeal.number, "title": appeal.title, "comment": comment}
    words = own | words_of(entry)
    words["heard"] = "，".join(filter(None, (words.get("solved"), words.get("level"))))
    hidden = {name: appeals.mask(appeal, text) for name, text in words.items()} if appeal.confidential else None
    return Story(entry, about, words, code, hidden)


def _urging_codes(entries: Sequence[Entry]) -> list[str]:
    """The codes of urging notices; without any, the query is not made."""
    return [entry.subject.removeprefix("urging/") for entry in entries if entry.subject.startswith("urging/")]


def _urging_story(entry: Entry, urging: Urging) -> Story:
    words = words_of(entry) | {
        "urging": urging.number,
        "matter": urging.matter,
        "limit": urging.limit,
        "organ_name": register.organ_names().get(urging.organ_id, ""),
    }
    appeal = urging.appeal
    hidden = {name: appeals.mask(appeal, text) for name, text in words.items()} if appeal.confidential else None
    return Story(entry, urging, words, urging.code, hidden)


def _named(model: Any, entries: Sequence[Entry], prefix: str, *related: str) -> dict[str, Any]:
    """The rows of a kind that these entries are about; without any, the query is not made."""
    codes = [entry.subject.removeprefix(prefix) for entry in entries if entry.subject.startswith(prefix)]
    if not codes:
        return {}
    rows = model.objects.filter(code__in=codes)
    return {row.subject: row for row in (rows.select_related(*related) if related else rows)}


def _inspection_story(entry: Entry, about: Any) -> Story:
    if isinstance(about, Round):
        return Story(entry, about, words_of(entry) | {"quarter": about.when.label, "report": about.number}, about.code)
    organ = register.organ_names().get(heir(about.organ_id), "")
    words = words_of(entry) | {"number": about.number, "organ_name": organ, "quarter": about.round.when.label}
    appeal = about.appeal
    hidden = {name: appeals.mask(appeal, text) for name, text in words.items()} if appeal.confidential else None
    return Story(entry, about, words, about.code, hidden)


def inspector(story: Story) -> list[Recipient]:
    """The inspectorate."""
    return [desk(Role.INSPECTOR)]


def bureau(story: Story) -> list[Recipient]:
    """The bureau's clerks."""
    return [desk(Role.INTAKE)]


def urged(story: Story) -> list[Recipient]:
    """Whoever is urged: a department's officers and head, the bureau, or the office."""
    organ, own, office = heir(story.about.organ_id), register.bureau(), register.office()
    if own and organ == own.id:
        return [desk(Role.INTAKE), desk(Role.BUREAU_HEAD)]
    return [desk(Role.OFFICE)] if office and organ == office.id else [desk(Role.OFFICER, organ), desk(Role.HEAD, organ)]


def reading(story: Story) -> list[Recipient]:
    """The mayor, and every deputy mayor by the own post."""
    return [desk(Role.MAYOR), *(post(deputy.id) for deputy in register.posts(Role.DEPUTY))]


def lead(story: Story) -> list[Recipient]:
    """The department that led the appeal."""
    organ = story.about.lead_id
    return [desk(Role.OFFICER, organ), desk(Role.HEAD, organ)] if organ else [desk(Role.INTAKE)]


def owing(story: Story) -> list[Recipient]:
    """Whoever puts the rating right: the department, or the bureau where none led."""
    if not isinstance(story.about, Correction):
        return []
    organ = heir(story.about.organ_id)
    bureau = register.bureau()
    if bureau and organ == bureau.id:
        return [desk(Role.INTAKE)]
    return [desk(Role.OFFICER, organ), desk(Role.HEAD, organ)]


def rectifying(story: Story) -> list[Recipient]:
    """Whoever puts right what the inspectorate found."""
    return urged(story) if isinstance(story.about, Finding) else []


def answering(story: Story) -> list[Recipient]:
    """Whoever answers an urging notice."""
    return urged(story) if isinstance(story.about, Urging) else []


def corrected(story: Story) -> list[Recipient]:
    """Whoever was told to put right what was wrongly found; nobody else has heard of a finding before the report."""
    return urged(story) if story.entry.facts["result"] == Result.NOT_IMPLEMENTED.label else []


def bureau_head(story: Story) -> list[Recipient]:
    """The head of the bureau, who looks at every correction."""
    return [desk(Role.BUREAU_HEAD)]


def heard_amiss(story: Story) -> list[Recipient]:
    """The head of the bureau, who may have it taken up again, where a call was told of something not solved or bad."""
    told = story.entry.facts
    bad = {Level(str(level)).label for level in UNSATISFIED}
    amiss = told.get("solved") == SOLVED_WORDS[False] or told.get("level") in bad
    return [desk(Role.BUREAU_HEAD)] if amiss else []


def _line(event: str, whom: To, title: str, text: str, kind: Kind = Kind.TURN, link: str = "correction") -> Line:
    return Line(f"supervision.{event}.{whom.__name__}", kind, whom, title, text, link)


TOLD: dict[str, tuple[Line, ...]] = {
    "supervision.appeal.evaluated": (
        _line(
            "evaluated", lead, "企业作了评价：{number}", "《{title}》问题{solved}，{level}。{comment}", Kind.PROGRESS, "appeal"
        ),
    ),
    "supervision.appeal.followed_up": (
        _line("followed_up", heard_amiss, "回访听到不满意：{number}", "《{title}》{caller}，企业说：{heard}。{said}", link="appeal"),
    ),
    "supervision.correction.started": (
        _line("started", owing, "差评限期整改：{number}", "《{title}》{comment} {correction_due}前报送整改情况。"),
        _line("started", bureau_head, "企业给了差评：{number}", "《{title}》{comment}", Kind.PROGRESS),
    ),
    "supervision.correction.corrected": (_line("corrected", bureau_head, "整改情况请阅知：{number}", "《{title}》{text}"),),
    "supervision.correction.sent_back": (
        _line("sent_back", owing, "整改退回重做：{number}", "《{title}》{reason} {correction_due}前报送。"),
    ),
    "supervision.urging.proposed": (
        _line("proposed", inspector, "请签发督办单：{organ_name} {matter}", "“{limit}”超期，至今没有办好。", link="urging"),
    ),
    "supervision.urging.issued": (
        _line("issued", urged, "督办单 {urging}：{matter}", "“{limit}”超期。{demand} 请在{urging_due}前书面答复。", Kind.URGING, "urging"),
        _line("issued", bureau, "督查室签发了督办单 {urging}", "{organ_name}，{matter}。", Kind.PROGRESS, "urging"),
    ),
    "supervision.urging.answered": (
        _line("answered", inspector, "{organ_name}答复了督办单 {urging}", "{account}", link="urging"),
    ),
    "supervision.urging.sent_back": (
        _line("urging_back", urged, "督办单 {urging} 的答复退回", "{reason} 请在{urging_due}前重新答复。", Kind.URGING, "urging"),
    ),
    "supervision.urging.closed": (
        _line("urging_closed", urged, "督办单 {urging} 已办结", "{matter}。{note}", Kind.PROGRESS, "urging"),
    ),
    "supervision.round.closed": (
        _line("reported", reading, "督查报告请圈阅：{quarter}", "落实{implemented}件，推进中{in_progress}件，未落实{not_implemented}件。",
              Kind.PAPERS, "inspection"),
    ),
    "supervision.finding.found_wanting": (
        _line("found_wanting", urged, "督查未落实，限期整改：{number}", "{words} 请在{rectification_due}前书面报送整改情况。", Kind.URGING, "finding"),
    ),
    "supervision.finding.taken_back": (
        _line("taken_back", corrected, "督查结论已撤回：{number}", "原结论“{result}”撤回，不用再报送整改。{reason}", Kind.PROGRESS, ""),
    ),
    "supervision.finding.answered": (
        _line("rectified", inspector, "{organ_name}报送了整改情况：{number}", "{account}", link="finding"),
    ),
    "supervision.finding.sent_back": (
        _line("rectification_back", urged, "督查整改退回：{number}", "{reason} 请在{rectification_due}前重新报送。", Kind.URGING, "finding"),
    ),
    "supervision.finding.rectified": (
        _line("rectification_done", urged, "督查整改已认可：{number}", "{note}", Kind.PROGRESS, "finding"),
    ),
    "supervision.finding.handed_over": (
        _line("finding_handed", urged, "承接督查事项：{number}", "{quarter}督查，{reason}", link="finding"),
    ),
    "calendar.clock.moved": (
        _line("moved", owing, "放假安排调整，差评整改时限改了", "《{title}》现在{correction_due}到期。", Kind.AFFAIRS),
        _line("rectification_moved", rectifying, "放假安排调整，督查整改时限改了", "{number}现在{rectification_due}到期。", Kind.AFFAIRS, "finding"),
        _line("urging_moved", answering, "放假安排调整，督办单 {urging} 的答复时限改了", "{matter}现在{urging_due}到期。", Kind.AFFAIRS, "urging"),
    ),
}  # fmt: skip
BY_STAGE = "催办逐级告诉，见 rules/chase_words.py"
ON_THE_APPEAL = "同一件事记在诉求上，由那一条告诉"
SILENT: dict[str, str] = {
    "supervision.appeal.link_renewed": "链接印在办结告知单上，由受理岗交给企业",
    "supervision.rating_link.issued": "链接印在办结告知单上，由受理岗交给企业",
    "supervision.rating_link.used": ON_THE_APPEAL,
    "supervision.rating_link.replaced": ON_THE_APPEAL,
    "supervision.follow_up.recorded": ON_THE_APPEAL,
    "supervision.appeal.sampled": "企业只对工信商务局说的，不告诉办理部门",
    "supervision.sample.drawn": "受理岗自己抽取的，页面上可以看到",
    "supervision.sample_call.drawn": "受理岗自己抽取的，页面上可以看到",
    "supervision.sample_call.reached": "受理岗自己打的电话",
    "supervision.sample_call.called": "受理岗自己打的电话",
    "supervision.sample_call.given_up": "受理岗自己打的电话",
    "supervision.evaluation.given": ON_THE_APPEAL,
    "supervision.correction.seen": "整改到此为止，页面上可以看到",
    "supervision.urging.lapsed": "事已办好，没有发出过",
    "supervision.urging.dropped": "没有发出过，督查室自己决定的",
    "supervision.round.opened": "督查室自己开展的",
    "supervision.round.drawn_more": "督查室自己抽取的",
    "supervision.round.read": "页面上可以看到谁圈阅了",
    "supervision.finding.drawn": "还没有看，没有结论可以告诉",
    "supervision.finding.found": "写进督查报告，责任单位在页面上可以看到",
    "supervision.finding.urged": "督办单签发时告诉",
    **{
        f"supervision.{kind}.{what}": BY_STAGE
        for kind in ("appeal", "item", "dossier", "correction", "finding", "urging", "sample_call")
        for what in ("reminded", "chased")
    },
}
NOTICES = Table(stories, TOLD, SILENT)
