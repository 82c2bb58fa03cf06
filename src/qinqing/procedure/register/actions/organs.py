"""Adding, amending and abolishing organs."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.kernel.phrases import local
from qinqing.kernel.shaping import clean_line, clean_text
from qinqing.procedure.register.actions.version import changing
from qinqing.procedure.register.events import ENTERPRISE_AMENDED, ORGAN_ABOLISHED, ORGAN_ADDED, ORGAN_AMENDED
from qinqing.procedure.register.models import Enterprise, Holding, Organ
from qinqing.procedure.register.permits import may_keep_organs
from qinqing.procedure.register.queries.stored import organ_columns
from qinqing.procedure.register.rules import SINGLE, OrganKind
from qinqing.services.journal.actions import Pending, record, record_many

CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,58}[a-z0-9]")
LINES = ("name", "short_name", "phone")
_followers: list[Callable[..., None]] = []


def on_abolished(follow: Callable[..., None]) -> None:
    """Lets a later chapter hand on what an organ owes: ``follow(organ, heir=…, at=…)`` inside its abolition, by ids."""
    if follow not in _followers:
        _followers.append(follow)


@changing()
def add_organ(
    *,
    code: str,
    name: str,
    kind: str,
    short_name: str = "",
    former_names: Iterable[str] = (),
    duties: str = "",
    phone: str = "",
    by: Actor,
    at: datetime,
) -> Organ:
    """A new organ. Raises Refused for an actor without the right, a code or name in use, a second bureau or office."""
    may_keep_organs(by).enforce()
    organ = Organ(
        code=check_code(code), name=_name(name), kind=_kind(kind), short_name=clean_line(short_name, limit=60),
        former_names=_names(former_names), duties=clean_text(duties), phone=clean_line(phone),
    )  # fmt: skip
    _check_single(organ)
    _save(organ)
    record(organ.subject, ORGAN_ADDED, by=by, at=at, facts={"name": organ.name}, sets=organ_columns(organ))
    return organ


@changing()
def amend_organ(organ_id: int, *, by: Actor, at: datetime, **changes: object) -> Organ:
    """Changes name, short_name, former_names, kind, duties or phone; a changed name joins the former names.

    Raises Refused for an abolished organ and where nothing changes, NotFound.
    """
    may_keep_organs(by).enforce()
    organ = _active(organ_id)
    before = organ_columns(organ)
    _apply(organ, changes)
    _check_single(organ)
    changed = {name: value for name, value in organ_columns(organ).items() if before[name] != value}
    if not changed:
        raise Refused("没有要更改的内容，请修改后再保存")
    _save(organ)
    facts = {"changed": sorted(changed), "before": {name: before[name] for name in changed}}
    record(organ.subject, ORGAN_AMENDED, by=by, at=at, facts=facts, sets=changed)
    return organ


def _apply(organ: Organ, changes: dict[str, object]) -> None:
    unknown = changes.keys() - {*LINES, "former_names", "kind", "duties"}
    if unknown:
        raise TypeError(f"an organ has no {', '.join(sorted(unknown))} to amend")
    former = list(organ.former_names)
    if "former_names" in changes:
        former = _names(changes["former_names"])  # type: ignore[arg-type]  # forms give a list
    if "name" in changes and _name(str(changes["name"])) != organ.name:
        former = list(dict.fromkeys([*former, organ.name]))
        organ.name = _name(str(changes["name"]))
    organ.former_names = [name for name in former if name != organ.name]
    organ.short_name = clean_line(str(changes.get("short_name", organ.short_name)), limit=60)
    organ.phone = clean_line(str(changes.get("phone", organ.phone)))
    organ.duties = clean_text(str(changes.get("duties", organ.duties)))
    organ.kind = _kind(str(changes.get("kind", organ.kind)))


@changing()
def abolish_organ(organ_id: int, *, successor: int | None, reason: str = "", by: Actor, at: datetime) -> Organ:
    """撤并: the organ gets nothing new; its names, and what it still owes, lead to the successor from now on.

    The enterprises of a township or park are its successor's.

    Raises Refused while somebody still holds one of its posts, and for a successor that is itself abolished.
    """
    may_keep_organs(by).enforce()
    organ = _active(organ_id)
    heir = None if successor is None else _active(successor)
    if heir is not None and heir.pk == organ.pk:
        raise Refused("不能并入它自己，请另选承接单位")
    if _is_held(organ.pk, local(at).date()):
        raise Refused("该机构的岗位还有人任职，请先由安全管理员结束任职，再办理撤并")
    organ.active, organ.succeeded_by = False, heir
    _save(organ)
    facts = {"reason": clean_line(reason), "successor": heir.name if heir else ""}
    record(
        organ.subject, ORGAN_ABOLISHED, by=by, at=at, facts=facts,
        sets={"active": False, "succeeded_by": organ.succeeded_by_id},
    )  # fmt: skip
    if heir is not None:
        _move_enterprises(organ, heir, by, at)
    for follow in _followers:
        follow(organ.pk, heir=organ.succeeded_by_id, at=at)
    return organ


def _move_enterprises(organ: Organ, heir: Organ, by: Actor, at: datetime) -> None:
    rows = Enterprise.objects.filter(township=organ)
    told = {"changed": ["township"], "before": {"township": organ.pk}}
    record_many(
        [
            Pending(enterprise.subject, ENTERPRISE_AMENDED, by, at, "", told, {"township": heir.pk})
            for enterprise in rows.order_by("pk")
        ]
    )
    rows.update(township=heir)


def _is_held(organ: int, on: date) -> bool:
    lasting = Q(until__isnull=True) | Q(until__gte=on)
    return Holding.objects.filter(lasting, post__organ_id=organ, post__active=True).exists()


def _active(organ_id: int) -> Organ:
    organ = Organ.objects.filter(pk=organ_id).first()
    if organ is None:
        raise NotFound
    if not organ.active:
        raise Refused(f"{organ.name}已撤并，不能再更改，请选现有机构")
    return organ


def check_code(code: str) -> str:
    """A code that fits an address. Raises Refused."""
    if not CODE.fullmatch(code):
        raise Refused("代号须用 2 至 60 个小写字母、数字或连字符，请改正")
    return code


def _name(name: str) -> str:
    cleaned = clean_line(name)
    if not cleaned:
        raise Refused("机构名称不能为空，请填写")
    return cleaned


def _names(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, map(clean_line, names))))


def _kind(kind: str) -> OrganKind:
    try:
        return OrganKind(kind)
    except ValueError:
        raise Refused("没有这一类机构，请从列表中选择") from None


def _check_single(organ: Organ) -> None:
    others = Organ.objects.filter(kind=organ.kind, active=True).exclude(pk=organ.pk)
    if organ.kind in SINGLE and others.exists():
        raise Refused(f"登记册里已有{OrganKind(organ.kind).label}，只能有一个，请更改原有机构")


def _save(organ: Organ) -> None:
    try:
        with transaction.atomic():
            organ.save()
    except IntegrityError as error:
        if Organ.objects.filter(Q(code=organ.code) | Q(name=organ.name)).exclude(pk=organ.pk).exists():
            raise Refused(f"代号或名称已有机构使用：{organ.name}（{organ.code}），请换一个", code="taken") from error
        raise Conflict("同事刚刚改动了这个机构，请刷新页面再试") from error
