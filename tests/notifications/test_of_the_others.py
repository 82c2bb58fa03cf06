"""Who hears of reception days, decided items, ratings, posts and the Plan."""

from datetime import date, timedelta

import pytest

from qinqing.kernel.actors import LEADERS
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries as items
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries as days
from qinqing.procedure.register import actions as register
from qinqing.procedure.register import queries as people
from qinqing.procedure.supervision import actions as supervision
from qinqing.services.notifications import queries
from qinqing.services.notifications.queries import Wanted

pytestmark = pytest.mark.django_db


def told(actor, subject):
    return [row for row in queries.page(actor, Wanted(size=100)).rows if row.subject == subject]


def titles(actor, subject):
    return [row.title for row in told(actor, subject)]


def test_host_and_departments_hear_of_a_reception_day(cast, later):
    deputy = cast.post("deputy-industry")
    day = receptions.plan(
        host_post=deputy.post, date=date(2026, 12, 8), place="政务中心三楼", departments=[cast.organ("housing")],
        by=cast.office, at=later(),
    )  # fmt: skip
    name = f"12月8日{people.post(deputy.post).title}接待日"
    assert titles(deputy, day.subject) == titles(cast.head("housing"), day.subject) == [f"已安排{name}"]
    assert titles(cast.post("deputy-agriculture"), day.subject) == titles(cast.head("power-supply"), day.subject) == []
    receptions.cancel_day(day, reason="县长办公会冲突", by=cast.office, at=later(minutes=2))
    assert titles(cast.officer("housing"), day.subject)[0] == f"{name}取消"
    assert told(deputy, day.subject)[0].text == "原因：县长办公会冲突"


def test_a_deputy_hears_of_every_joint_meeting_over_the_own_industries(cast, stand, later):
    """五(三), 谁分管谁负责: from the moment it is on the agenda until it is called off; whose it is not hears nothing."""
    appeal = stand("ripe", rung=2)
    deputy, other = cast.deputy(appeal.section), cast.post("deputy-agriculture")
    meeting = receptions.call_meeting(
        date=date(2026, 12, 8), place="政务中心三楼", departments=[cast.organ("power-supply")], agenda=[appeal],
        by=cast.office, at=later(),
    )  # fmt: skip
    day = days.fetch(cast.office, meeting.code)
    receptions.issue_notice(day, by=cast.office, at=later(minutes=1))
    day = receptions.amend(day, place="四楼", reason="三楼占用", by=cast.office, at=later(minutes=2))
    receptions.cancel_day(day, reason="另行安排", by=cast.office, at=later(minutes=3))
    assert titles(deputy, meeting.subject)[::-1] == [
        "12月8日联席会议要会商您分管行业的诉求", "活动通知：12月8日联席会议", "12月8日联席会议有调整", "12月8日联席会议取消",
    ]  # fmt: skip
    assert titles(other, meeting.subject) == []


def test_a_department_that_need_not_come_any_more_is_told(cast, later):
    day = receptions.plan(
        host_post=cast.post("deputy-industry").post, date=date(2026, 12, 8), place="政务中心三楼",
        departments=[cast.organ("housing"), cast.organ("power-supply")], by=cast.office, at=later(),
    )  # fmt: skip
    receptions.call_departments(day, [cast.organ("power-supply")], by=cast.office, at=later(minutes=1))
    assert titles(cast.head("housing"), day.subject)[0].endswith("接待日不用到会")
    assert titles(cast.head("power-supply"), day.subject)[0].startswith("请派主要负责人到会")


