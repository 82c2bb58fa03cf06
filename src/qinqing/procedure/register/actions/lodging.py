"""Finding the enterprise that an appeal is about, or entering it: never twice."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from qinqing.kernel.actors import STAFF, Actor, Role
from qinqing.kernel.errors import Conflict
from qinqing.kernel.shaping import clean_line, shape_credit_code
from qinqing.procedure.register.actions.enterprises import CLAUSE, apply, holder_of
from qinqing.procedure.register.events import ENTERPRISE_ADDED, ENTERPRISE_AMENDED, ENTERPRISE_CODE_TOLD
from qinqing.procedure.register.models import Enterprise
from qinqing.procedure.register.queries.stored import enterprise_columns
from qinqing.procedure.register.rules import UNNAMED, Status
from qinqing.procedure.register.rules.naming import name_key
from qinqing.services.journal.actions import Pending, record_many
from qinqing.services.statements import compiled

TRUSTED = STAFF | {Role.MACHINE}


@transaction.atomic
def enterprise_for(*, name: str, credit_code: str = "", by: Actor, at: datetime, **told: object) -> Enterprise:
    """As ``enterprise_with_step``, on record at once."""
    enterprise, news = enterprise_with_step(name=name, credit_code=credit_code, by=by, at=at, **told)
    record_many(news)
    return enterprise


def enterprise_with_step(
    *, name: str, credit_code: str = "", by: Actor, at: datetime, **told: object
) -> tuple[Enterprise, list[Pending]]:
    """The enterprise with this code; else the one with this name and no other code; else a new one.

    Without name and code it is 「未具名企业」. ``told`` (see ``amend_enterprise``) is used for a new one only. A code for
    an enterprise that has none yet is taken over from staff; from others it is only put on the record, to be looked at,
    for whoever lodges an appeal must not be able to claim an enterprise. Two at once get the same enterprise.
    Anybody who may lodge may call this. What is new of it goes on record with the caller's step, in its transaction and
    in three queries less. Raises Refused for a code far too long to be one.
    """
    name = clean_line(name)
    code = shape_credit_code(credit_code)
    if not code.value and name_key(name) in ("", name_key(UNNAMED)):
        return unnamed(by=by, at=at), []
    found = _by_code(code.value) or _by_name(name, code.value)
    if found is None:
        return _enter({"name": name or f"企业（{code.value}）", "credit_code": credit_code, **told}, by, at)
    if code.value and not (found.credit_code or found.old_number):
        return found, [_tell_code(found, credit_code, by, at)]
    return found, []


@transaction.atomic
def unnamed(*, by: Actor, at: datetime) -> Enterprise:
    """「未具名企业」: the one enterprise that stands for all who gave no name."""
    if found := Enterprise.objects.filter(unnamed=True).first():
        return found
    enterprise, news = _enter({"name": UNNAMED}, by, at, unnamed=True)
    record_many(news)
    return enterprise


def _by_code(code: str) -> Enterprise | None:
    if not code:
        return None
    return Enterprise.objects.filter(credit_code=code).first() or Enterprise.objects.filter(old_number=code).first()


def _by_name(name: str, code: str) -> Enterprise | None:
    """The enterprise of that name; where a code was given, only one that has no code of its own."""
    found = _of_name(name_key(name), codeless=bool(code))
    return next((one for one in found if one.status != Status.CANCELLED), found[0] if found else None)


@compiled
def _of_name(key: str, *, codeless: bool) -> QuerySet[Enterprise]:
    rows = Enterprise.objects.filter(name_key=key, unnamed=False)
    if codeless:
        rows = rows.filter(credit_code=None, old_number="")
    return rows.order_by("pk")[:20]


def _enter(
    told: dict[str, object], by: Actor, at: datetime, *, unnamed: bool = False
) -> tuple[Enterprise, list[Pending]]:
    enterprise = Enterprise(unnamed=unnamed)
    apply(enterprise, told)
    try:
        with transaction.atomic():
            enterprise.save()
    except IntegrityError as error:
        faster = holder_of(enterprise)
        if faster is None:
            raise Conflict("同事刚刚登记了同一家企业，请再试一次") from error
        return faster, []
    facts, sets = {"name": enterprise.name}, enterprise_columns(enterprise)
    return enterprise, [_pending(enterprise, ENTERPRISE_ADDED, by, at, facts, sets)]


def _tell_code(found: Enterprise, code: str, by: Actor, at: datetime) -> Pending:
    if by.role not in TRUSTED:
        return _pending(found, ENTERPRISE_CODE_TOLD, by, at, {"code": shape_credit_code(code).value}, {})
    before = enterprise_columns(found)
    apply(found, {"credit_code": code})
    found.save(update_fields=["credit_code", "old_number", "code_status"])
    changed = {key: value for key, value in enterprise_columns(found).items() if before[key] != value}
    return _pending(found, ENTERPRISE_AMENDED, by, at, {"changed": sorted(changed)}, changed)


def _pending(
    enterprise: Enterprise, event: str, by: Actor, at: datetime, facts: Mapping[str, object], sets: Mapping[str, object]
) -> Pending:
    return Pending(enterprise.subject, event, by, at, CLAUSE, facts, sets)
