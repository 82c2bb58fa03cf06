"""Where drafts arrive while somebody types, and where an unwanted one is thrown away."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from qinqing.doors.web import drafts
from qinqing.doors.web.clock import SHANGHAI
from qinqing.doors.web.forms import SeeOther
from qinqing.doors.web.requests import Request, address_of, page_before, same_origin
from qinqing.services.accounts import actions as accounts


# Exempt from the token because it must still save after a sign-in elsewhere changed the token; only our own pages
# are listened to instead.
@csrf_exempt
@login_not_required
@require_POST
def save(request: Request) -> HttpResponseBase:
    """Keeps what was typed so far; answers when it was saved."""
    if not same_origin(request):
        return JsonResponse({"error": "这次保存不是从本网站的页面发出的，没有保存"}, status=403)
    if not drafts.owner_of(request) and not _room_for(request):
        return JsonResponse({"error": "这个网络保存得太频繁，暂时没有保存，请尽快提交"}, status=429)
    try:
        draft = drafts.keep(request, request.POST.get("draft-form", ""), drafts.readable(request.POST), at=request.at)
    except drafts.TooLong:
        return JsonResponse({"error": "内容太长，没有自动保存，请分段提交或改用附件"}, status=413)
    if draft is None:
        return JsonResponse({"error": "还没有内容，没有保存"}, status=422)
    return JsonResponse({"saved": f"{draft.saved_at.astimezone(SHANGHAI):%H:%M}"})


def _room_for(request: Request) -> bool:
    """New visitors' drafts from one address: two hundred an hour."""
    return accounts.strike(f"draft:{address_of(request)}", at=request.at, limit=200, window=timedelta(hours=1))


@login_not_required
@require_POST
def discard(request: Request) -> HttpResponseBase:
    """Throws the draft of one form away and shows the form empty."""
    form = request.POST.get("form", "")
    drafts.forget(request, form)
    return SeeOther(page_before(request, form if drafts.is_form(form) else "/"))
