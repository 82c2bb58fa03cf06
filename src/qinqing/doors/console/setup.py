"""What a new county still lacks before it can take its first appeal: each line read from the tables, never ticked by hand."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse

from qinqing.doors.console.navigation import ROLES
from qinqing.kernel.actors import BUREAU, DEPARTMENT, Actor, Role
from qinqing.kernel.phrases import local
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.rules import SECTIONS, OrganKind
from qinqing.services.accounts import queries as accounts
from qinqing.services.calendar import queries as calendar
from qinqing.services.documents import queries as documents
from qinqing.services.journal.queries import Kept, all_kept
from qinqing.services.notifications import queries as notifications
from qinqing.services.notifications.rules.media import Medium

FEW = 8
SYSTEM, SECURITY, AUDIT = (frozenset({role}) for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN))
KINDS = (
    OrganKind.LEADERSHIP, OrganKind.OFFICE, OrganKind.BUREAU, OrganKind.INSPECTORATE, OrganKind.CITY_CENTRE,
    OrganKind.DEPARTMENT,
)  # fmt: skip
WANTED = (Role.MAYOR, Role.DEPUTY, Role.OFFICE, Role.INTAKE, Role.BUREAU_HEAD, Role.INSPECTOR, Role.CITY)


class Check(NamedTuple):
    """One line: who does it and where; ``lacks`` tells on a day what is missing, a sentence each."""

    key: str
    title: str
    why: str
    roles: frozenset[Role]
    place: str
    url: Callable[[], str] | None
    lacks: Callable[[date], list[str]]
    needed: bool = True


class Line(NamedTuple):
    """One line as somebody reads it; ``url`` only for who may do it."""

    check: Check
    lacks: list[str]
    who: str
    url: str

    @property
    def done(self) -> bool:
        """Nothing is missing."""
        return not self.lacks


def lines(actor: Actor, on: date) -> list[Line]:
    """The whole list for one reader."""
    return [Line(one, one.lacks(on), _who(one), _url(one, actor)) for one in CHECKS]


def waiting(actor: Actor, on: date) -> list[Line]:
    """What this reader has yet to do before the county can begin; only the reader's own lines are looked at."""
    own = (one for one in CHECKS if one.needed and actor.role in one.roles)
    return [Line(one, lacks, _who(one), _url(one, actor)) for one in own if (lacks := one.lacks(on))]


def _who(one: Check) -> str:
    return "、".join(role.label for role in sorted(one.roles))


def _url(one: Check, actor: Actor) -> str:
    if one.url is None or actor.role not in one.roles or actor.role not in ROLES[one.place]:
        return ""
    return one.url()


def _few(names: Iterable[str]) -> str:
    told = list(names)
    return "、".join(told[:FEW]) + (f"等 {len(told)} 个" if len(told) > FEW else "")


def _name(on: date) -> list[str]:
    return [] if register.entered().name or settings.QINQING_COUNTY_GIVEN else ["县名还没有填写"]


def _organs(on: date) -> list[str]:
    there = {one.kind for one in register.organs()}
    missing = [kind.label for kind in KINDS if kind not in there]
    return [f"还没有登记：{_few(missing)}"] if missing else []


def _posts(on: date) -> list[str]:
    held = register.held_posts(on)
    roles = {post.role for post in held}
    missing = [role.label for role in WANTED if role not in roles]
    said = [f"没有人任职：{_few(missing)}"] if missing else []
    for role in sorted(DEPARTMENT):
        seated = {post.organ for post in held if post.role == role}
        without = [one.label for one in register.assignable() if one.id not in seated]
        said += [f"没有{role.label}：{_few(without)}"] if without else []
    return said


def _portfolios(on: date) -> list[str]:
    deputies = [post for post in register.held_posts(on) if post.role == Role.DEPUTY]
    without = [post.title for post in deputies if not post.sections]
    if not deputies:
        return ["还没有分管副县长任职"]
    return [f"没有分管行业：{_few(without)}"] if without else []


def _industries(on: date) -> list[str]:
    held = {letter for post in register.held_posts(on) for letter in post.sections}
    free = [name for letter, name in SECTIONS.items() if letter not in held]
    return [f"没有副县长分管：{_few(free)}"] if free else []


def _passwords(on: date) -> list[str]:
    waiting = accounts.without_password(register.holding_accounts(on))
    return [f"{len(waiting)} 人还没有密码，登录不了：{_few(one.name for one in waiting)}"] if waiting else []


def _edition(on: date) -> list[str]:
    edition = plan.in_force(on)
    words = "现用随程序提供的第 1 版；请逐项核对各项时限，与本县方案不同的，起草新版本"
    return [words] if edition.number == 1 else []


def _awaited(*, next_year: bool) -> Callable[[date], list[str]]:
    def lacks(on: date) -> list[str]:
        years = [year for year in calendar.awaited(on) if (year > on.year) is next_year]
        return [f"{year}年放假通知还没有生效，跨进这一年的时限都是暂定的" for year in years]

    return lacks


def _contact(on: date) -> list[str]:
    points = register.county().points
    if not points:
        return ["还没有联系点，企业不知道打哪个电话、到哪里找谁"]
    return [] if any(point.phone for point in points) else ["联系点都没有电话"]


def _enterprises(on: date) -> list[str]:
    return ["登记册还是空的；有名册，登记诉求时就能查到企业"] if register.is_empty() else []


