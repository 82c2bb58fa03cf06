"""程序接口: the interface's document as a page, drawn from the document itself, open to everybody."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from qinqing.doors.api.bodies import DEEPEST, LARGEST, MEBIBYTE
from qinqing.doors.api.credentials import PASS_LIVES
from qinqing.doors.api.described import groups, shapes
from qinqing.doors.web.errors import PAGES
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request

app_name = "interface"


@require_safe
@login_not_required
def page(request: Request) -> HttpResponse:
    """Every operation, with what it needs, what it answers, and how it is called."""
    context = {
        "groups": list(groups().items()),
        "site": request.build_absolute_uri("/").rstrip("/"),
        "troubles": [(status, PAGES[status]) for status in sorted(PAGES) if status != 503],
        "a_minute": settings.QINQING_API_PER_MINUTE,
        "json_most": LARGEST["application/json"] // MEBIBYTE,
        "form_most": LARGEST["multipart/form-data"] // MEBIBYTE,
        "deepest": DEEPEST,
        "pass_hours": PASS_LIVES.seconds // 3600,
    }
    return render(request, "api/page.html", context)


@require_safe
@login_not_required
def shown_shapes(request: Request) -> HttpResponse:
    """What is sent and answered, field by field, each shape at its own anchor."""
    crumbs = [Link("程序接口", reverse("interface:page")), Link("内容的样子")]
    return render(request, "api/shapes.html", {"shapes": shapes(), "crumbs": crumbs})


urlpatterns = [path("help/api", page, name="page"), path("help/api/shapes", shown_shapes, name="shapes")]
