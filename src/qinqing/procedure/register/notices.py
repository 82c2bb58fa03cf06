"""Who hears of accounts, posts, leave and enterprises' people. Everything else is looked up when it is needed."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from qinqing.kernel.actors import ADMINISTRATORS, Role
from qinqing.procedure.register import events
from qinqing.procedure.register.models import Enterprise, Holding, Leave, Membership
from qinqing.procedure.register.queries.table import table
from qinqing.procedure.register.rules import HoldingKind
from qinqing.services.accounts import queries as accounts
from qinqing.services.journal.queries import Entry
from qinqing.services.notifications.rules import Kind, Line, Recipient, Story, Table, desk, person, words_of


def stories(entries: Sequence[Entry]) -> Iterator[Story]:
    """Each entry with its row: an enterprise, a post, a leave or an account. These are rare, and looked up one by one."""
    for entry in entries:
        kind, _, code = entry.subject.partition("/")
        about = _about(kind, code)
        if about is not None:
            yield Story(entry, about, _words(entry, about), code)


def _about(kind: str, code: str) -> Any:
    if kind == "enterprise":
        return Enterprise.objects.filter(code=code).first()
    if kind == "post":
        return next((one for one in table().posts.values() if one.code == code), None)
    if kind == "leave":
        return Leave.objects.filter(code=code).first()
    return accounts.account_by_username(code) if kind == "account" else None


def _words(entry: Entry, about: Any) -> dict[str, str]:
    return words_of(entry) | {"enterprise": getattr(about, "name", ""), "post": getattr(about, "label", "")}


def intake(story: Story) -> list[Recipient]:
    """The bureau's clerks, who confirm who speaks for an enterprise."""
    return [desk(Role.INTAKE)]


def member(story: Story) -> list[Recipient]:
    """The people of the enterprise that this entry is about, by name: the record keeps no more."""
    links = Membership.objects.filter(enterprise=story.about, account__name=story.entry.facts.get("name", ""))
    return [person(account) for account in links.values_list("account", flat=True)]


def members_administrators(story: Story) -> list[Recipient]:
    """Whoever administers the enterprise's people, but for whoever this entry is about, and whoever did it."""
    links = Membership.objects.filter(enterprise=story.about, administers=True, ended_at=None)
    told = links.exclude(account__name=story.entry.facts.get("name", ""))
    return [
        person(account) for account in told.exclude(account=story.entry.by.person).values_list("account", flat=True)
    ]


def holder(story: Story) -> list[Recipient]:
    """The person this entry puts into a post."""
    people = Holding.objects.filter(post=story.about.id).order_by("-pk").values_list("account", flat=True)
    return [person(people[0])] if people else []


def stand_ins(story: Story) -> list[Recipient]:
    """Whoever stands in for the person on leave."""
    leave = story.about
    lasting: dict[str, date] = {"since__lte": leave.until}
    posts = Holding.objects.filter(account=leave.account_id, kind=HoldingKind.PRINCIPAL, **lasting).values("post")
    rows = Holding.objects.filter(post__in=posts, kind=HoldingKind.SUBSTITUTE, **lasting).exclude(until__lt=leave.since)
    return [person(account) for account in rows.order_by("pk").values_list("account", flat=True)]


def whose_account(story: Story) -> list[Recipient]:
    """Whose account it is."""
    return [person(story.about.pk)]


def administrators(story: Story) -> list[Recipient]:
    """Of the three of them the two who did not ask: another one settles it."""
    return [desk(role) for role in sorted(ADMINISTRATORS - {story.entry.by.role})]


def _line(event: str, whom: Any, title: str, text: str = "", kind: Kind = Kind.AFFAIRS, link: str = "") -> Line:
    return Line(f"register.{event}", kind, whom, title, text, link)


