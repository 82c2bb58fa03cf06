"""The county goes to its enterprises: a dozen visits over the months, two campaigns, and what was heard there. 五(四), 五(五)."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from qinqing.doors.operations.county.cast import Cast
from qinqing.kernel.workdays import day_of
from qinqing.procedure.outreach import actions
from qinqing.procedure.outreach.rules import Heard
from qinqing.procedure.register import queries as register

if TYPE_CHECKING:
    from qinqing.kernel.actors import Actor
    from qinqing.procedure.register.models import Enterprise

AN_HOUR = timedelta(hours=1)


class Told(NamedTuple):
    """A visit ``age`` days ago to an enterprise of a place, by the place itself or by the bureau."""

    age: int
    place: str
    by_bureau: bool
    summary: str
    findings: tuple[Heard, ...] = ()


VISITS = (
    Told(118, "park-west", True, "企业订单恢复到去年同期九成，设备更新贷款已放款。"),
    Told(103, "lingcheng", False, "门店生意平稳，对上门了解情况表示欢迎。"),
    Told(96, "park-west", False, "新生产线试运行，用工稳定。", (
        Heard("高温天园区公交班次少，工人下夜班回不了宿舍。", "已协调公交公司加开 21:30 一班，现场告知企业。"),
    )),
    Told(81, "lingcheng", True, "企业反映账期变长，流动资金偏紧，已讲解“桂惠贷”申请条件。"),
    Told(74, "park-west", True, "出口订单占四成，关心出口退税进度。", (
        Heard("三季度出口退税还没有到账，想知道卡在哪个环节。", "税务专管员当场查询，资料已齐，本周内退付。"),
    )),
    Told(60, "park-west", False, "消防整改已完成，正等验收。"),
    Told(47, "lingcheng", False, "旺季备货，仓库周转紧张。"),
    Told(33, "park-west", True, "企业准备申报专精特新，已把申报要点留给企业。"),
    Told(26, "lingcheng", True, "经营正常，没有提出困难。"),
    Told(12, "park-west", False, "检查雨季排水，厂区未再积水。"),
    Told(5, "lingcheng", False, "企业希望多组织招工对接。", (
        Heard("年前赶订单缺普工三十人，希望人社部门组织一次专场招工。"),
    )),
    Told(2, "park-west", True, "企业扩建厂房，关心用电容量。", (
        Heard("扩建后变压器容量不够，想在明年三月前增容到 1000 千伏安，供电公司说要排队。"),
        Heard("厂区门口路灯坏了三盏，夜班工人出行不安全。"),
    )),
)  # fmt: skip


def call_on(cast: Cast, *, now: datetime) -> None:
    """Every visit on its day, one still to come; of what was heard last, the first is an appeal and the rest waits."""
    places = {place: _enterprises(cast, place) for place in ("park-west", "lingcheng")}
    for number, told in enumerate(VISITS):
        enterprise = places[told.place][number % len(places[told.place])]
        by, at = _visitor(cast, told), now - timedelta(days=told.age)
        last = actions.write_down_visit(
            enterprise, visited_at=at - AN_HOUR, visitors=by.name, met=enterprise.legal_person, summary=told.summary,
            findings=told.findings, by=by, at=at,
        )  # fmt: skip
    first = last.findings.select_related("visit__enterprise").order_by("pk")[0]
    actions.register_finding(first, by=cast.intake, at=now - timedelta(minutes=1))
    enterprise = places["park-west"][-1]
    told_on = day_of(now) + timedelta(days=3)
    actions.plan_visit(
        enterprise,
        on=told_on,
        visitors=cast.intake.name,
        purpose="送惠企政策，了解年前用工情况。",
        by=cast.intake,
        at=now,
    )


def speak(cast: Cast, *, now: datetime) -> None:
    """One campaign was held a month ago, one is to come with its guests invited."""
    clerk, park = cast.intake, cast.officer("park-west")
    guests, then = _enterprises(cast, "park-west"), now - timedelta(days=30)
    held = actions.plan_campaign(
        title="惠企政策进园区", on=day_of(then), place="城西工业园管委会一楼会议室",
        text="讲解用电、用工、融资政策，现场受理诉求。", by=park, at=then - timedelta(days=10),
    )  # fmt: skip
    actions.invite(held, enterprises=guests, by=park, at=then - timedelta(days=9))
    actions.attend(held, enterprises=guests[::2], by=park, at=then)
    actions.hold_campaign(
        held, summary="到场企业最关心用电增容和年前招工，现场解答七个问题。", by=park, at=then + AN_HOUR
    )
    coming = actions.plan_campaign(
        title="县长服务企业接待日进企业", on=day_of(now) + timedelta(days=9), place="岭城镇政府礼堂",
        text="介绍接待日怎样参加、诉求怎样反映，发放联系卡。", township=cast.organ("lingcheng"), by=clerk, at=now,
    )  # fmt: skip
    actions.invite(coming, enterprises=_enterprises(cast, "lingcheng"), by=clerk, at=now)


def _enterprises(cast: Cast, place: str) -> "list[Enterprise]":
    found = register.enterprises(cast.intake, township=cast.organ(place), limit=12)
    return [one for one in found if register.may_be_received(one)]


def _visitor(cast: Cast, told: Told) -> "Actor":
    return cast.intake if told.by_bureau else cast.officer(told.place)