def test_an_item_is_told_from_assignment_to_acceptance(cast, stand, later):
    appeal = stand("implementing", rung=2)
    item = items.items_of(appeal, cast.intake)[0]
    lead = people.organ(item.lead_id)
    officer, head = cast.officer(lead.code), cast.head(lead.code)
    assert titles(officer, item.subject)[-1] == f"交办决定事项：{item.number}"
    if item.standing == "assigned":
        decisions.contact(item, contact="何工", note="已联系", by=officer, at=later())
    decisions.complete(item, note="已办完", by=officer, at=later())
    decisions.draft_report(item, text="线路已迁改", by=officer, at=later())
    assert titles(head, item.subject)[0] == f"办理情况报告待签发：{item.number}"
    decisions.sign_report(item, copied=[cast.organ("housing")], by=head, at=later())
    assert titles(cast.office, item.subject)[0] == f"{lead.label}报来办理情况，请圈阅验收：{item.number}"
    assert titles(cast.officer("housing"), item.subject) == [f"抄送办理情况报告：{item.number}"]
    decisions.circulate(item, by=cast.office, at=later())
    readers = [one for one in (cast.mayor, cast.post("deputy-industry"), cast.post("deputy-agriculture"))
               if titles(one, item.subject) == [f"报告请您圈阅：{item.number}"]]  # fmt: skip
    assert cast.mayor in readers
    assert {one.role for one in readers} == LEADERS
    decisions.send_back_report(item, reason="佐证不足", by=cast.mayor, at=later())
    assert titles(officer, item.subject)[0] == f"领导退回，请继续办理：{item.number}"
    assert told(officer, item.subject)[0].text == f"{cast.mayor.title}：佐证不足"


def test_a_bad_rating_is_told_without_the_name_that_is_hidden(cast, stand, later):
    appeal = stand("closed", confidential=True)
    name = appeal.enterprise_name
    given = supervision.evaluate(
        appeal, solved=False, level=1, reasons=["slow"], comment=f"{name}等了一个月", by=cast.actor("hengxin"),
        at=later(),
    )  # fmt: skip
    correction = given.correction
    (asked,) = told(cast.officer("power-supply"), correction.subject)
    assert asked.title == f"差评限期整改：{appeal.number}"
    assert (name in asked.text, "×××等了一个月" in asked.text) == (False, True)
    (rated,) = (row for row in told(cast.head("power-supply"), appeal.subject) if row.line.endswith("evaluated.lead"))
    assert name not in rated.text
    (seen,) = told(cast.bureau_head, correction.subject)
    assert name in seen.text
    supervision.correct(correction, text="已登门道歉", by=cast.head("power-supply"), at=later())
    assert titles(cast.bureau_head, correction.subject)[0] == f"整改情况请阅知：{appeal.number}"


def test_a_stand_in_hears_of_the_leave(cast, later):
    on = later().date()
    security = cast.post("security-admin")
    post = people.post(cast.post("housing-officer").post)
    holder, stand_in = cast.officer("housing").person, cast.head("power-supply").person
    register.substitute(post.id, account=stand_in, since=on, by=security, at=later())
    leave = register.take_leave(account=holder, since=on, until=on + timedelta(days=3), by=security, at=later())
    rows = [row.title for row in queries.page(cast.head("power-supply"), Wanted()).rows if row.subject == leave.subject]
    assert rows == [f"{cast.officer('housing').name}请假，请您代班"]


def test_whoever_asks_to_speak_for_an_enterprise_is_told(cast, later):
    from qinqing.kernel.actors import Actor, Role
    from qinqing.services.accounts import actions as accounts

    account = accounts.create_account(username="xinren", name="新来的", password="Xin-ren-2026-mima", at=later())
    asker = Actor(Role.ENTERPRISE, name="新来的", person=account.pk)
    enterprise = people.find_enterprises(cast.intake, "云岭恒信", 1)[0]
    link = register.ask_membership(enterprise, by=asker, at=later())
    assert titles(cast.intake, enterprise.subject)[0] == f"新来的申请为{enterprise.name}办事，请核实"
    register.confirm_membership(link.pk, by=cast.intake, at=later())
    assert titles(asker, enterprise.subject) == [f"您可以为{enterprise.name}办事了"]
