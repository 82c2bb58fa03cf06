"""扫宣传码: whoever scans a campaign's QR code reads what it is about and lodges with the campaign noted. 五(五)."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase

from qinqing.doors.portal.views.lodging import lodger, lodging
from qinqing.doors.web.downloads import file_links, send
from qinqing.doors.web.requests import Request
from qinqing.procedure.outreach import actions, queries


@login_not_required
def campaign(request: Request, code: str) -> HttpResponseBase:
    """反映诉求, with the campaign above the form and its materials below; not there once it was called off."""
    found = queries.open_campaign(code)
    links = file_links(queries.materials(found), "portal:campaign_file", code)
    act = partial(actions.lodge, found, by=lodger(request), at=request.at)
    return lodging(request, act, campaign=found, files=[{**file, "note": ""} for file in links])


@login_not_required
def campaign_file(request: Request, code: str, file: str) -> HttpResponseBase:
    """One piece of its materials, for whoever has the code."""
    return send(queries.materials(queries.open_campaign(code)), file)
