"""换个设备接着填: the code and its picture on one device, the field for it on the other."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from qinqing.doors.portal.forms import TakeOver
from qinqing.doors.web import drafts, handovers, qr, shelves
from qinqing.doors.web.forms import SeeOther, submit
from qinqing.doors.web.guessing import count_takeover
from qinqing.doors.web.requests import Request

OFFERED, ARRIVED = "handover_offered", "handover_arrived"


@login_not_required
@require_POST
def offer(request: Request) -> HttpResponseBase:
    """Keeps what stands in the form that was sent here, with its files, and makes a code for it."""
    form = request.POST.get("draft-form", "")
    drafts.keep(request, form, drafts.readable(request.POST), at=request.at)
    shelves.keep_files(request, form, at=request.at)
    request.session[OFFERED] = [form, handovers.offer(request, form, at=request.at)]
    return SeeOther(reverse("portal:handover"))


@login_not_required
def handover(request: Request) -> HttpResponse:
    """The code, the picture that leads the other device here, and until when."""
    form, code = request.session.get(OFFERED, ["", ""])
    until = handovers.good_until(code, at=request.at)
    if until is None:
        return redirect(form or "portal:lodge")
    address = request.build_absolute_uri(reverse("portal:arrive", args=[code]))
    context = {"form_path": form, "code": code, "qr": qr.inline(address), "until": until}
    return render(request, "portal/handover.html", context)


@login_not_required
def arrive(request: Request, code: str) -> HttpResponse:
    """The address in the picture: the code goes into this session and out of the address bar. Opening it uses nothing up."""
    request.session[ARRIVED] = code[:40]
    return redirect("portal:take_over")


@login_not_required
def take_over(request: Request) -> HttpResponseBase:
    """The draft comes here once somebody says so."""
    return submit(
        request,
        TakeOver,
        template="portal/take_over.html",
        before=lambda code: count_takeover(request),
        do=partial(handovers.take, request, at=request.at),
        done=lambda form: form,
        message="草稿已经转到这台设备，请接着填",
        initial={"code": request.session.get(ARRIVED, "")},
    )
