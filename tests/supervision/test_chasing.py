"""The chase ladder: each stage once, at its time, on the record, to the right desk. 四(五)."""

from datetime import datetime, timedelta
from importlib import import_module
from threading import Thread

import pytest
from django.apps import apps
from django.db import connection, transaction
from tests.cast import NOW

from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries as reading
from qinqing.procedure.supervision import actions, queries
from qinqing.procedure.supervision.actions import chasing
from qinqing.procedure.supervision.models import Chase, Urging
from qinqing.services.journal import queries as record
from qinqing.services.notifications import queries as messages
from qinqing.services.notifications.models import Message
from qinqing.services.notifications.queries import Wanted

pytestmark = pytest.mark.django_db


def morning(month, day):
    """Nine o'clock of a day in 2026 (in December; 2027 in January) in Shanghai."""
    return datetime(2026 if month > 1 else 2027, month, day, 9, 0, tzinfo=SHANGHAI)


def stages(appeal):
    return [
        (entry.facts["limit"], entry.facts["stage"])
        for entry in record.history(appeal.subject)
        if entry.event.startswith("supervision.appeal.") and "stage" in entry.facts
    ]


def titles(actor, appeal):
    rows = messages.page(actor, Wanted(size=200)).rows
    return [row.title for row in rows if row.subject == appeal.subject and row.line.startswith("chase.")]


@pytest.fixture
def handled(stand):
    """An appeal under way since November 23: its ten working days end with December 7."""
    return stand("handling")


def test_it_climbs_stage_by_stage(handled, cast):
    for month, day in [(11, 24), (12, 1), (12, 3), (12, 7), (12, 8), (12, 9), (12, 10), (12, 11), (12, 15), (12, 17)]:
        actions.chase(at=morning(month, day))
        actions.chase(at=morning(month, day) + timedelta(hours=3))
    assert stages(handled) == [
        ("部门办理", "到期前提醒"), ("部门办理", "到期当天提醒"), ("部门办理", "催办"), ("部门办理", "工信商务局催办"),
        ("部门办理", "提请督办"), ("部门办理", "报主要负责人"), ("部门办理", "报分管副县长"),
    ]  # fmt: skip
    number = handled.number
    assert titles(cast.officer("power-supply"), handled)[::-1] == [
        f"“部门办理”快到期：{number}",
        f"“部门办理”今天到期：{number}",
        f"催办：{number} “部门办理”超期 1 天",
        f"工信商务局催办：{number} “部门办理”超期 2 天",
        f"已提请督查室督办：{number} “部门办理”超期 4 天",
        f"已报主要负责人：{number} “部门办理”超期 8 天",
        f"已报分管副县长：{number} “部门办理”超期 10 天",
    ]
    assert titles(cast.intake, handled) == [f"请催办：供电公司 {number} “部门办理”超期 2 天"]
    assert titles(cast.post("deputy-industry"), handled) == [f"请分管领导过问：供电公司 {number} “部门办理”超期 10 天"]
    assert len(titles(cast.head("power-supply"), handled)) == 3


def test_the_enterprise_hears_honest_words_when_it_stalls_and_when_it_went_all_the_way_up(handled, cast):
    for day in (3, 8, 9, 11, 15, 17):
        actions.chase(at=morning(12, day))
    assert titles(cast.actor("hengxin"), handled)[::-1] == [
        f"诉求 {handled.number} 超过了规定时限，正在催办",
        f"诉求 {handled.number} 仍未办好，已报分管副县长",
    ]


def test_after_days_away_the_right_stage_is_taken_and_no_other(handled, cast):
    actions.chase(at=morning(12, 8))
    actions.chase(at=morning(12, 15))
    assert stages(handled) == [("部门办理", "催办"), ("部门办理", "报主要负责人")]
    assert [urging.limit for urging in queries.urgings(cast.inspector).rows] == ["部门办理"]


def test_after_days_away_each_is_told_once_and_nothing_is_claimed_that_was_not_done(handled, cast):
    for _ in range(3):
        actions.chase(at=morning(12, 11))
    number = handled.number
    assert titles(cast.officer("power-supply"), handled) == [f"已提请督查室督办：{number} “部门办理”超期 4 天"]
    assert titles(cast.intake, handled) == [f"请催办：供电公司 {number} “部门办理”超期 4 天"]
    assert titles(cast.head("power-supply"), handled) == [f"催办：{number} “部门办理”超期 4 天"]
    said = Message.objects.filter(subject=handled.subject, line__startswith="chase.").values_list("text", flat=True)
    assert [text for text in said if "催办后" in text or "提醒后" in text or "督办后" in text] == []
    (entry,) = [one for one in record.history(handled.subject) if one.facts.get("stage") == "提请督办"]
    assert entry.facts["along"] == "催办、工信商务局催办"