def _duties(on: date) -> list[str]:
    without = [one.label for one in register.assignable() if not register.duties_of(one.id)]
    if not register.assignable():
        return ["还没有可以转办的单位，请先登记机构"]
    return [f"清单还空着，暂按通常职责推荐：{_few(without)}"] if without else []


def _mail(on: date) -> list[str]:
    used = {channel.medium for channel in notifications.active_channels()}
    return [] if Medium.MAIL in used else ["没有启用邮件通道，消息只在系统里看得到"]


def _texts(on: date) -> list[str]:
    used = {channel.medium for channel in notifications.active_channels()}
    return [] if Medium.SMS in used else ["没有启用短信通道，企业人员不能用手机验证码登录"]


def _mailbox(on: date) -> list[str]:
    said = "没有设置，企业发来的邮件要自己到邮箱里看、逐封登记；请运行维护人员在服务器上设置 QINQING_IMAP_HOST 等"
    return [] if settings.QINQING_IMAP["host"] else [said]


def _scans(on: date) -> list[str]:
    said = "没有安装，传真、来信的扫描件要照着录入；要用的话，请运行维护人员按运行维护说明的“Scans”一节安装"
    return [] if documents.can_recognise() else [said]


def _previews(on: date) -> list[str]:
    said = "没有安装 LibreOffice，Word、WPS 等文件只能下载后打开；要用的话，请运行维护人员按运行维护说明的“Previews”一节安装"
    if fault := documents.hindrance():
        return [f"{fault}；做法见运行维护说明的“Previews”一节"]
    return [] if documents.converts() else [said]


def _kept(what: Kept, advice: str) -> Callable[[date], list[str]]:
    def lacks(on: date) -> list[str]:
        last = all_kept().get(what)
        if last is None:
            return [f"还没有做过；{advice}"]
        days = (on - local(last).date()).days
        return [f"最近一次是 {days} 天以前；{advice}"] if days > 7 else []

    return lacks


def _to(name: str, *args: str) -> Callable[[], str]:
    return lambda: reverse(name, args=args)


CHECKS: tuple[Check, ...] = (
    Check("name", "县名", "写在每个页面、公文和消息里", SYSTEM, "console:county", _to("console:county_name"), _name),
    Check("organs", "机构", "诉求转给谁办（四(一)1）", SYSTEM, "console:imports", _to("console:import_new", "organs"), _organs),
    Check("posts", "岗位和人员", "每一步由谁办", SECURITY, "console:imports", _to("console:import_new", "staff"), _posts),
    Check("portfolios", "副县长分管行业", "谁分管谁负责（五(三)）", SECURITY, "console:organs", _to("console:organs"), _portfolios),
    Check("passwords", "首次密码", "导入的人有了密码才能登录", SECURITY, "console:accounts", _to("console:first_passwords"), _passwords),
    Check("calendar", "工作日历", "时限按工作日计算", SYSTEM, "console:calendar", _to("console:calendar"), _awaited(next_year=False)),
    Check("contact", "联系点", "主动公开联系方式（四）", BUREAU | SYSTEM, "console:county", _to("console:county"), _contact),
    Check("edition", "制度各项时限", "《活动方案》由县里定的数字", BUREAU & {Role.BUREAU_HEAD} | SYSTEM, "console:plan",
          _to("console:plan"), _edition, needed=False),
    Check("next_year", "明年的放假安排", "国务院办公厅十一月前后公布", SYSTEM, "console:calendar", _to("console:calendar"),
          _awaited(next_year=True), needed=False),
    Check("industries", "每个行业都有人分管", "没有人分管的行业，上接待日时要另行确定（五(三)）", SECURITY, "console:organs",
          _to("console:organs"), _industries, needed=False),
    Check("enterprises", "企业名册", "登记时查找、走访和覆盖面都用它", BUREAU, "console:imports",
          _to("console:import_new", "enterprises"), _enterprises, needed=False),
    Check("duties", "权责清单", "转办时的推荐由此得出", BUREAU | SYSTEM, "console:duties", _to("console:duties"), _duties,
          needed=False),
    Check("mail", "邮件通道", "把消息发到邮箱", SYSTEM, "console:channels", _to("console:channels"), _mail, needed=False),
    Check("texts", "短信通道", "手机验证码，发给企业和工作人员的短信", SYSTEM, "console:channels", _to("console:channels"), _texts,
          needed=False),
    Check("mailbox", "收信邮箱", "企业发来的邮件自动成为来信（四）", SYSTEM, "console:setup", None, _mailbox, needed=False),
    Check("scans", "扫描件的文字识别", "传真和纸质材料不用照着打字", SYSTEM, "console:setup", None, _scans, needed=False),
    Check("previews", "Word、WPS 等文件的预览", "不用装 WPS 也看得到", SYSTEM, "console:setup", None, _previews, needed=False),
    Check("backup", "备份", "机器坏了还能恢复", SYSTEM, "console:setup", None,
          _kept(Kept.BACKUP, "请运行维护人员在服务器上运行 qinqing backup，并每天自动运行"), needed=False),
    Check("seals", "留痕的副本", "有人改动数据库，拿它能查出来", AUDIT, "console:setup", None,
          _kept(Kept.SEALS, "请在服务器上运行 qinqing seal --out，把文件存放到系统之外"), needed=False),
)  # fmt: skip
