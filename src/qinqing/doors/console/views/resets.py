"""重置二次验证: one administrator asks, another one settles it."""

from functools import partial

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.forms import accounts as f
from qinqing.doors.console.navigation import admit
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.reconfirming import reconfirmed
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import Role
from qinqing.kernel.errors import NotFound
from qinqing.procedure.register.actions import resets as actions
from qinqing.services.accounts import queries

LISTED = 50
ASKS = {Role.SECURITY_ADMIN: "申请重置", Role.SYSTEM_ADMIN: "为安全管理员申请重置"}
WARNING = "请先当面或打电话核实是本人丢了手机；由另一位管理员确认以后生效。"
SETTLE = {
    "grant": ("确认重置", True, "原来的验证器和恢复码全部失效，此人在所有设备上都要重新登录。请先当面或打电话核实是本人丢了手机。"),
    "decline": ("不同意重置", False, "二次验证保持不变。"),
}  # fmt: skip


def resets(request: Request) -> HttpResponse:
    """What waits for another administrator, and what was settled lately."""
    admit(request, "console:resets")
    rows = [(one, one.asked_by == request.actor.person) for one in queries.resets(limit=LISTED)]
    return render(request, "console/accounts/resets.html", {"rows": rows, "ask": ASKS.get(request.actor.role, "")})


@reconfirmed()
def reset_ask(request: Request) -> HttpResponseBase:
    """申请重置."""
    admit(request, "console:resets")
    only = (
        "系统管理员只能为安全管理员申请，其他人的由安全管理员申请。" if request.actor.role is Role.SYSTEM_ADMIN else ""
    )
    return submit(
        request,
        f.AskReset,
        template="console/accounts/act.html",
        context={
            "label": "申请重置二次验证", "back": reverse("console:resets"), "crumbs": _crumbs("申请"),
            "warning": only + WARNING,
        },
        do=partial(actions.ask_reset, by=request.actor, at=request.at),
        done=lambda asked: reverse("console:resets"),
        message="已申请，等另一位管理员确认",
        initial={"username": request.GET.get("username", "")[:60].replace("\x00", "")},
    )  # fmt: skip


@reconfirmed("grant")
def reset_settle(request: Request, pk: int, name: str) -> HttpResponseBase:
    """确认或不同意."""
    admit(request, "console:resets")
    asked = queries.reset(pk)
    if name not in SETTLE:
        raise NotFound(name)
    label, granted, warning = SETTLE[name]
    return submit(
        request,
        Press,
        template="console/accounts/act.html",
        context={
            "label": label, "account": asked.account, "warning": warning, "back": reverse("console:resets"),
            "crumbs": _crumbs(asked.account.name),
        },
        do=partial(actions.settle_reset, pk, granted=granted, by=request.actor, at=request.at),
        done=lambda settled: reverse("console:resets"),
        message=f"已办：{label}",
    )  # fmt: skip


def _crumbs(label: str) -> list[Link]:
    return [Link("重置二次验证", reverse("console:resets")), Link(label)]
