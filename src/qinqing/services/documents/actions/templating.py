"""Keeping the papers' templates: a new version is checked before it is kept; one proposes it, another puts it in force."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.kernel.ids import public_code
from qinqing.kernel.shaping import clean_line
from qinqing.services.documents import store
from qinqing.services.documents.events import (
    TEMPLATE_CHOSEN,
    TEMPLATE_DECLINED,
    TEMPLATE_PROPOSED,
    TEMPLATE_UPLOADED,
    template_subject,
)
from qinqing.services.documents.models import Template, TemplateProposal
from qinqing.services.documents.permits import may_confirm_template, may_keep_templates, may_rule_template
from qinqing.services.documents.queries.kinds import PaperKind, kind_of
from qinqing.services.documents.queries.papers import version_in_force
from qinqing.services.documents.queries.templates import template_sets
from qinqing.services.documents.rules import names
from qinqing.services.documents.rules.inspection import inspect
from qinqing.services.documents.rules.kinds import Kind
from qinqing.services.documents.rules.papers.press import faults
from qinqing.services.documents.rules.proposals import ProposalState
from qinqing.services.journal.actions import record

GONE = "这一版已经不在等待确认，请刷新页面核对"
LARGEST = 5 * store.MEGABYTE


def upload_template(kind: str, *, file: Any, name: str, note: str = "", by: Actor, at: datetime) -> Template:
    """Checks an edited template and keeps it as the kind's next version; papers use it once it is proposed
    and another person confirms it.

    Raises Refused for anybody but the system administrator and, one sentence for each fault, for a template that
    cannot be used; NotFound for an unknown kind; Conflict when a colleague uploaded one meanwhile.
    """
    may_keep_templates(by).enforce()
    known, title = kind_of(kind), names.clean_name(name)
    names.refuse_by_name(title)
    with store.aside() as received:
        store.receive(file, received, title)
        measured = store.measure(received)
        if measured.size > LARGEST:
            raise Refused(f"模板超过 {store.megabytes(LARGEST)}，请删去图片等多余内容后上传", code="too_large")
        if inspect(received, title).kind is not Kind.DOCX:
            raise Refused("模板须是 Word 文档（docx），请在 WPS 或 Word 里另存为 docx 后上传", code="file_refused")
        received.seek(0)
        if wrong := faults(received.read(), known.layout):
            raise Refused("；".join(wrong), code="template_refused")
        return _keep(known, received, measured, clean_line(note), by, at)


def propose_template(kind: str, version: int, *, by: Actor, at: datetime) -> TemplateProposal:
    """Asks for a version to be put in force: an uploaded one, or 0 for the one that came along.

    Raises Refused for anybody but the system administrator and when it is in force already, NotFound for an unknown
    version, Conflict while another waits.
    """
    may_keep_templates(by).enforce()
    known = kind_of(kind)
    if version and not Template.objects.filter(kind=kind, version=version).exists():
        raise NotFound("template")
    if version == version_in_force(kind):
        raise Refused(f"{known.name}用的已经是这一版模板，不必再启用")
    try:
        with transaction.atomic():
            made = TemplateProposal.objects.create(
                kind=kind, version=version, proposer=by.person, proposed_by=by.title, proposed_at=at
            )
            facts = {"kind": known.name, "version": version}
            record(template_subject(kind), TEMPLATE_PROPOSED, by=by, at=at, facts=facts)
    except IntegrityError as error:
        raise Conflict("还有一版在等另一位同事确认，请先确认或不启用那一版") from error
    return made


def confirm_template(found: TemplateProposal, *, by: Actor, at: datetime) -> None:
    """Puts the version in force for papers written from now on. Raises Refused for whoever proposed it and for those who do
    not answer for it, Conflict when it does not wait any more."""
    may_confirm_template(by, found.proposer).enforce()
    former, known = version_in_force(found.kind), kind_of(found.kind)
    with transaction.atomic():
        _rule(found, ProposalState.CONFIRMED, by, at)
        _switch(found.kind, former, found.version)
        facts = {"kind": known.name, "former": former, "asked_by": found.proposed_by}
        record(
            template_subject(found.kind), TEMPLATE_CHOSEN, by=by, at=at, facts=facts, sets={"in_force": found.version}
        )


def decline_template(found: TemplateProposal, *, reason: str, by: Actor, at: datetime) -> None:
    """Not in force: turned down, or taken back by who proposed it. Raises Refused and Conflict."""
    may_rule_template(by).enforce()
    facts = {"kind": kind_of(found.kind).name, "version": found.version, "reason": reason}
    with transaction.atomic():
        _rule(found, ProposalState.DECLINED, by, at, reason)
        record(template_subject(found.kind), TEMPLATE_DECLINED, by=by, at=at, facts=facts)


def _rule(found: TemplateProposal, standing: ProposalState, by: Actor, at: datetime, reason: str = "") -> None:
    rows = TemplateProposal.objects.filter(pk=found.pk, standing=ProposalState.WAITING)
    if not rows.update(standing=standing, ruled_by=by.title, ruled_at=at, reason=reason):
        raise Conflict(GONE)


def _switch(kind: str, former: int, version: int) -> None:
    """Compare and swap: what was in force must still be."""
    rows = Template.objects.filter(kind=kind)
    if former and not rows.filter(version=former, in_force=True).update(in_force=False):
        raise Conflict("同事刚刚启用了另一版模板，请刷新页面核对后再办")
    if version:
        rows.filter(version=version).update(in_force=True)


def _keep(known: PaperKind, received: Any, measured: store.Measured, note: str, by: Actor, at: datetime) -> Template:
    code = public_code(24)
    newest = Template.objects.filter(kind=known.kind).aggregate(newest=Max("version"))["newest"] or 0
    template = Template(
        kind=known.kind, version=newest + 1, note=note, stored_name=f"{code[:2]}/{code}", sha256=measured.sha256,
        size=measured.size, uploaded_by=by.title, uploaded_at=at,
    )  # fmt: skip
    store.keep(received, template.stored_name)
    try:
        with transaction.atomic():
            template.save(force_insert=True)
            facts = {"kind": known.name, "version": template.version, "note": note}
            record(
                template_subject(known.kind), TEMPLATE_UPLOADED, by=by, at=at, facts=facts, sets=template_sets(template)
            )
    except BaseException as error:
        store.discard(template.stored_name)
        if isinstance(error, IntegrityError):
            raise Conflict("同事刚刚上传了另一版模板，请刷新页面后重新上传") from error
        raise
    return template
