"""机构与人员: who there is, who holds which post, who stands in, who is away, and which deputy answers for what."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.forms import register as f
from qinqing.doors.console.navigation import admit
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.reconfirming import reconfirmed
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.shaping import clean_line
from qinqing.kernel.verdicts import Verdict
from qinqing.kernel.workdays import day_of
from qinqing.procedure.register import actions, queries
from qinqing.procedure.register.permits import may_keep_leave, may_keep_organs, may_keep_posts
from qinqing.procedure.register.queries import staffing
from qinqing.procedure.register.rules import SECTIONS, OrganKind, OrganView, PostView
from qinqing.services.accounts import queries as accounts


class Act(NamedTuple):
    """One thing that may be done to an organ or a post: its words, form, action and who may."""

    label: str
    form: type[forms.BaseForm]
    act: Callable[..., Any]
    permit: Callable[[Actor], Verdict]
    warning: str = ""


VACANT = "安全管理员任命以后，轮到这个岗位办的事才有人办。"
ORGAN_ACTS: dict[str, Act] = {
    "amend": Act("更改机构", f.Organ, actions.amend_organ, may_keep_organs),
    "abolish": Act(
        "撤并机构", f.Abolish, actions.abolish_organ, may_keep_organs,
        "撤并后不能恢复：不再转办新的诉求，原来的名称指向承接单位；已办的诉求和记录不变。",
    ),
    "post": Act("设岗", f.NewPost, actions.add_post, may_keep_posts),
}  # fmt: skip
POST_ACTS: dict[str, Act] = {
    "appoint": Act("任职", f.Tenure, actions.appoint, may_keep_posts),
    "substitute": Act("指定代班人", f.Tenure, actions.substitute, may_keep_posts),
    "portfolio": Act("调整分管行业", f.Portfolio, actions.set_portfolio, may_keep_posts),
    "rename": Act("更改岗位名称", f.PostTitle, actions.rename_post, may_keep_posts),
    "close": Act("撤岗", Press, actions.close_post, may_keep_posts, "撤岗后不能恢复；要再设，须另设一个岗位。"),
}


def organs(request: Request) -> HttpResponse:
    """All organs by kind with their people, and the portfolios."""
    admit(request, "console:organs")
    text, everything = clean_line(request.GET.get("q", "")[:60]), bool(request.GET.get("all"))
    found = [one for one in queries.organs(active=None if everything else True) if _named(one, text)]
    posts = queries.posts()
    held = staffing.tenures([post.id for post in posts], day_of(request.at))
    shown = [_post(post, held) for post in posts]
    deputies = [post for post in shown if post["deputy"]]
    answered = {letter for post in deputies for letter in post["post"].sections}
    context = {
        "groups": _by_kind(found, shown),
        "text": text,
        "everything": everything,
        "deputies": deputies,
        "vacant": [name for letter, name in SECTIONS.items() if letter not in answered],
        "keeper": may_keep_organs(request.actor),
        "today": day_of(request.at),
    }
    return render(request, "console/organs/list.html", context)


def organ(request: Request, code: str) -> HttpResponse:
    """One organ: duties, posts, holders, substitutes, leave."""
    admit(request, "console:organs")
    found = queries.organ_by_code(code)
    posts = queries.posts(organ_id=found.id)
    held = staffing.tenures([post.id for post in posts], day_of(request.at))
    context = {
        "organ": found,
        "successor": queries.organ(found.successor) if found.successor else None,
        "seats": [_post(post, held) for post in posts],
        "acts": [
            _link(name, act, "console:organ_act", code) for name, act in ORGAN_ACTS.items() if act.permit(request.actor)
        ],
        "post_keeper": found.active and may_keep_posts(request.actor),
        "vacant": VACANT if found.active else "机构已经撤并，岗位不再有人。",
        "listed": queries.duties_of(found.id),
        "today": day_of(request.at),
        "crumbs": _crumbs(found.label),
    }
    return render(request, "console/organs/organ.html", context)


def organ_new(request: Request) -> HttpResponseBase:
    """增加机构."""
    if not may_keep_organs(request.actor):
        raise NotFound("organ")
    return submit(
        request,
        f.NewOrgan,
        template="console/organs/act.html",
        context={"label": "增加机构", "back": reverse("console:organs"), "crumbs": _crumbs("增加机构")},
        do=partial(actions.add_organ, by=request.actor, at=request.at),
        done=lambda made: reverse("console:organ", args=[made.code]),
        message=lambda made: f"已增加{made.name}",
    )


@reconfirmed("abolish", "post")
def organ_act(request: Request, code: str, name: str) -> HttpResponseBase:
    """Amends or abolishes an organ, or gives it a post."""
    act, found = _permitted(ORGAN_ACTS, name, request.actor), queries.organ_by_code(code)
    subject = {"organ": found.id} if name == "post" else {"organ_id": found.id}
    options = {"post": {"kind": found.kind}, "abolish": {"organ": found.id}}.get(name, {})
    return _submit(request, act, found, found.name, subject, _organ_values(found), options)


@reconfirmed()
def post_act(request: Request, code: str, name: str) -> HttpResponseBase:
    """Appoints, names a substitute, sets the portfolio, renames or closes a post."""
    act = _permitted(POST_ACTS, name, request.actor)
    post = next((one for one in queries.posts() if one.code == code), None)
    if post is None or (name == "portfolio" and post.role != Role.DEPUTY):
        raise NotFound("post")
    initial = {"title": post.title, "sections": post.sections, "since": day_of(request.at).isoformat()}
    return _submit(request, act, queries.organ(post.organ), post.label, {"post_id": post.id}, initial, {})


@reconfirmed()
def holding_end(request: Request, code: str, pk: int) -> HttpResponseBase:
    """离任, or the end of standing in."""
    act = Act("结束任职", f.Until, actions.end_holding, may_keep_posts, "结束后不能恢复；要再任，须重新任命。")
    _permitted({"end": act}, "end", request.actor)
    post = next((one for one in queries.posts() if one.code == code), None)
    held = staffing.tenures([post.id], day_of(request.at)).get(post.id, []) if post else []
    one = next((one for one in held if one.id == pk), None)
    if post is None or one is None:
        raise NotFound("holding")
    title = f"{one.name} · {post.label}（{one.kind.label}）"
    initial = {"until": day_of(request.at).isoformat()}
    return _submit(request, act, queries.organ(post.organ), title, {"holding_id": pk}, initial, {})


def leave(request: Request, account: int) -> HttpResponseBase:
    """请假与销假, one's own or, for the security administrator, anybody's."""
    admit(request, "console:organs")
    if not may_keep_leave(request.actor, account):
        raise NotFound("leave")
    person = accounts.account(account)
    return submit(
        request,
        f.Leave,
        template="console/organs/leave.html",
        context=lambda: {
            "person": person,
            "leaves": staffing.leaves([account], day_of(request.at)),
            "stand_ins": staffing.stand_ins(account, day_of(request.at)),
            "today": day_of(request.at),
            "crumbs": _crumbs(f"{person.name}的请假"),
        },
        do=partial(actions.take_leave, account=account, by=request.actor, at=request.at),
        done=lambda taken: reverse("console:leave", args=[account]),
        message="已登记请假",
    )


def leave_end(request: Request, account: int, code: str) -> HttpResponseBase:
    """销假."""
    admit(request, "console:organs")
    if not may_keep_leave(request.actor, account):
        raise NotFound("leave")
    back = reverse("console:leave", args=[account])
    return submit(
        request,
        Press,
        template="console/organs/act.html",
        context={
            "label": "销假",
            "title": accounts.account(account).name,
            "back": back,
            "crumbs": _crumbs("请假", back, "销假"),
        },
        do=partial(actions.end_leave, code, by=request.actor, at=request.at),
        done=lambda ended: back,
        message="已销假",
    )


def _submit(
    request: Request,
    act: Act,
    organ: OrganView,
    title: str,
    subject: Mapping[str, Any],
    initial: dict[str, Any],
    options: Mapping[str, Any],
) -> HttpResponseBase:
    url = reverse("console:organ", args=[organ.code])
    return submit(
        request,
        act.form,
        template="console/organs/act.html",
        context={
            "label": act.label, "title": title, "warning": act.warning, "back": url, "crumbs": _crumbs(organ.label, url, act.label),
        },
        do=partial(act.act, **subject, by=request.actor, at=request.at),
        done=lambda result: url,
        message=f"已办：{act.label}",
        initial=initial,
        **options,
    )  # fmt: skip


def _permitted(acts: Mapping[str, Act], name: str, actor: Actor) -> Act:
    act = acts.get(name)
    if act is None or not act.permit(actor):
        raise NotFound(name)
    return act


def _named(one: OrganView, text: str) -> bool:
    return any(text in name for name in (one.name, one.short_name, *one.former_names))


def _by_kind(found: list[OrganView], posts: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    rows = [{"organ": one, "posts": [post for post in posts if post["post"].organ == one.id]} for one in found]
    groups = [(kind.label, [row for row in rows if row["organ"].kind == kind]) for kind in OrganKind]
    return [group for group in groups if group[1]]


def _post(post: PostView, held: Mapping[int, Any]) -> dict[str, Any]:
    return {
        "post": post,
        "role": Role(post.role).label,
        "held": held.get(post.id, []),
        "sections": [SECTIONS[letter] for letter in post.sections],
        "deputy": post.role == Role.DEPUTY,
    }


def _organ_values(found: OrganView) -> dict[str, Any]:
    names = ("name", "short_name", "kind", "duties", "phone")
    return {name: getattr(found, name) for name in names} | {"former_names": "\n".join(found.former_names)}


def _link(name: str, act: Act, view: str, code: str) -> Link:
    return Link(act.label, reverse(view, args=[code, name]))


def _crumbs(label: str, url: str = "", step: str = "") -> list[Link]:
    crumbs = [Link("机构与人员", reverse("console:organs")), Link(label, url)]
    return [*crumbs, Link(step)] if step else crumbs