def test_two_limits_chased_in_one_minute_are_one_line_to_the_enterprise(stand, cast):
    appeal = stand("transferred")
    actions.chase(at=morning(11, 25))
    actions.chase(at=morning(11, 26))
    assert [stage for _, stage in stages(appeal)] == ["催办", "催办", "工信商务局催办", "工信商务局催办"]
    told = [line.what for line in reading.timeline(appeal, cast.actor("hengxin"))]
    assert told[:3] == ["办理超过规定时限，已催办", "办理超过规定时限，已催办", "已转到主管部门"]


def test_nobody_is_chased_at_night_or_on_a_day_off(handled):
    assert actions.chase(at=datetime(2026, 12, 8, 3, tzinfo=SHANGHAI)) == 0
    assert actions.chase(at=datetime(2026, 12, 12, 10, tzinfo=SHANGHAI)) == 0
    assert stages(handled) == []


def test_a_limit_that_rests_or_is_kept_is_not_chased(handled, cast):
    appeals.ask_material(handled, note="停电记录", by=cast.officer("power-supply"), at=NOW)
    assert actions.chase(at=morning(12, 11)) == 0


def test_a_provisional_day_is_no_ground_for_more_than_a_reminder(stand, cast):
    appeal = stand("handling", kind="complex")
    appeals.ask_extension(appeal, days=10, reason="设备到货晚", by=cast.officer("power-supply"), at=morning(12, 1))
    appeals.grant_extension(appeal, by=cast.bureau_head, at=morning(12, 2))
    appeals.ask_material(appeal, note="停电记录", by=cast.officer("power-supply"), at=morning(12, 2))
    appeals.supplement(appeal, note="已送", by=cast.intake, at=morning(12, 22))
    actions.chase(at=datetime(2027, 1, 28, 9, tzinfo=SHANGHAI))
    assert stages(appeal) == [("部门办理", "催办")]
    late = Message.objects.filter(subject=appeal.subject, line="chase.reminder.holder").first()
    assert late is not None
    assert late.text.endswith("放假安排还没有公布，到期日是暂定的。")


@pytest.mark.parametrize("victim", ["_record", "tell", "propose"])
def test_killed_at_any_step_it_is_whole_afterwards(handled, monkeypatch, victim):
    def die(*args, **rest):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(chasing, victim, die)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            actions.chase(at=morning(12, 11))
    assert (Chase.objects.count(), Urging.objects.count(), stages(handled)) == (0, 0, [])
    actions.chase(at=morning(12, 11))
    assert stages(handled) == [("部门办理", "提请督办")]
    assert Urging.objects.count() == 1


@pytest.fixture
def sown(transactional_db):
    """What migrations sow: a transactional test before this one may have emptied the tables."""
    for name in ("qinqing.services.calendar.migrations.0002_seed", "qinqing.procedure.plan.migrations.0002_first"):
        if not apps.get_model("plan", "Edition").objects.exists():
            import_module(name).seed(apps, None)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_takes_each_stage(sown, handled):
    def work():
        try:
            actions.chase(at=morning(12, 11))
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert stages(handled) == [("部门办理", "提请督办")]
    told = Message.objects.filter(subject=handled.subject, line="chase.urging.holder").count()
    assert (told, Urging.objects.count()) == (1, 1)


def test_the_enterprises_own_time_ends_with_a_call(stand, cast):
    appeal = stand("answered")
    for at in (morning(11, 27), morning(11, 30), morning(12, 1), morning(12, 15)):
        actions.chase(at=at)
    assert titles(cast.actor("hengxin"), appeal) == [f"请确认诉求 {appeal.number} 的答复"]
    assert titles(cast.intake, appeal) == [f"企业没有回应，请电话回访：{appeal.number}"]


def test_a_hidden_name_stays_hidden(stand, cast):
    name = "云岭恒信精密铸造有限公司"
    appeal = stand("handling", confidential=True, title=f"{name}线路跳闸")
    actions.chase(at=morning(12, 15))
    rows = Message.objects.filter(subject=appeal.subject, mailbox__contains="@", line__startswith="chase.")
    assert rows.exists()
    assert [row.title for row in rows if name in row.title + row.text] == []


def test_the_record_still_proves_itself(handled, cast):
    for day in (3, 8, 11):
        actions.chase(at=morning(12, day))
    urging = queries.urgings(cast.inspector).rows[0]
    actions.issue(urging, demand="请说明", by=cast.inspector, at=morning(12, 11))
    actions.answer(urging, account="已派工", by=cast.officer("power-supply"), at=morning(12, 14))
    assert record.verify().ok
