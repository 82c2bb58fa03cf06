"""The register, to be read: enterprises and organs."""

from typing import TYPE_CHECKING, Any

from ninja import Query

from qinqing.doors.api.credentials import Asking
from qinqing.doors.api.schemas.fields import Code
from qinqing.doors.api.schemas.register import (
    ContactTold,
    EnterpriseRow,
    Enterprises,
    EnterpriseTold,
    OrganRow,
    Organs,
    OrganTold,
    Seat,
    SoughtEnterprises,
    SoughtOrgans,
)
from qinqing.kernel.workdays import day_of
from qinqing.procedure.register import queries
from qinqing.procedure.register.queries import staffing
from qinqing.procedure.register.rules import OrganView

if TYPE_CHECKING:
    from qinqing.procedure.register.models import Enterprise


def enterprises(request: Asking, wanted: Query[SoughtEnterprises]) -> Enterprises:
    """The register, the newest entry first."""
    found = queries.enterprises(request.caller.actor, **wanted.fields() | {"limit": wanted.limit + 1})
    rows, more = found[: wanted.limit], len(found) > wanted.limit
    return Enterprises(
        enterprises=[EnterpriseRow(**_enterprise(one)) for one in rows], next=rows[-1].pk if more else None
    )


def enterprise(request: Asking, code: Code) -> EnterpriseTold:
    """One enterprise: contacts, and whether the Plan receives it."""
    found = queries.fetch_enterprise(request.caller.actor, code)
    verdict = queries.eligibility(found.pk)
    reached = [ContactTold(name=one.name, phone=one.phone, note=one.note) for one in queries.contacts(found)]
    names = ("old_number", "project_number", "address", "legal_person", "founded_on", "county_registered",
             "agreement_signed")  # fmt: skip
    return EnterpriseTold(
        **_enterprise(found), **{name: getattr(found, name) for name in names}, contacts=reached,
        eligible=bool(verdict), reason=verdict.reason,
    )  # fmt: skip


def organs(request: Asking, wanted: Query[SoughtOrgans]) -> Organs:
    """Organs with the codes that moves ask for."""
    active = True if wanted.state == "active" else None
    return Organs(organs=[OrganRow(**_organ(one)) for one in queries.organs(wanted.kind, active=active)])


def organ(request: Asking, code: Code) -> OrganTold:
    """One organ: duties, posts and who holds them."""
    found = queries.organ_by_code(code)
    posts = queries.posts(organ_id=found.id)
    held = staffing.tenures([post.id for post in posts], day_of(request.at))
    seats = [
        Seat(
            code=post.code, role=post.role, label=post.label, sections=list(post.sections),
            holders=[one.name for one in held.get(post.id, []) if one.since <= day_of(request.at)],
        )
        for post in posts
    ]  # fmt: skip
    return OrganTold(
        **_organ(found), former_names=list(found.former_names), duties=found.duties, phone=found.phone, posts=seats,
        successor=queries.organ(found.successor).code if found.successor else "",
    )  # fmt: skip


def _enterprise(found: "Enterprise") -> dict[str, Any]:
    names = ("code", "name", "code_status", "section", "industry", "size", "status")
    place = found.township.short_name or found.township.name if found.township else ""
    return {name: getattr(found, name) for name in names} | {"credit_code": found.credit_code or "", "township": place}


def _organ(found: OrganView) -> dict[str, Any]:
    names = ("code", "name", "short_name", "kind", "active", "assignable")
    return {name: getattr(found, name) for name in names}
