"""账号: for the security administrator alone."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from qinqing.doors.console.forms import accounts as f
from qinqing.doors.console.navigation import admit
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.logins import open_logins
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.reconfirming import reconfirmed
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.kernel.workdays import day_of
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.actions import accounts as actions
from qinqing.procedure.register.actions import logins
from qinqing.procedure.register.queries import staffing
from qinqing.procedure.register.queries.knocks import wrong_tries
from qinqing.services.accounts import queries

PAGE = 50
SLIPS = 50  # handed out at a time: each takes a moment to hash
FIRST = "first_passwords"


class Act(NamedTuple):
    """One thing done to an account."""

    label: str
    form: type[forms.BaseForm]
    act: Callable[..., Any]
    warning: str = ""


ACTS: dict[str, Act] = {
    "rename": Act("更改姓名和联系方式", f.Person, actions.rename_account),
    "password": Act("重置密码", f.Password, actions.reset_password, "旧密码立即失效，此人在所有设备上的登录都会退出。"),
    "bind": Act("绑定统一身份认证", f.Outside, actions.bind, "绑定后，这个标识的人不用本系统密码就能登录这个账号；请先核实是同一个人。"),
    "out": Act("结束全部登录", f.Reason, logins.sign_out_everywhere, "此人在所有设备上都要重新登录，令牌也全部作废。"),
    "lift": Act("解除登录限制", f.Reason, logins.lift_lock, "请先核实是本人：在哪台设备、哪个网络都可以重新试密码。"),
    "off": Act("停用账号", f.Reason, actions.switch_off, "停用后不能登录，正在使用的也会退出；岗位上的事由代班人办理。可以再启用。"),
    "on": Act("启用账号", f.Reason, actions.switch_on),
    "link": Act(
        "关联企业", f.Link, actions.link_enterprise,
        "关联后，此人可以代表企业提交诉求、查看企业的全部诉求、补充材料和评价。",
    ),
}  # fmt: skip


def accounts(request: Request) -> HttpResponse:
    """All accounts by username; searched, filtered, keyset paged."""
    admit(request, "console:accounts")
    form = f.Filters(request.GET)
    wanted = form.wanted()
    found = queries.accounts(**wanted, limit=PAGE + 1)
    posts = staffing.post_names([one.pk for one in found[:PAGE]], day_of(request.at))
    context = {
        "form": form,
        "rows": [(one, posts.get(one.pk, [])) for one in found[:PAGE]],
        "older": form.query(after=found[PAGE - 1].username) if len(found) > PAGE else "",
        "newer": (form.query() or "all=1") if wanted["after"] else "",
    }
    return render(request, "console/accounts/list.html", context)


def account(request: Request, pk: int) -> HttpResponse:
    """One account: posts, enterprises, what may be done."""
    admit(request, "console:accounts")
    found = queries.account(pk)
    held_off = queries.held_off_until(found, at=request.at)
    wrong = wrong_tries(found, at=request.at)
    idle = {"on" if found.is_active else "off", *(() if held_off or wrong else ("lift",))}
    if not (settings.QINQING_OIDC["issuer"] or found.outside_id):
        idle.add("bind")
    context = {
        "account": found,
        "held": register.posts_of(found, day_of(request.at)),
        "links": register.memberships_of(pk),
        "acts": [
            Link(ACTS[name].label, reverse("console:account_act", args=[pk, name])) for name in ACTS if name not in idle
        ],
        "held_off": held_off,
        "wrong": wrong,
        "factor": queries.second_factor(pk),
        "logins": open_logins(request, pk, register.actor_for(found, None, day_of(request.at))),
        "own": request.actor.person == pk,
        "crumbs": _crumbs(found.name),
    }
    return render(request, "console/accounts/account.html", context)


@sensitive_post_parameters("password")
@reconfirmed()
def account_new(request: Request) -> HttpResponseBase:
    """建立账号."""
    admit(request, "console:accounts")
    return submit(
        request,
        f.NewAccount,
        template="console/accounts/act.html",
        context={"label": "建立账号", "back": reverse("console:accounts"), "crumbs": _crumbs("建立账号")},
        do=partial(actions.open_account, by=request.actor, at=request.at),
        done=partial(_told, request),
        message=lambda opened: f"已建立账号：{opened.account.username}",
    )


@sensitive_post_parameters("password")
@reconfirmed("password", "bind", "on", "off", "link", "lift")
def account_act(request: Request, pk: int, name: str) -> HttpResponseBase:
    """Renames, resets, switches off or on, links."""
    admit(request, "console:accounts")
    act, found = ACTS.get(name), queries.account(pk)
    if act is None:
        raise NotFound(name)
    url = reverse("console:account", args=[pk])
    return submit(
        request,
        act.form,
        template="console/accounts/act.html",
        context={
            "label": act.label, "account": found, "warning": act.warning, "back": url,
            "crumbs": _crumbs(found.name, url, act.label),
        },
        do=partial(act.act, pk, by=request.actor, at=request.at),
        done=lambda result: _told(request, result) if isinstance(result, actions.Opened) else url,
        message=f"已办：{act.label}",
        initial={"name": found.name, "phone": found.phone, "email": found.email, "outside_id": found.outside_id or ""},
    )  # fmt: skip


def account_unlink(request: Request, pk: int, link: int) -> HttpResponseBase:
    """解除关联."""
    admit(request, "console:accounts")
    found = queries.account(pk)
    one = next((one for one in register.memberships_of(pk) if one.pk == link), None)
    if one is None:
        raise NotFound("membership")
    url = reverse("console:account", args=[pk])
    return submit(
        request,
        Press,
        template="console/accounts/act.html",
        context={
            "label": "解除关联", "account": found, "back": url, "crumbs": _crumbs(found.name, url, "解除关联"),
            "warning": f"解除后，此人不能再以{one.enterprise.name}的名义查看和办理；已经提交的诉求不变。",
        },
        do=partial(actions.unlink_enterprise, pk, membership=link, by=request.actor, at=request.at),
        done=lambda result: url,
        message="已解除关联",
    )  # fmt: skip


def account_login_end(request: Request, pk: int, login: int) -> HttpResponseBase:
    """结束一次登录."""
    admit(request, "console:accounts")
    found = queries.account(pk)
    url = reverse("console:account", args=[pk])
    return submit(
        request,
        Press,
        template="console/accounts/act.html",
        context={
            "label": "结束登录", "account": found, "back": url, "crumbs": _crumbs(found.name, url, "结束登录"),
            "warning": "那台设备上下一次打开页面，就要重新登录；没有提交的内容会保存。",
        },
        do=partial(logins.end_login, pk, login=login, by=request.actor, at=request.at),
        done=lambda result: url,
        message="已结束那次登录",
    )  # fmt: skip


def password(request: Request, pk: int) -> HttpResponse:
    """The password that was drawn, shown once."""
    admit(request, "console:accounts")
    drawn = request.session.pop(_key(pk), "")
    if not drawn:
        return redirect("console:account", pk)
    return render(request, "console/accounts/password.html", {"account": queries.account(pk), "password": drawn})


@reconfirmed()
def first_passwords(request: Request) -> HttpResponseBase:
    """首次密码: for everybody who holds a post and was never handed one, printed and handed over."""
    admit(request, "console:accounts")
    waiting = _waiting(request)
    posts = staffing.post_names([one.pk for one in waiting[:SLIPS]], day_of(request.at))
    return submit(
        request,
        Press,
        template="console/accounts/first.html",
        context={
            "rows": [(one, posts.get(one.pk, [])) for one in waiting[:SLIPS]],
            "more": max(0, len(waiting) - SLIPS),
            "crumbs": _crumbs("首次密码"),
        },
        do=partial(actions.hand_out_first, [one.pk for one in waiting[:SLIPS]], by=request.actor, at=request.at),
        done=partial(_slips, request),
        message=lambda opened: f"已为 {len(opened)} 人生成首次密码",
    )


def first_passwords_once(request: Request) -> HttpResponse:
    """The passwords that were drawn, as slips to cut apart; shown once."""
    admit(request, "console:accounts")
    drawn = request.session.pop(FIRST, {})
    if not drawn:
        return redirect("console:first_passwords")
    pks = [int(pk) for pk in drawn]
    known, posts = queries.active_accounts(pks), staffing.post_names(pks, day_of(request.at))
    slips = [(known[pk], posts.get(pk, []), drawn[str(pk)]) for pk in pks if pk in known]
    answer = render(
        request,
        "console/accounts/slips.html",
        {"slips": slips, "address": request.build_absolute_uri("/sign-in/"), "crumbs": _crumbs("首次密码")},
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _waiting(request: Request) -> list[Any]:
    return queries.without_password(register.holding_accounts(day_of(request.at)))


def _slips(request: Request, opened: list[actions.Opened]) -> str:
    request.session[FIRST] = {str(one.account.pk): one.password for one in opened}
    return reverse("console:first_passwords_once")


def _told(request: Request, opened: actions.Opened) -> str:
    """Where to go after a password was set: to see it, when it was drawn."""
    if not opened.password:
        return reverse("console:account", args=[opened.account.pk])
    request.session[_key(opened.account.pk)] = opened.password
    return reverse("console:account_password", args=[opened.account.pk])


def _key(pk: int) -> str:
    return f"password:{pk}"


def _crumbs(label: str, url: str = "", step: str = "") -> list[Link]:
    crumbs = [Link("账号", reverse("console:accounts")), Link(label, url)]
    return [*crumbs, Link(step)] if step else crumbs
