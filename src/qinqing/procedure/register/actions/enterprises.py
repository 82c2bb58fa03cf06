"""Entering and amending enterprises and their contacts."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.shaping import clean_line, clean_text, shape_credit_code
from qinqing.procedure.register import events
from qinqing.procedure.register.models import Contact, Enterprise
from qinqing.procedure.register.permits import may_keep_enterprises
from qinqing.procedure.register.queries.stored import contact_rows, enterprise_columns
from qinqing.procedure.register.queries.table import table
from qinqing.procedure.register.rules import SECTIONS, CodeStatus, Size, Status
from qinqing.procedure.register.rules.naming import digits_of, name_key
from qinqing.procedure.register.rules.pinyin import initials
from qinqing.services.journal.actions import record

LINES = ("name", "project_number", "address", "industry", "legal_person")
FLAGS = ("agreement_signed", "county_registered")
OTHERS = ("credit_code", "township", "section", "size", "founded_on", "status", "note")
CODE_LENGTH = 40
CLAUSE = "二(三)"
Reached = Mapping[str, str]


@transaction.atomic
def add_enterprise(
    *, name: str, credit_code: str = "", contacts: Iterable[Reached] = (), by: Actor, at: datetime, **told: object
) -> Enterprise:
    """A new enterprise in the register, with whatever else is known of it (see ``amend_enterprise``).

    Raises Refused for an actor without the right, a code that another enterprise has, an unknown size or industry.
    """
    may_keep_enterprises(by).enforce()
    enterprise = Enterprise()
    apply(enterprise, {"name": name, "credit_code": credit_code, **told})
    save(enterprise)
    rows = _write_contacts(enterprise, contacts)
    sets = enterprise_columns(enterprise) | {"contacts": contact_rows(rows)}
    record(enterprise.subject, events.ENTERPRISE_ADDED, by=by, at=at, facts={"name": enterprise.name}, sets=sets)
    return enterprise


@transaction.atomic
def amend_enterprise(enterprise: Enterprise, *, by: Actor, at: datetime, **changes: object) -> Enterprise:
    """Changes what is named: name, credit_code, project_number, township (organ id), address, section, industry,
    size, legal_person, founded_on, status, agreement_signed, county_registered, note.

    Raises Refused for an actor without the right, a code in use, and where nothing changes.
    """
    may_keep_enterprises(by).enforce()
    if enterprise.unnamed:
        raise Refused("“未具名企业”是系统保留的，不能更改，请新增企业或更正诉求的企业名称", clause=CLAUSE)
    before = enterprise_columns(enterprise)
    apply(enterprise, changes)
    changed = {key: value for key, value in enterprise_columns(enterprise).items() if before[key] != value}
    if not changed:
        raise Refused("没有要更改的内容，请修改后再保存", clause=CLAUSE)
    save(enterprise)
    facts = {"changed": sorted(changed), "before": {key: before[key] for key in changed}}
    record(enterprise.subject, events.ENTERPRISE_AMENDED, by=by, at=at, facts=facts, sets=changed)
    return enterprise


@transaction.atomic
def set_contacts(enterprise: Enterprise, *, contacts: Iterable[Reached], by: Actor, at: datetime) -> list[Contact]:
    """The whole list of contacts, each with name, phone and note. Raises Refused."""
    may_keep_enterprises(by).enforce()
    enterprise.contacts.all().delete()
    rows = _write_contacts(enterprise, contacts)
    record(enterprise.subject, events.CONTACTS_SET, by=by, at=at, sets={"contacts": contact_rows(rows)})
    return rows


def _write_contacts(enterprise: Enterprise, contacts: Iterable[Reached]) -> list[Contact]:
    rows = [_contact(enterprise, ordinal, one) for ordinal, one in enumerate(contacts, 1)]
    return Contact.objects.bulk_create([row for row in rows if row.name or row.phone])


def _contact(enterprise: Enterprise, ordinal: int, told: Reached) -> Contact:
    phone = clean_line(told.get("phone", ""))
    return Contact(
        enterprise=enterprise, ordinal=ordinal, name=clean_line(told.get("name", "")), phone=phone,
        digits=digits_of(phone), note=clean_line(told.get("note", "")),
    )  # fmt: skip


def apply(enterprise: Enterprise, told: Mapping[str, object]) -> None:
    """Puts what was told into shape and onto the row. Raises Refused for values the register cannot hold."""
    unknown = told.keys() - {*LINES, *FLAGS, *OTHERS}
    if unknown:
        raise TypeError(f"an enterprise has no {', '.join(sorted(unknown))} to set")
    _apply_texts(enterprise, told)
    for field in FLAGS:
        if told.get(field) is not None:
            setattr(enterprise, field, bool(told[field]))
    if "credit_code" in told:
        set_code(enterprise, str(told["credit_code"] or ""))
    _apply_choices(enterprise, told)
    if not enterprise.name:
        raise Refused("企业名称不能为空，请填写", clause=CLAUSE)
    enterprise.name_key, enterprise.initials = name_key(enterprise.name), initials(enterprise.name)


def _apply_texts(enterprise: Enterprise, told: Mapping[str, object]) -> None:
    for field in LINES:
        if field in told:
            limit = 60 if field == "project_number" else 200
            setattr(enterprise, field, clean_line(str(told[field] or ""), limit=limit))
    if "note" in told:
        enterprise.note = clean_text(str(told["note"] or ""))


def _apply_choices(enterprise: Enterprise, told: Mapping[str, object]) -> None:
    known: dict[str, Iterable[str]] = {"section": SECTIONS, "size": list(Size), "status": list(Status)}
    for field, values in known.items():
        value = str(told.get(field) or "")
        if field not in told or (not value and field == "status"):
            continue
        if value and value not in values:
            raise Refused(f"没有“{value}”这一选项，请从列表中选择", clause=CLAUSE)
        setattr(enterprise, field, value)
    founded = told.get("founded_on", enterprise.founded_on)
    if founded is not None and not isinstance(founded, date):
        raise TypeError("founded_on is a date")
    enterprise.founded_on = founded
    if "township" in told:
        enterprise.township_id = _township(told["township"])


def _township(organ: object) -> int | None:
    if organ in (None, ""):
        return None
    if organ not in table().organs:
        raise Refused("没有这个乡镇或园区，请从列表中选择", clause=CLAUSE)
    return int(str(organ))


def set_code(enterprise: Enterprise, text: str) -> None:
    """The code as typed goes where it belongs: credit code, or old registration or organisation number.

    A code that fails its check is kept as unchecked. Raises Refused for one far too long to be any code.
    """
    shaped = shape_credit_code(text)
    if len(shaped.value) > CODE_LENGTH:
        raise Refused("代码太长，统一社会信用代码是 18 位，请对照营业执照改正", clause=CLAUSE)
    new = shaped.kind == "credit"
    enterprise.credit_code = shaped.value if new else None
    enterprise.old_number = shaped.value if shaped.value and not new else ""
    checked = CodeStatus.OK if shaped.ok else CodeStatus.UNCHECKED
    enterprise.code_status = checked if shaped.value else CodeStatus.NONE


def save(enterprise: Enterprise) -> None:
    """Writes the row. Raises Refused when another enterprise has the code, or the name and neither has a code."""
    try:
        with transaction.atomic():
            enterprise.save()
    except IntegrityError as error:
        taken = holder_of(enterprise)
        if taken is not None:
            raise Refused(
                f"登记册里已有{taken.name}（{taken.shown_code or '暂无代码'}），请直接选用", code="taken"
            ) from error
        raise Conflict("同事刚刚登记了同一家企业，请刷新页面再试") from error


def holder_of(enterprise: Enterprise) -> Enterprise | None:
    """The other enterprise that stands in this one's way: the same code, or the same name without any."""
    others = Enterprise.objects.exclude(pk=enterprise.pk)
    if enterprise.credit_code:
        return others.filter(credit_code=enterprise.credit_code).first()
    if enterprise.old_number:
        return others.filter(old_number=enterprise.old_number).first()
    return others.filter(name_key=enterprise.name_key, credit_code=None, old_number="").first()
