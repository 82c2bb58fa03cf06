"""The ledgers that can be taken away: which list each is of, and the filters it shares with it."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from django import forms
from django.urls import reverse

from qinqing.doors.console.forms.filters import Filters
from qinqing.doors.console.forms.item_filters import ItemFilters
from qinqing.doors.web.requests import Request
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions import queries as decisions
from qinqing.services.documents.rules.ledgers import Ledger, Row

MOST_TOLD = 200


class Kept(NamedTuple):
    """One ledger: the page it belongs to, and what gives its rows and tells its filters in words."""

    ledger: Ledger
    page: str
    rows: Callable[[Request], Iterator[Row]]
    filters: Callable[[Request], forms.Form]


class Take(NamedTuple):
    """The button that takes a ledger away."""

    url: str
    note: str


def _appeals(request: Request) -> Iterator[Row]:
    return appeals.ledger_rows(request.actor, Filters(request.GET).wanted(), at=request.at)


def _items(request: Request) -> Iterator[Row]:
    return decisions.ledger_rows(request.actor, ItemFilters(request.GET).wanted(), at=request.at)


LEDGERS: dict[str, Kept] = {
    one.ledger.key: one
    for one in (
        Kept(appeals.APPEALS, "console:appeals", _appeals, lambda request: Filters(request.GET)),
        Kept(decisions.ITEMS, "console:items", _items, lambda request: ItemFilters(request.GET)),
    )
}


def ledger_link(request: Request, key: str, query: str) -> Take | None:
    """The button under a list, with the list's filters; none for a post that may not take it away."""
    if request.actor.role not in LEDGERS[key].ledger.readers:
        return None
    url = reverse("console:ledger", args=[key])
    return Take(f"{url}?{query}" if query else url, "按上面的条件，导出会留痕")


def told(form: forms.Form) -> Sequence[tuple[str, str]]:
    """The filters that count, in the page's own words."""
    form.is_valid()
    cleaned = form.cleaned_data
    kept = [(field, cleaned.get(field.name)) for field in form if field.name != "order"]
    return [(str(field.label), _word(field.field, value)) for field, value in kept if value not in (None, "")]


def _word(field: forms.Field, value: object) -> str:
    choices = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return choices.get(str(value), str(value))[:MOST_TOLD]
