"""Posts, who holds them, who stands in, and which deputy answers for which industry."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db.models import Q

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import NotFound, Refused
from qinqing.kernel.phrases import local
from qinqing.kernel.shaping import clean_line
from qinqing.procedure.register import events
from qinqing.procedure.register.actions.organs import check_code
from qinqing.procedure.register.actions.version import changing
from qinqing.procedure.register.models import Holding, Organ, Post
from qinqing.procedure.register.permits import may_keep_posts
from qinqing.procedure.register.queries.stored import holding_rows, post_columns
from qinqing.procedure.register.queries.table import table
from qinqing.procedure.register.rules import SEATS, SECTIONS, HoldingKind, overlaps
from qinqing.services.accounts import queries as accounts
from qinqing.services.journal.actions import record

PORTFOLIO = "五(三)"


@changing()
def add_post(
    *, code: str, organ: int, role: str, title: str, sections: Iterable[str] = (), by: Actor, at: datetime
) -> Post:
    """A new post in an organ; ``sections`` only for deputy mayors.

    Raises Refused for an actor without the right, a role that the organ cannot have, a code in use, an industry that
    another deputy answers for.
    """
    may_keep_posts(by).enforce()
    seat = Organ.objects.filter(pk=organ, active=True).first()
    if seat is None:
        raise NotFound
    post = Post(code=check_code(code), organ=seat, role=_role(role, seat), title=_title(title))
    post.sections = _portfolio(post, sections)
    if Post.objects.filter(code=post.code).exists():
        raise Refused(f"岗位代号“{post.code}”已使用，请换一个", code="taken")
    post.save()
    facts = {"organ": seat.name, "title": post.title, "role": Role(post.role).label}
    record(post.subject, events.POST_ADDED, by=by, at=at, facts=facts, sets=post_columns(post, []))
    return post


@changing()
def rename_post(post_id: int, *, title: str, by: Actor, at: datetime) -> Post:
    """Another title for a post. Raises Refused, NotFound."""
    post = _open(post_id, by)
    before, post.title = post.title, _title(title)
    if before == post.title:
        raise Refused("岗位名称没有变化，请修改后再保存")
    return _keep(post, events.POST_AMENDED, by, at, {"before": before, "title": post.title}, {"title": post.title})


@changing()
def close_post(post_id: int, *, by: Actor, at: datetime) -> Post:
    """Nobody takes this post any more; its portfolio falls vacant. Raises Refused while somebody holds it."""
    post = _open(post_id, by)
    if post.holdings.filter(_lasting(local(at).date())).exists():
        raise Refused("还有人任职或代班，请先结束任职，再撤销岗位")
    post.active, post.sections = False, []
    return _keep(post, events.POST_CLOSED, by, at, {"title": post.title}, {"active": False, "sections": []})


@changing()
def set_portfolio(post_id: int, *, sections: Iterable[str], by: Actor, at: datetime) -> Post:
    """分管: the industries (GB/T 4754 sections) a deputy mayor answers for, 五(三); each has at most one deputy.

    Raises Refused for a post that is no deputy's and for an industry that another deputy answers for.
    """
    post = _open(post_id, by)
    before = post.sections
    post.sections = _portfolio(post, sections)
    if before == post.sections:
        raise Refused("分管行业没有变化，请修改后再保存", clause=PORTFOLIO)
    facts = {"before": before, "sections": post.sections}
    return _keep(post, events.PORTFOLIO_SET, by, at, facts, {"sections": post.sections})


@changing()
def appoint(post_id: int, *, account: int, since: date, until: date | None = None, by: Actor, at: datetime) -> Holding:
    """任职: another person holds a post from a day on. Raises Refused for an overlapping holding and for oneself, NotFound."""
    return _take(post_id, HoldingKind.PRINCIPAL, account, since, until, by, at)


@changing()
def substitute(
    post_id: int, *, account: int, since: date, until: date | None = None, by: Actor, at: datetime
) -> Holding:
    """AB角: a person may act in a post in its holder's name. Raises Refused for an overlapping holding, NotFound."""
    return _take(post_id, HoldingKind.SUBSTITUTE, account, since, until, by, at)


