"""The Plan laid out for reading: the county's own words and the edition's numbers in its blanks."""

from qinqing.procedure.plan import queries as plan
from qinqing.procedure.plan.queries import EditionView
from qinqing.procedure.plan.rules import Chapter
from qinqing.procedure.register import queries as register


def chapters(edition: EditionView) -> list[Chapter]:
    """The chapters of an edition, for ``web/_plan.html``."""
    return plan.chapters(edition, register.county_words())
