"""The ledgers that can be taken away: which list each is of, and the filters it shares with it."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from django import forms
from django.urls import reverse

from qinqing.doors.console.forms.campaigns import CampaignFilters
from qinqing.doors.console.forms.checks import CheckFilters
from qinqing.doors.console.forms.coverage import CoveredFilters
from qinqing.doors.console.forms.enterprises import Filters as EnterpriseFilters
from qinqing.doors.console.forms.filters import Filters
from qinqing.doors.console.forms.item_filters import ItemFilters
from qinqing.doors.console.forms.journal import Entries
from qinqing.doors.console.forms.urgings import UrgingFilters
from qinqing.doors.console.forms.visits import VisitFilters
from qinqing.doors.console.record import RECORD, record_rows
from qinqing.doors.console.years import asked_year
from qinqing.doors.web.requests import Request
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.bulletins import queries as bulletins
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.outreach import queries as outreach
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import queries as supervision
from qinqing.services.documents.rules.ledgers import Ledger, Row
from qinqing.services.journal import queries as journal

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
    name: str
    note: str


class Year(forms.Form):
    """The year of a list of days."""

    year = forms.IntegerField(label="年份")


def _appeals(request: Request) -> Iterator[Row]:
    return appeals.ledger_rows(request.actor, Filters(request.GET).wanted(), at=request.at)


def _items(request: Request) -> Iterator[Row]:
    return decisions.ledger_rows(request.actor, ItemFilters(request.GET).wanted(), at=request.at)


def _enterprises(request: Request) -> Iterator[Row]:
    wanted = EnterpriseFilters(request.GET).wanted()
    del wanted["after"]
    return register.enterprise_rows(request.actor, **wanted)


def _urgings(request: Request) -> Iterator[Row]:
    return supervision.urging_rows(request.actor, state=UrgingFilters(request.GET).wanted()["state"])


def _check_filters(request: Request) -> CheckFilters:
    return CheckFilters(request.GET, today=day_of(request.at))


def _checks(request: Request) -> Iterator[Row]:
    form = _check_filters(request)
    return bulletins.broken_rows(request.actor, form.span().window(request.at), organ=form.organ())


def _campaigns(request: Request) -> Iterator[Row]:
    return outreach.campaign_rows(request.actor, CampaignFilters(request.GET).wanted())


def _coverage(request: Request) -> Iterator[Row]:
    return outreach.coverage_rows(request.actor, CoveredFilters(request.GET).wanted())


def _visits(request: Request) -> Iterator[Row]:
    return outreach.visit_rows(request.actor, VisitFilters(request.GET).wanted())


def _record_filters(request: Request) -> Entries:
    return Entries(request.GET, events=journal.events(request.actor))


def _record(request: Request) -> Iterator[Row]:
    return record_rows(request.actor, _record_filters(request))


def _no_filters(request: Request) -> forms.Form:
    return forms.Form({})


LEDGERS: dict[str, Kept] = {
    one.ledger.key: one
    for one in (
        Kept(appeals.APPEALS, "console:appeals", _appeals, lambda request: Filters(request.GET)),
        Kept(decisions.ITEMS, "console:items", _items, lambda request: ItemFilters(request.GET)),
        Kept(
            receptions.DAYS,
            "console:days",
            lambda request: receptions.day_rows(request.actor, asked_year(request)),
            lambda request: Year({"year": asked_year(request)}),
        ),
        Kept(supervision.URGINGS, "console:urgings", _urgings, lambda request: UrgingFilters(request.GET)),
        Kept(
            supervision.EVALUATIONS,
            "console:follow_ups",
            lambda request: supervision.evaluation_rows(request.actor),
            _no_filters,
        ),
        Kept(
            supervision.FOLLOW_UPS,
            "console:follow_ups",
            lambda request: supervision.follow_up_rows(request.actor),
            _no_filters,
        ),
        Kept(bulletins.CHECKS, "console:checks", _checks, _check_filters),
        Kept(outreach.CAMPAIGNS, "console:campaigns", _campaigns, lambda request: CampaignFilters(request.GET)),
        Kept(outreach.COVERAGE, "console:coverage", _coverage, lambda request: CoveredFilters(request.GET)),
        Kept(RECORD, "console:journal", _record, _record_filters),
        Kept(outreach.VISITS, "console:visits", _visits, lambda request: VisitFilters(request.GET)),
        Kept(register.ENTERPRISES, "console:enterprises", _enterprises, lambda request: EnterpriseFilters(request.GET)),
    )
}


def ledger_link(request: Request, key: str, query: str = "", *, name: str = "台账") -> Take | None:
    """The button at a list, with the list's filters; none for a post that may not take it away."""
    if request.actor.role not in LEDGERS[key].ledger.readers:
        return None
    url = reverse("console:ledger", args=[key])
    note = "导出会留痕" if LEDGERS[key].filters is _no_filters else "按上面的条件，导出会留痕"
    return Take(f"{url}?{query}" if query else url, name, note)


def told(form: forms.Form) -> Sequence[tuple[str, str]]:
    """The filters that count, in the page's own words."""
    form.is_valid()
    cleaned = form.cleaned_data
    kept = [(field, cleaned.get(field.name)) for field in form if field.name != "order"]
    return [(str(field.label), _word(field.field, value)) for field, value in kept if value not in (None, "")]


def _word(field: forms.Field, value: object) -> str:
    choices = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return choices.get(str(value), str(value))[:MOST_TOLD]
