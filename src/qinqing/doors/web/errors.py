"""Error pages: what happened, what to do, and a number to name on the telephone. They need no database.

Programs, which ask under ``/api/``, get the same as a document.
"""

import logging
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template import loader

from qinqing.doors.web import clock, problems, shelves
from qinqing.doors.web.requests import page_before, same_origin
from qinqing.kernel import county
from qinqing.kernel.ids import public_code

log = logging.getLogger("qinqing.errors")


class Page(NamedTuple):
    title: str
    what: str


PAGES = {
    400: Page("没有看懂这次请求", "地址或内容不完整。请返回上一页，重新打开再办。"),
    403: Page("这里不对您开放", "请确认登录的账号和岗位；需要办理的，请联系本单位管理员调整岗位。"),
    404: Page("没有找到这一页", "地址可能写错了，或者这件事不归您查看。请从首页或待办重新进入。"),
    405: Page("这一页不能这样打开", "请从首页或待办进入，再按页面上的按钮办理。"),
    409: Page("别人先办了一步", "您填写的内容没有提交。请回到原页看最新进展，再决定怎么办。"),
    401: Page("没有说明是谁在问", "请在 Authorization 里带上令牌；令牌在“令牌”页面发放，可能已经过期或作废。"),
    406: Page("给不了这种格式", "接口只用 JSON 回答，请在 Accept 里写 application/json。"),
    413: Page("内容太大，没有收下", "请把文字分段、把附件减小或分次上传，再提交。"),
    415: Page(
        "内容的格式不对", "请用 Content-Type: application/json（附材料的用 multipart/form-data）发送 UTF-8 内容。"
    ),
    422: Page("填写的内容不能办", "请按各项说明改正后再提交。"),
    429: Page("操作太频繁", "为防止冒用，暂时停一停。请过一会儿再试。"),
    500: Page("系统出了问题，没有办成", "这不是您的原因。请过几分钟再试；仍不行，请把下面的编号告诉管理员。"),
    503: Page("系统暂时不能使用", "正在维护或数据库暂时连不上。请过几分钟再试。"),
}

NOT_IN_THIS_POST = (
    "地址可能写错了，或者这件事不归您现在的岗位查看。有几个岗位的，请换岗位再打开；也可以从待办重新进入。"
)


def page(request: HttpRequest, status: int, *, what: str = "", back: str = "") -> HttpResponse:
    """The error page of a status, with its number in the log. ``what`` replaces the standard sentence."""
    number = public_code(8)
    level = logging.ERROR if status >= 500 else logging.INFO
    log.log(level, "error page", extra={"status": status, "number": number, "path": request.path})
    known = PAGES.get(status, PAGES[400])
    if problems.is_program(request):
        return problems.document(request, status, title=known.title, detail=what or known.what, number=number)
    kept, desk = getattr(request, "draft_kept", False), request.path.startswith("/desk/")
    said = what or (NOT_IN_THIS_POST if desk and status == 404 else known.what)
    facts = {
        "status": status, "title": known.title, "what": said, "number": number, "kept": kept,
        "back": back or (page_before(request, request.path) if kept else ""),
        "desk": desk, "request": request,
        "county": county.last_name() or getattr(settings, "QINQING_COUNTY", ""), "large_type": request.COOKIES.get("qinqing_large") == "1",
    }  # fmt: skip
    return HttpResponse(loader.render_to_string("web/errors/page.html", facts), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when the body was larger than allowed."""
    return page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 from Django itself."""
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: absent and not visible look the same."""
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: the exception is in Django's own log, the number joins the two."""
    return page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long, or somebody signed in elsewhere: the text is kept, the form comes back filled.

    Only what one of our own pages sent is kept: a stranger's page must not fill in our forms.
    """
    if same_origin(request):
        shelves.keep_posted(request, at=getattr(request, "at", None) or clock.now())
    what = "页面放得太久，或者在别处重新登录过，这次没有提交。请回到原页核对后再提交。"
    if not same_origin(request):
        what = "这次提交不是从本网站的页面发出的，或者浏览器不允许使用 Cookie，没有办理。请从本网站的页面重新填写。"
    return page(request, 403, what=what, back=page_before(request, request.path))
