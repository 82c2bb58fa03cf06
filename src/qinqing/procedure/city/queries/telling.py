"""An appeal as another house is told of it, from our tables and record."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from qinqing.kernel.actors import MACHINE
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.queries import Answer, Appeal
from qinqing.procedure.appeals.rules.kinds import Outcome
from qinqing.procedure.register import queries as register
from qinqing.services.documents import queries as documents
from qinqing.services.exchange.queries.quoting import quote
from qinqing.services.exchange.rules.forms import File
from qinqing.services.journal import queries as journal


def files_of(appeal: Appeal, *, whole: bool = False) -> list[File]:
    """The appeal's material, as it may leave the house; ``whole`` with what is covered, to know it again."""
    found = documents.attachments(appeal.subject, whole=whole)
    return [File(one.code, one.name, one.size, one.sha256) for one in found]


def told_of(appeal: Appeal, files: Sequence[File], *, note: str = "") -> dict[str, Any]:
    """The appeal with its dossier: what the enterprise says, what was done, what was answered, which papers, and our record."""
    head = journal.last(appeal.subject)
    return {
        "number": appeal.number,
        "source": register.county().name,
        "title": appeal.title,
        "text": appeal.text,
        "enterprise": {"name": appeal.enterprise_name, "credit_code": appeal.enterprise.credit_code or ""},
        "contact": {"name": appeal.contact_name, "phone": appeal.contact_phone},
        "confidential": appeal.confidential,
        "received_at": appeal.received_at.isoformat(),
        "kind": appeal.get_kind_display(),
        "category": appeal.get_category_display(),
        "urgency": appeal.get_urgency_display(),
        "note": note,
        "history": appeals.steps(appeal),
        "answers": [_answer(one) for one in signed(appeal)],
        "papers": [
            {"title": one.title, "number": one.number, "digest": one.content_sha256}
            for one in documents.papers_of(appeal.subject)
        ],
        "files": [{"name": one.name, "size": one.size, "sha256": one.sha256} for one in files],
        "record": asdict(quote(head)) if head else {},
    }


def signed(appeal: Appeal) -> list[Answer]:
    """The signed answers, oldest first."""
    return [one for one in reversed(appeals.answers(appeal, MACHINE)) if one.signed_at]


def concluded(answer: Answer) -> dict[str, str]:
    """A signed answer as what this house came to."""
    return {
        "outcome": str(answer.outcome), "text": answer.answer, "basis": answer.basis, "checked": answer.checked,
        "next_on": answer.next_on.isoformat() if answer.next_on else "", "contact": answer.contact,
        "signer": answer.signed_by,
    }  # fmt: skip


def _answer(answer: Answer) -> dict[str, str]:
    return {
        "outcome": Outcome(answer.outcome).label if answer.outcome else "",
        "checked": answer.checked,
        "answer": answer.answer,
        "basis": answer.basis,
        "signed_by": answer.signed_by,
        "signed_at": answer.signed_at.isoformat() if answer.signed_at else "",
    }
