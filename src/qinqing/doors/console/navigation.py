"""The desk's menu: each post sees the places it works in."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, NamedTuple

from django.http import HttpResponseBase
from django.urls import reverse

from qinqing.doors.console.topics import topic
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import ADMINISTRATORS, BUREAU, DEPARTMENT, LEADERS, STAFF, Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.procedure.register import queries as register

View = Callable[..., HttpResponseBase]
WORK = STAFF - ADMINISTRATORS
UPPER = BUREAU | {Role.OFFICE, Role.DEPUTY, Role.MAYOR, Role.INSPECTOR}


class Finder(NamedTuple):
    """The box above every page: what it is called, where it leads with what was typed, and what may be typed."""

    label: str
    page: str
    name: str
    hint: str


GROUPS: tuple[tuple[tuple[str, str, frozenset[Role]], ...], ...] = (
    (
        ("待办", "console:desk", STAFF),
        ("一屏", "console:leader", LEADERS),
        ("诉求", "console:appeals", WORK),
        ("登记诉求", "console:intake", frozenset({Role.INTAKE})),
        ("来信", "console:letters", frozenset({Role.INTAKE})),
        ("转来诉求", "console:hand_down", frozenset({Role.CITY})),
    ),
    (
        ("汇总上报", "console:batches", BUREAU | {Role.OFFICE}),
        ("征求意见", "console:consultations", DEPARTMENT | {Role.OFFICE}),
        ("相似诉求", "console:themes", UPPER),
        ("接待日", "console:days", WORK - {Role.CITY}),
        ("会议纪要", "console:minutes_list", WORK - {Role.CITY}),
        ("决定事项", "console:items", WORK - {Role.CITY}),
        ("公文", "console:papers", WORK),
        ("往来", "console:parcels", frozenset({Role.INTAKE, Role.OFFICE, Role.SYSTEM_ADMIN})),
        ("报告圈阅", "console:circulations", frozenset({Role.OFFICE, Role.DEPUTY, Role.MAYOR})),
    ),
    (
        ("季度督查", "console:inspections", UPPER | DEPARTMENT),
        ("督办单", "console:urgings", UPPER | DEPARTMENT),
        ("回访与整改", "console:follow_ups", BUREAU | DEPARTMENT),
        ("抽样回访", "console:samples", UPPER),
        ("统计", "console:statistics", UPPER | DEPARTMENT),
        ("执行检查", "console:checks", UPPER),
        ("推演", "console:foresight", UPPER - {Role.DEPUTY}),
        ("月度通报", "console:bulletins", UPPER),
        ("大屏", "console:wall", UPPER - {Role.DEPUTY}),
    ),
    (
        ("走访", "console:visits", UPPER | DEPARTMENT),
        ("宣传", "console:campaigns", UPPER | DEPARTMENT),
        ("宣传栏海报", "console:poster", UPPER | DEPARTMENT),
        ("覆盖面", "console:coverage", UPPER | DEPARTMENT),
        ("企业", "console:enterprises", UPPER),
        ("导入", "console:imports", BUREAU | {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}),
        ("机构与人员", "console:organs", STAFF),
        ("新县启用", "console:setup", BUREAU | ADMINISTRATORS),
        ("本县信息", "console:county", BUREAU | {Role.SYSTEM_ADMIN}),
        ("反映提示", "console:prompts", BUREAU | {Role.SYSTEM_ADMIN}),
        ("权责清单", "console:duties", WORK - {Role.CITY} | {Role.SYSTEM_ADMIN}),
        ("制度", "console:plan", STAFF),
        ("工作日历", "console:calendar", STAFF),
        ("公文模板", "console:templates", STAFF - {Role.CITY}),
        ("消息文字", "console:wordings", frozenset({Role.OFFICE, Role.BUREAU_HEAD, Role.SYSTEM_ADMIN})),
        ("发送通道", "console:channels", frozenset({Role.SYSTEM_ADMIN})),
        ("发送情况", "console:deliveries", frozenset({Role.SYSTEM_ADMIN, Role.OFFICE})),
        ("对接单位", "console:peers", frozenset({Role.SYSTEM_ADMIN})),
        ("账号", "console:accounts", frozenset({Role.SECURITY_ADMIN})),
        ("重置二次验证", "console:resets", ADMINISTRATORS),
        ("留痕", "console:journal", frozenset({Role.AUDIT_ADMIN})),
        ("查阅记录", "console:openings", frozenset({Role.AUDIT_ADMIN})),
    ),
)

# Of the departments, only townships and parks go to enterprises for the county, 五(四).
PLACES_ALONE = frozenset({"console:visits", "console:campaigns", "console:poster", "console:coverage"})

# What the box above every page looks for. Administrators do not read appeals.
APPEALS_FOUND = Finder("查找诉求", "console:appeals", "q", "编号、企业、内容，两个字也能查")
FINDERS = {
    Role.SYSTEM_ADMIN: Finder("查找机构", "console:organs", "q", "机构名称"),
    Role.SECURITY_ADMIN: Finder("查找账号", "console:accounts", "q", "姓名、用户名、电话"),
    Role.AUDIT_ADMIN: Finder("查找谁的记录", "console:journal", "who", "用户名或姓名"),
}

DESK = (
    "/desk/",
    "/password/",
    "/second-factor/",
    "/logins/",
    "/tokens/",
    "/help/api",
)  # where staff are shown the desk's frame

address = cache(reverse)  # of pages without arguments
ROLES = {name: roles for group in GROUPS for _, name, roles in group} | {
    "console:package_new": frozenset({Role.INTAKE}),
}


def admit(request: Request, name: str) -> None:
    """A page that is not in somebody's menu is not there for them: raises NotFound."""
    if request.actor.role not in ROLES[name] or not _is_in_place(request.actor, name):
        raise NotFound(name)


