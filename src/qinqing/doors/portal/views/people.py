"""企业人员: who speaks for one's enterprises; the administrator confirms, invites, names another one and removes. 四."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.portal.forms import AskToJoin, Invite
from qinqing.doors.web import phone_codes
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request, address_of
from qinqing.kernel.actors import Role
from qinqing.kernel.errors import NotFound, Refused
from qinqing.kernel.shaping import shape_credit_code
from qinqing.procedure.register import actions
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.queries import joining as queries
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries as people_of_the_house
from qinqing.services.notifications import actions as notifications
from qinqing.services.notifications import queries as notices

if TYPE_CHECKING:
    from qinqing.procedure.register.models import Enterprise, Invitation, Membership

DAY = timedelta(days=1)
INVITING, ASKING = 20, 20  # a day by one account; from one address
INVITATION = "加入企业的邀请"
WHO = "请用企业账号登录"


class Act(NamedTuple):
    """What may be done about one person of the enterprise."""

    title: str
    yes: str
    consequences: tuple[str, ...]
    act: Callable[..., Any]


ACTS = {
    "confirm": Act("确认{name}为企业办事？", "确认", ("此人可以看本企业的全部诉求，提交、补充、确认答复和评价。", "请先核实是本企业的人。"), actions.confirm_membership),
    "refuse": Act("不同意{name}加入？", "不同意", ("此人不能看本企业的诉求，可以再次申请。",), actions.end_membership),
    "administrator": Act("把{name}设为企业管理员？", "设为管理员", ("管理员可以邀请、确认和移出本企业的人。",), actions.name_administrator),
    "remove": Act("移出{name}？", "移出", ("此人马上退出登录，再登录也看不到本企业的诉求。", "此人提交过的诉求留在企业名下。"), actions.end_membership),
    "leave": Act("退出这家企业？", "退出", ("您不能再看这家企业的诉求，需要时请管理员再邀请。",), actions.end_membership),
}  # fmt: skip


def people(request: Request) -> HttpResponse:
    """Each of one's enterprises with its people, what one asked for, and what one may join at once."""
    _enterprises_only(request)
    me = people_of_the_house.account(request.actor.person or 0)
    waiting = [one for one in register.memberships_of(me.pk) if one.confirmed_at is None]
    context = {
        "me": me,
        "houses": [_house(request, list(rows)) for _, rows in groupby(queries.own_people(request.actor), _of)],
        "waiting": waiting,
        "joinable": queries.joinable(me.mobile or "", account=me.pk, at=request.at),
        "by_phone": phone_codes.offered(),
    }
    return render(request, "portal/people/list.html", context)


def ask_to_join(request: Request) -> HttpResponseBase:
    """申请加入 an enterprise of the register."""
    _enterprises_only(request)

    def do(*, enterprise: str) -> Any:
        return actions.ask_membership(_named(enterprise), by=request.actor, at=request.at)

    return submit(
        request, AskToJoin, template="portal/people/form.html",
        context={"title": "申请加入企业", "button": "申请", "crumbs": _crumbs("申请加入")},
        before=partial(_count, f"ask@{address_of(request)}", ASKING, request),
        do=do, done=lambda asked: reverse("portal:people"),
        message=lambda asked: f"已申请加入{asked.enterprise.name}，确认后会告诉您",
    )  # fmt: skip


def join(request: Request, enterprise: str) -> HttpResponseBase:
    """加入 at once, by the number one signs in by."""
    _enterprises_only(request)
    me = people_of_the_house.account(request.actor.person or 0)
    found = next(
        (one for one in queries.joinable(me.mobile or "", account=me.pk, at=request.at) if one.code == enterprise), None
    )
    if found is None:
        raise NotFound("enterprise")
    return _confirm(
        request, f"加入{found.name}？", "加入", ("您可以看这家企业的全部诉求，提交、补充、确认答复和评价。", "企业管理员会知道您加入了。"),
        partial(actions.join, enterprise, phone=me.mobile or "", by=request.actor, at=request.at), f"已加入{found.name}",
    )  # fmt: skip


def invite(request: Request, enterprise: str) -> HttpResponseBase:
    """邀请: by a number, with a text message where there is a gateway."""
    found = _administered(request, enterprise)
    return submit(
        request, Invite, template="portal/people/form.html",
        context={"title": f"邀请一个人为{found.name}办事", "button": "邀请", "crumbs": _crumbs("邀请"), "by_phone": phone_codes.offered()},
        before=partial(_count, f"invite:{request.actor.person}", INVITING, request),
        do=partial(_invite, request, found), done=lambda made: reverse("portal:people"),
        message=lambda made: f"已邀请{made.name}，请告诉对方用这个手机号登录确认",
    )  # fmt: skip


