"""What anybody may know of an enterprise who already has its code or its full name: what its licence says."""

from dataclasses import dataclass

from django.db.models import Q

from qinqing.kernel.shaping import shape_credit_code
from qinqing.procedure.register.models import Enterprise
from qinqing.procedure.register.rules import SECTIONS
from qinqing.procedure.register.rules.naming import name_key


@dataclass(frozen=True, slots=True)
class Licence:
    """No contact, no account, no word on what it ever brought."""

    name: str
    code: str
    township: str
    industry: str


def licence(*, code: str = "", name: str = "") -> Licence | None:
    """The enterprise with this whole, fitting code, else the only one with this whole name.

    Left out is what a lodger alone has told and the bureau has not completed yet: nobody reads another's typing here.
    """
    shaped = shape_credit_code(code)
    if shaped.value and shaped.ok:
        wanted = Q(credit_code=shaped.value) | Q(old_number=shaped.value)
    elif name_key(name):
        wanted = Q(name_key=name_key(name))
    else:
        return None
    rows = Enterprise.objects.filter(wanted, unnamed=False).exclude(township=None, section="", industry="")
    found = list(rows.select_related("township")[:2])
    return _shown(found[0]) if len(found) == 1 else None


def _shown(one: Enterprise) -> Licence:
    industry = one.industry or SECTIONS.get(one.section, "")
    return Licence(
        one.name,
        one.credit_code or one.old_number,
        (one.township.short_name or one.township.name) if one.township else "",
        industry,
    )
