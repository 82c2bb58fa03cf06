"""An edition of the Plan as data, the same for every command that tells it."""

from typing import Any

from django.conf import settings

from qinqing.procedure.plan import queries
from qinqing.procedure.plan.rules import SETTINGS


def edition_data(edition: queries.EditionView) -> dict[str, Any]:
    """Edition, clauses and limits, with the keys of the contract."""
    names = {"county": getattr(settings, "QINQING_COUNTY", "")}
    return {
        "edition": {
            "number": edition.number,
            "title": edition.title,
            "in_force_from": edition.in_force_from.isoformat(),
            "digest": edition.digest,
        },
        "clauses": [
            {"ref": clause.ref, "title": clause.title, "text": clause.text} for clause in edition.rendered(names)
        ],
        "limits": {
            key: {"value": edition.limit(key), "unit": one.unit.value, "label": one.label, "clause": one.clause}
            for key, one in SETTINGS.items()
        },
    }