def withdraw_invitation(request: Request, enterprise: str, pk: int) -> HttpResponseBase:
    """撤回邀请."""
    found = _administered(request, enterprise)
    one = next((one for one in queries.invitations(found, at=request.at) if one.pk == pk), None)
    if one is None:
        raise NotFound("invitation")
    return _confirm(
        request, f"撤回给{one.name}的邀请？", "撤回", ("对方不能再凭这个邀请加入。",),
        partial(actions.withdraw_invitation, found, pk, by=request.actor, at=request.at), "已撤回邀请",
    )  # fmt: skip


def member(request: Request, enterprise: str, pk: int, name: str) -> HttpResponseBase:
    """One person of the enterprise: confirmed, refused, named administrator, removed; or oneself, leaving."""
    _enterprises_only(request)
    found = queries.own_enterprise(request.actor, enterprise)
    rows = [one for one in queries.own_people(request.actor) if one.enterprise_id == found.pk]
    one = next((one for one in rows if one.pk == pk), None)
    if one is None or name not in _offers(request, one, queries.administers(request.actor, found.pk)):
        raise NotFound("member")
    told = ACTS[name]
    asked = told.title.format(name=one.account.name)
    return _confirm(
        request, asked, told.yes, told.consequences,
        partial(told.act, pk, by=request.actor, at=request.at), f"已办：{asked.removesuffix('？')}",
    )  # fmt: skip


def _house(request: Request, rows: list["Membership"]) -> dict[str, Any]:
    """One enterprise as its page shows it: others see who speaks for it, the administrator also who wants to."""
    enterprise = rows[0].enterprise
    administers = any(one.administers and one.account_id == request.actor.person for one in rows)
    shown = [one for one in rows if administers or one.confirmed_at is not None]
    return {
        "enterprise": enterprise,
        "administers": administers,
        "people": [(one, [(name, ACTS[name].yes) for name in _offers(request, one, administers)]) for one in shown],
        "invitations": queries.invitations(enterprise, at=request.at) if administers else [],
    }


def _offers(request: Request, one: "Membership", administers: bool) -> list[str]:
    if one.account_id == request.actor.person:
        return ["leave"]
    if not administers:
        return []
    if one.confirmed_at is None:
        return ["confirm", "refuse"]
    return ["remove"] if one.administers else ["administrator", "remove"]


def _of(one: "Membership") -> int:
    return one.enterprise_id


def _invite(request: Request, found: "Enterprise", *, name: str, phone: str) -> "Invitation":
    made = actions.invite(found, phone=phone, name=name, by=request.actor, at=request.at)
    if notices.sms_in_use():
        where = request.build_absolute_uri(reverse("web:phone"))
        words = f"{found.name}邀请您为企业办事。请在 7 天内打开 {where} 用这个手机号登录，确认加入。不认识这家企业的，不用理会。"
        notifications.text(phone, words, purpose=INVITATION, ends_at=made.ends_at, at=request.at)
    return made


def _named(typed: str) -> "Enterprise":
    """The enterprise as its licence has it, of those that anybody may look up. Raises Refused."""
    shaped = shape_credit_code(typed)
    found = register.licence(code=typed if shaped.ok else "", name=typed)
    if found is None:
        raise Refused("没有找到这家企业，请照营业执照核对；登记册里还没有的，请带营业执照到工信商务局")
    return queries.licensed(found)


def _count(key: str, limit: int, request: Request, **fields: str) -> None:
    if not accounts.strike(key, at=request.at, limit=limit, window=DAY):
        raise Refused("今天办的次数太多，请明天再试", code="too_many_tries")


def _administered(request: Request, code: str) -> "Enterprise":
    _enterprises_only(request)
    found = queries.own_enterprise(request.actor, code)
    if not queries.administers(request.actor, found.pk):
        raise NotFound("enterprise")
    return found


def _enterprises_only(request: Request) -> None:
    if request.actor.role is not Role.ENTERPRISE or request.actor.person is None:
        raise NotFound("people")


def _confirm(
    request: Request, title: str, yes: str, consequences: tuple[str, ...], do: Any, message: str
) -> HttpResponseBase:
    back = reverse("portal:people")
    return submit(
        request, Press, template="web/confirm.html",
        context={"title": title, "yes": yes, "consequences": consequences, "back": back, "crumbs": _crumbs(yes)},
        do=do, done=lambda result: back, message=message,
    )  # fmt: skip


def _crumbs(label: str) -> list[Link]:
    return [Link("我的企业", reverse("portal:mine")), Link("企业人员", reverse("portal:people")), Link(label)]