ASKED = "{name}申请为{enterprise}办事"
TOLD: dict[str, tuple[Line, ...]] = {
    events.MEMBERSHIP_ASKED: (
        _line("membership_asked", intake, ASKED + "，请核实", "核实身份后在企业页面确认。", Kind.TURN, "enterprise"),
        _line(
            "membership_asked_own",
            members_administrators,
            ASKED,
            "是本企业的人，请在“企业人员”里确认。",
            Kind.TURN,
            "mine",
        ),
    ),
    events.MEMBERSHIP_CONFIRMED: (
        _line("membership_confirmed", member, "您可以为{enterprise}办事了", "", link="mine"),
        _line(
            "membership_joined",
            members_administrators,
            "{name}可以为{enterprise}办事了",
            "不是本企业的人，请在“企业人员”里移出。",
            link="mine",
        ),
    ),
    events.MEMBERSHIP_ENDED: (
        _line("membership_ended", member, "您不再为{enterprise}办事", "如有疑问请联系企业管理员或工信商务局。"),
    ),
    events.ADMINISTRATOR_NAMED: (
        _line(
            "administrator_named",
            member,
            "您是{enterprise}的企业管理员了",
            "可以邀请、确认和移出企业的人。",
            link="mine",
        ),
    ),
    events.MOBILE_BOUND: (
        _line(
            "mobile_bound",
            whose_account,
            "您的账号绑定了登录手机号：{phone}",
            "不是您本人绑定的，请立即联系工信商务局。",
        ),
    ),
    events.POST_HELD: (_line("post_held", holder, "请您担任：{post}"),),
    events.POST_SUBSTITUTED: (
        _line("post_substituted", holder, "请您代班：{post}", "本人请假时，这个岗位的事由您办理。"),
    ),
    events.LEAVE_TAKEN: (_line("leave_taken", stand_ins, "{name}请假，请您代班", "请假期间，其岗位的事由您办理。"),),
    "accounts.account.password_reset": (
        _line("password_reset", whose_account, "您的密码由安全管理员重置", "不是您要求的，请立即联系安全管理员。"),
    ),
    events.TOKEN_ISSUED: (
        _line(
            "token_issued",
            whose_account,
            "您发放了令牌：{name}",
            "不是您本人发放的，请立即修改密码：全部令牌随之作废。",
        ),
    ),
    events.RESET_ASKED: (
        _line(
            "reset_asked",
            administrators,
            "有人的二次验证要重置，请确认",
            "请先核实是本人丢了手机。",
            Kind.TURN,
            "resets",
        ),
    ),
    events.RESET_GRANTED: (
        _line(
            "reset_granted",
            whose_account,
            "您的二次验证已重置",
            "下次登录重新开通。不是您要求的，请立即联系安全管理员。",
        ),
    ),
    events.SECOND_ENROLLED: (
        _line("second_enrolled", whose_account, "您的账号开通了二次验证", "不是您本人开通的，请立即联系安全管理员。"),
    ),
    events.SECOND_REPLACED: (
        _line("second_replaced", whose_account, "您的账号换了验证器", "不是您本人换的，请立即联系安全管理员。"),
    ),
    "accounts.account.renamed": (
        _line("renamed", whose_account, "您的姓名或联系方式已更改", "不是您要求的，请联系安全管理员。"),
    ),
}
IN_THE_REGISTER = "登记册随时可查，用到时读最新的"
SIGNING_IN = "登录记录由审计管理员查阅"
SILENT: dict[str, str] = {
    **dict.fromkeys(
        (
            events.COUNTY_NAMED, events.POINTS_SET, events.ELSEWHERE_SET,
            events.ORGAN_ADDED, events.ORGAN_AMENDED, events.ORGAN_ABOLISHED, events.ORGAN_DUTIES_SET, events.POST_ADDED, events.POST_AMENDED,
            events.POST_CLOSED, events.HOLDING_ENDED, events.PORTFOLIO_SET, events.LEAVE_ENDED,
            events.INVITED, events.INVITATION_WITHDRAWN, events.ENTERPRISE_ADDED, events.ENTERPRISE_AMENDED, events.ENTERPRISE_CODE_TOLD, events.CONTACTS_SET,
        ),
        IN_THE_REGISTER,
    ),
    **dict.fromkeys(
        (
            "accounts.account.signed_in", "accounts.account.signed_out", "accounts.account.sign_in_failed", "accounts.account.locked",
            "accounts.unknown.sign_in_failed", "accounts.unknown.locked", events.LOCK_LIFTED,
            "accounts.account.bound", "accounts.account.unbound", "accounts.unknown.outside_refused",
            "accounts.account.second_factor_failed", "accounts.account.second_factor_locked",
            "accounts.account.reconfirmed", "accounts.account.reconfirm_failed",
        ),
        SIGNING_IN,
    ),
    events.SECOND_GIVEN_UP: "本人自己停用的",
    events.CODES_RENEWED: "本人自己换发的",
    events.RESET_DECLINED: "管理员当面告诉本人",
    events.LOGIN_ENDED: "登录结束时，那台设备会说明",
    events.LOGINS_ENDED: "登录结束时，那些设备会说明",
    events.ACCOUNT_OPENED: "本人自己建的",
    "accounts.account.first_password": "首次密码当面交给本人",
    "accounts.account.created": "用户名和初始密码当面交给本人",
    "accounts.account.password_changed": "本人自己改的",
    events.TOKEN_REVOKED: "本人自己作废的",
    "accounts.account.deactivated": "停用的账号读不到消息",
    "accounts.account.activated": "由安全管理员当面告诉本人",
}  # fmt: skip
NOTICES = Table(stories, TOLD, SILENT)
