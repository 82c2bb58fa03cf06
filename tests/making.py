"""Makes every move of the ladder with plain, valid content: through the forms people fill in where there is one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django import forms
from django.db import transaction
from tests.documents.making import image

from qinqing.doors.console.moves import PAGES as DESK
from qinqing.doors.operations.county.cast import Cast
from qinqing.doors.portal.moves import PAGES as PORTAL
from qinqing.kernel.actors import PUBLIC, Actor, Role
from qinqing.kernel.phrases import local
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries
from qinqing.procedure.register import queries as register
from qinqing.services.documents import actions as documents
from qinqing.services.documents import queries as papers
from qinqing.services.documents.rules.coverings import Box

Act = Callable[..., Any]
WORDS = {
    "matter": "trouble", "category": "power", "kind": "ordinary", "urgency": "hard", "section": "C", "days": "3",
    "outcome": "resolved", "title": "二号线跳闸", "confidential": "on", "contact_phone": "0774-7654321",
}  # fmt: skip
# Moves without a page of their own: a reception day, decided items or another move makes them.
ELSEWHERE: dict[str, Act] = {
    "schedule": lambda appeal, **who: appeals.schedule(appeal, day="2026年12月1日", host="陆副县长", **who),
    "unschedule": lambda appeal, **who: appeals.unschedule(appeal, day="2026年12月1日", reason="改期", **who),
    "reschedule": lambda appeal, **who: appeals.reschedule(
        appeal, before="12月1日 09:00", now="12月3日 09:00", reason="县长外出", **who
    ),
    "decide": lambda appeal, **who: appeals.decide(appeal, opinion="限期解决", items=["迁改线路"], **who),
    "explain_at_hearing": lambda appeal, **who: appeals.explain_at_hearing(
        appeal, opinion="政策不允许", basis="《电力法》", **who
    ),
    "leave_unresolved": lambda appeal, **who: appeals.leave_unresolved(appeal, reason="资金没有落实", **who),
    "defer": lambda appeal, **who: appeals.defer(appeal, reason="材料不全", **who),
    "bring_to_meeting": lambda appeal, **who: appeals.bring_to_meeting(appeal, meeting="12月1日联席会议", **who),
    "note_meeting": lambda appeal, **who: appeals.note_meeting(
        appeal, meeting="12月1日联席会议", result="形成共同意见", opinion="先通临时电", **who
    ),
    "take_back_hearing": lambda appeal, **who: appeals.take_back_hearing(
        appeal, taken_back="缓议", reason="记错了结果", **who
    ),
    "city_decides": lambda appeal, **who: appeals.city_decides(appeal, opinion="同意", items=["协调电网"], **who),
    "cover": lambda appeal, **who: _cover(appeal, **who),
    "uncover": lambda appeal, **who: _uncover(appeal, **who),
    "finish_implementing": lambda appeal, **who: appeals.finish_implementing(
        appeal, outcome="resolved", summary="已办完", **who
    ),
}


@transaction.atomic
def _cover(appeal: queries.Appeal, *, by: Actor, at: datetime) -> Any:
    with appeals.painted(appeal, _card(appeal, at).code, [Box(1, 0, 0, 50, 50)], by=by, at=at) as copy:
        return appeals.cover(appeal, copy, reason="第三人的身份证照片", by=by, at=at)


@transaction.atomic
def _uncover(appeal: queries.Appeal, *, by: Actor, at: datetime) -> Any:
    card = _card(appeal, at)
    with documents.painted(card, [Box(1, 0, 0, 50, 50)], at=at) as copy:
        documents.cover(copy, by=by, at=at)
    return appeals.uncover(appeal, file=card.code, reason="遮错了", by=by, at=at)


def _card(appeal: queries.Appeal, at: datetime) -> papers.Attachment:
    """A picture that comes with the appeal, whoever tries to cover it."""
    return documents.attach(appeal.subject, file=BytesIO(image("PNG")), name="证件.png", by=PUBLIC, at=at)


# One act of a person, two lines of the table: which of the two is made follows from where the appeal stands.
TWINS = {
    "supplement": ("supplement", "supply_material"), "supply_material": ("supplement", "supply_material"),
    "doubt": ("doubt", "doubt_again"), "doubt_again": ("doubt", "doubt_again"),
}  # fmt: skip


def make(name: str, appeal: queries.Appeal, cast: Cast, *, by: Actor, at: datetime) -> Any:
    """Makes the move as this actor would: the form filled in, its action called with what the form understood."""
    if name in ELSEWHERE:
        return ELSEWHERE[name](appeal, by=by, at=at)
    page = PORTAL[name] if by.role is Role.ENTERPRISE and name in PORTAL else DESK.get(name) or PORTAL[name]
    return page.act(appeal, **cleaned(page.form, name, appeal, cast, at), by=by, at=at)


def people(cast: Cast, appeal: queries.Appeal) -> dict[str, Actor]:
    """Everybody who might try something with an appeal that the power supply leads."""
    return {
        "intake": cast.intake,
        "bureau head": cast.bureau_head,
        "lead officer": cast.officer("power-supply"),
        "lead head": cast.head("power-supply"),
        "helping officer": cast.officer("park-west"),
        "uninvolved officer": cast.officer("housing"),
        "uninvolved head": cast.head("housing"),
        "office": cast.office,
        "deputy": cast.post("deputy-industry"),
        "other deputy": cast.post("deputy-agriculture"),
        "mayor": cast.mayor,
        "inspector": cast.inspector,
        "city": cast.city,
        "system admin": cast.post("system-admin"),
        "security admin": cast.post("security-admin"),
        "audit admin": cast.post("audit-admin"),
        "enterprise": Actor(Role.ENTERPRISE, appeals=frozenset({appeal.pk})),
        "visitor": PUBLIC,
    }


def cleaned(form: type[forms.Form], name: str, appeal: queries.Appeal, cast: Cast, at: datetime) -> dict[str, Any]:
    """What the form of a move understands of ``filled``. Fails when the form does not accept it."""
    bound = form(filled(form, name, appeal, cast, at))
    assert bound.is_valid(), (name, bound.errors.as_json(escape_html=False))
    return bound.cleaned_data


def filled(
    form: type[forms.Form], name: str, appeal: queries.Appeal, cast: Cast, at: datetime
) -> dict[str, str | list[str]]:
    """A plain answer to every question of the form."""
    return {field: _answer(field, kind, name, appeal, cast, at) for field, kind in form().fields.items()}


def _answer(
    field: str, kind: forms.Field, name: str, appeal: queries.Appeal, cast: Cast, at: datetime
) -> str | list[str]:
    if field in ("lead", "organ", "organs", "assisting"):
        return _organs(field, name, appeal, cast)
    if field == "review_on":
        return str(local(at + timedelta(days=60)).date())
    if field == "result":
        return appeal.outcome if appeal.outcome in ("resolved", "explained") else "resolved"
    if field == "into":
        return _earlier(appeal, cast)
    if field in ("files", "received_at", "next_on", "credit_code", "enterprise_name") and not kind.required:
        return ""
    return WORDS.get(field, f"{kind.label}：按规定办理")


def _organs(field: str, name: str, appeal: queries.Appeal, cast: Cast) -> str | list[str]:
    if field == "organ":
        parts = queries.parts(appeal, cast.intake)
        owing = [part.organ_id for part in parts if part.state == "open" and part.kind == "assisting"]
        return str((owing or [cast.organ("park-west")])[0])
    if field == "lead":
        usual = cast.organ("power-supply")
        other = name in ("redirect", "hand_over") or not register.is_assignable(usual)
        return str(cast.organ("natural-resources") if other else usual)
    return [] if field == "assisting" else [str(cast.organ("housing"))]


def _earlier(appeal: queries.Appeal, cast: Cast) -> str:
    found = queries.page(cast.intake, queries.Wanted(), at=appeal.received_at).rows
    others = [other for other in found if other.pk != appeal.pk and other.is_open]
    return min(others, key=lambda other: other.received_at).number if others else "JDR-2026-000001"
