"""The versions of a kind's template, and which one is in force."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound
from qinqing.services.documents.events import template_subject
from qinqing.services.documents.models import Template, TemplateProposal
from qinqing.services.documents.permits import may_rule_template
from qinqing.services.documents.queries.kinds import PaperKind, county, kind_of, kinds
from qinqing.services.documents.queries.papers import ENDINGS, font_folders, template_bytes
from qinqing.services.documents.rules.headers import download_headers
from qinqing.services.documents.rules.kinds import FORMS
from qinqing.services.documents.rules.papers.contents import freeze
from qinqing.services.documents.rules.papers.fontnames import is_same
from qinqing.services.documents.rules.papers.layouts import Layout
from qinqing.services.documents.rules.papers.numbers import number_text
from qinqing.services.documents.rules.papers.press import draw_pdf, fonts_used, render
from qinqing.services.documents.rules.proposals import ProposalState

TEMPLATE_COLUMNS = ("note", "sha256", "size", "uploaded_by", "uploaded_at")


@dataclass(frozen=True, slots=True)
class Standing:
    """A kind of paper with the version of its template in force: None is the one that came with the program."""

    kind: PaperKind
    template: Template | None
    waits: bool = False


def standings() -> list[Standing]:
    """Every kind of paper with its template in force, and whether another one waits for its confirmation."""
    chosen = {row.kind: row for row in Template.objects.filter(in_force=True)}
    waiting = set(TemplateProposal.objects.filter(standing=ProposalState.WAITING).values_list("kind", flat=True))
    return [Standing(one, chosen.get(one.kind), one.kind in waiting) for one in kinds()]


def fonts() -> list[tuple[str, str, bool]]:
    """Each font the standard asks for, the one that PDFs are drawn with here, and whether that is the same font."""
    return [(asked, used, is_same(asked, used)) for asked, used in fonts_used(font_folders())]


def template_file(kind: str, version: int) -> tuple[bytes, dict[str, str]]:
    """A version of a kind's template to edit in WPS or Word, with its headers. Raises NotFound."""
    return _as_file(kind, version, template_bytes(kind, version), "模板", "docx")


def sample_file(kind: str, version: int, form: str) -> tuple[bytes, dict[str, str]]:
    """What papers look like with a version of the template, filled with the layout's sample. Raises NotFound."""
    if form not in ENDINGS:
        raise NotFound(form)
    layout = kind_of(kind).layout
    today = {"county": county(), "number": _number(layout), "date": "2026年11月23日"}
    content = freeze(layout, {**today, **layout.sample()})
    docx = render(template_bytes(kind, version), content, title=layout.name)
    drawn = docx if form == "docx" else draw_pdf(docx, fonts=font_folders())
    return _as_file(kind, version, drawn, "样例", form)


def _number(layout: Layout) -> str:
    return number_text(layout.word, county(), 2026, 12) if layout.word else ""


def _as_file(kind: str, version: int, content: bytes, what: str, form: str) -> tuple[bytes, dict[str, str]]:
    which = f"第{version}版" if version else "原版"
    name = f"{kind_of(kind).name}{what}（{which}）.{form}"
    return content, download_headers(name, FORMS[ENDINGS[form]].media_type, len(content))


def versions(kind: str) -> Sequence[Template]:
    """The uploaded versions of a kind's template, the newest first."""
    return list(Template.objects.filter(kind=kind).order_by("-version"))


def proposals(kind: str) -> Sequence[TemplateProposal]:
    """What was proposed of a kind's templates and what became of it, the newest first."""
    return list(TemplateProposal.objects.filter(kind=kind).order_by("-pk"))


def waiting_proposal(kind: str) -> TemplateProposal | None:
    """The one that waits for another person's word."""
    return TemplateProposal.objects.filter(kind=kind, standing=ProposalState.WAITING).first()


def templates_to_confirm(actor: Actor) -> QuerySet[TemplateProposal]:
    """The proposals that wait for this person's word, the oldest first; none for whoever may not give it."""
    rows = TemplateProposal.objects.filter(standing=ProposalState.WAITING)
    return rows.exclude(proposer=actor.person).order_by("pk") if may_rule_template(actor) else rows.none()


def stored(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """What the table says of these kinds' templates, to be held against the replayed journal."""
    kinds = [subject.partition("/")[2] for subject in subjects]
    found: dict[str, dict[str, object]] = {}
    for row in Template.objects.filter(kind__in=kinds):
        values = found.setdefault(template_subject(row.kind), {"in_force": 0})
        values.update(template_sets(row))
        if row.in_force:
            values["in_force"] = row.version
    return found


def template_sets(row: Template) -> dict[str, object]:
    """A version's columns, keyed as the journal names them."""
    return {f"version/{row.version}": {name: getattr(row, name) for name in TEMPLATE_COLUMNS}}


def subjects() -> Iterator[str]:
    """Every kind that has an uploaded template, as the journal names it."""
    return (template_subject(kind) for kind in Template.objects.values_list("kind", flat=True).distinct().order_by())
