"""扫宣传码: whoever scans a campaign's QR code reads what it is about and lodges with the campaign noted. 五(五)."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase

from qinqing.doors.portal.forms import Lodge
from qinqing.doors.portal.views.own import known, lodger, receipt_address
from qinqing.doors.web.downloads import file_links, send
from qinqing.doors.web.forms import submit
from qinqing.doors.web.requests import Request
from qinqing.kernel.workdays import day_of
from qinqing.procedure.outreach import actions, queries
from qinqing.procedure.plan import queries as plan


@login_not_required
def campaign(request: Request, code: str) -> HttpResponseBase:
    """反映诉求, with the campaign above the form and its materials below; not there once it was called off."""
    found = queries.open_campaign(code)
    request.session.setdefault("lodging", True)
    return submit(
        request,
        Lodge,
        template="portal/lodge.html",
        context={
            "limit": plan.in_force(day_of(request.at)).limit("transfer"),
            "campaign": found,
            "files": [
                {**file, "note": ""} for file in file_links(queries.materials(found), "portal:campaign_file", code)
            ],
        },
        do=partial(_lodge, request, found),
        done=partial(receipt_address, request),
        initial=known(request),
    )


@login_not_required
def campaign_file(request: Request, code: str, file: str) -> HttpResponseBase:
    """One piece of its materials, for whoever has the code."""
    return send(queries.materials(queries.open_campaign(code)), file)


def _lodge(request: Request, found: queries.Campaign, **fields: Any) -> actions.Receipt:
    return actions.lodge(found, **fields, by=lodger(request), at=request.at)
