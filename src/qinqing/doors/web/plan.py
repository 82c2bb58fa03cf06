"""The Plan laid out for reading: the county's own words and the edition's numbers in its blanks."""

from django.conf import settings

from qinqing.procedure.plan import queries as plan
from qinqing.procedure.plan.queries import EditionView
from qinqing.procedure.plan.rules import Chapter
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.rules import OrganKind


def chapters(edition: EditionView) -> list[Chapter]:
    """The chapters of an edition, for ``web/_plan.html``."""
    bureau = next(iter(register.organs(OrganKind.BUREAU)), None)
    names = {"county": settings.QINQING_COUNTY, "bureau_phone": bureau.phone if bureau else ""}
    return plan.chapters(edition, names)