def way_to(request: Request, label: str, name: str) -> Link:
    """A crumb to a place of the menu; only its name for those who read one thing there and not the whole list."""
    return Link(label, address(name) if request.actor.role in ROLES[name] else "")


def staff_only(view: View) -> View:
    """The view for those who hold a post; for everybody else there is no such page: raises NotFound."""

    @wraps(view)
    def at_the_desk(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.actor.role not in STAFF:
            raise NotFound(request.path)
        return view(request, *args, **kwargs)

    return at_the_desk


def desk(request: Request) -> dict[str, object]:
    """Context for every desk page: the menu of the actor's post, and where the guide tells of the page."""
    if request.actor.role not in STAFF or not request.path.startswith(DESK):
        return {}
    groups = [
        {
            name: Link(label, address(name))
            for label, name, roles in group
            if request.actor.role in roles and _is_in_place(request.actor, name)
        }
        for group in GROUPS
    ]
    path = request.path.replace("/desk/findings/", "/desk/inspections/", 1)
    covering = {link.url: name for group in groups for name, link in group.items() if _covers(link.url, path)}
    here = max(covering, key=len, default="")
    return {
        "finder": FINDERS.get(request.actor.role, APPEALS_FOUND),
        "nav": [[link._replace(active=link.url == here) for link in group.values()] for group in groups if group],
        "help_url": _help(request, covering.get(here, "")) if any(groups) else "",
    }


def _help(request: Request, place: str) -> str:
    """Where the guide tells of the page: of the page itself, else of the place in the menu that it belongs to."""
    page = getattr(request.resolver_match, "view_name", "")
    return address("console:help") + (topic(page, request.actor) or topic(place, request.actor))


def _is_in_place(actor: Actor, name: str) -> bool:
    return name not in PLACES_ALONE or actor.role not in DEPARTMENT or register.is_place(actor.organ)


def _covers(url: str, path: str) -> bool:
    """The longest address that covers a page is where the reader is; the desk's own covers nothing but itself."""
    return path == url or (url != "/desk/" and path.startswith(url))