@changing()
def end_holding(holding_id: int, *, until: date, by: Actor, at: datetime) -> Holding:
    """离任: the last day of a holding, today at the latest moment or later; what was done before stays done.

    Raises Refused for a day before the holding began or before yesterday: the past is not changed.
    """
    may_keep_posts(by).enforce()
    holding = Holding.objects.select_related("post", "account").filter(pk=holding_id).first()
    if holding is None:
        raise NotFound
    if until < holding.since:
        raise Refused("离任日期不能早于任职日期，请改正")
    if until < local(at).date() - timedelta(days=1):
        raise Refused("离任日期不能早于昨天，已办的事不能改变，请改正")
    if holding.until is not None and holding.until < until:
        raise Refused("这项任职已在更早的日期结束，如需延长请重新任命")
    holding.until = until
    holding.save(update_fields=["until"])
    facts = {"name": holding.account.name, "kind": HoldingKind(holding.kind).label, "until": until}
    _record_holdings(holding.post, events.HOLDING_ENDED, by, at, facts)
    return holding


def _take(
    post_id: int, kind: HoldingKind, account: int, since: date, until: date | None, by: Actor, at: datetime
) -> Holding:
    post = _open(post_id, by)
    if by.person == account:
        raise Refused("不能给自己任职或代班，请由另一位安全管理员办理")
    person = accounts.account(account)
    if until is not None and until < since:
        raise Refused("结束日期不能早于开始日期，请改正")
    if not person.is_active:
        raise Refused(f"{person.name}的账号已停用，请先启用账号")
    same = post.holdings.filter(_lasting(since), account_id=account)
    if (same.filter(since__lte=until) if until else same).exists():
        raise Refused(f"{person.name}在这段时间已有该岗位的任职或代班，请先结束原来的一项")
    _check_apart(post, account, since)
    holding = Holding.objects.create(post=post, account_id=account, kind=kind, since=since, until=until)
    event = events.POST_HELD if kind is HoldingKind.PRINCIPAL else events.POST_SUBSTITUTED
    facts = {"name": person.name, "since": since, "until": until}
    _record_holdings(post, event, by, at, facts)
    return holding


def _check_apart(post: Post, account: int, since: date) -> None:
    """三员分立: whoever administers one thing holds no other post."""
    apart = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
    held = Holding.objects.filter(_lasting(since), account_id=account, post__active=True).exclude(post=post)
    others = set(held.values_list("post__role", flat=True)) - {post.role}
    if others and (post.role in apart or others & apart):
        raise Refused("系统、安全、审计管理员须专人专岗，不能与其他岗位兼任，请另选人员")


def _lasting(on: date) -> Q:
    return Q(until__isnull=True) | Q(until__gte=on)


def _open(post_id: int, by: Actor) -> Post:
    may_keep_posts(by).enforce()
    post = Post.objects.select_related("organ").filter(pk=post_id).first()
    if post is None:
        raise NotFound
    if not post.active:
        raise Refused("该岗位已撤销，不能再更改，请选现有岗位")
    return post


def _keep(
    post: Post, event: str, by: Actor, at: datetime, facts: Mapping[str, object], sets: Mapping[str, object]
) -> Post:
    post.save(update_fields=list(sets))
    record(post.subject, event, by=by, at=at, facts=facts, sets=sets)
    return post


def _record_holdings(post: Post, event: str, by: Actor, at: datetime, facts: Mapping[str, object]) -> None:
    rows = holding_rows(list(post.holdings.order_by("pk")))
    record(post.subject, event, by=by, at=at, facts=facts, sets={"holdings": rows})


def _role(role: str, organ: Organ) -> str:
    if role not in SEATS:
        raise Refused("没有这种岗位角色，请从列表中选择")
    if organ.kind not in SEATS[Role(role)]:
        raise Refused(f"{organ.name}不设“{Role(role).label}”岗位，请另选机构或角色")
    return role


def _title(title: str) -> str:
    cleaned = clean_line(title, limit=100)
    if not cleaned:
        raise Refused("岗位名称不能为空，请填写")
    return cleaned


def _portfolio(post: Post, sections: Iterable[str]) -> list[str]:
    wanted = sorted(set(sections))
    if wanted and post.role != Role.DEPUTY:
        raise Refused("只有副县长的岗位有分管行业，请留空", clause=PORTFOLIO)
    if not set(wanted) <= SECTIONS.keys():
        raise Refused("行业门类须是 A 到 T 的字母，请从列表中选择", clause=PORTFOLIO)
    taken = overlaps(wanted, (other for other in table().posts.values() if other.id != post.pk))
    if taken:
        section, other = min(taken.items())
        raise Refused(f"“{SECTIONS[section]}”已由{other.title}分管，请先调整其分管行业", clause=PORTFOLIO)
    return wanted
