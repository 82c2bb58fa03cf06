"""A new edition takes over on its day, on the record, and changes nothing that went before."""

import json
from datetime import date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.plan import actions, queries
from qinqing.procedure.plan.models import Edition
from qinqing.procedure.plan.rules import DEFAULTS, Clause, packaged
from qinqing.services.journal.queries import history, replaying
from qinqing.services.journal.rules.faults import Faults

pytestmark = pytest.mark.django_db
ADMIN = Actor(Role.SYSTEM_ADMIN, name="周敏")
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=SHANGHAI)
NEXT = date(2026, 12, 1)


def adopt(**more):
    said = {
        "title": "县长服务企业接待日活动方案",
        "settings": {"transfer": 1},
        "in_force_from": NEXT,
        "by": ADMIN,
        "at": NOW,
    }
    return actions.adopt(**(said | more))


def faults(monkeypatch):
    """What verify would find about editions."""
    monkeypatch.setattr(replaying, "REPLAYS", {})
    replaying.register_replay("edition", *queries.REPLAYS["edition"])
    found = Faults()
    replaying.check_replay(found, after=0)
    return [fault.subject for fault in found.listed()]


def test_it_takes_over_on_its_day():
    first = queries.in_force(date(2026, 11, 30))
    made = adopt()
    assert queries.in_force(date(2026, 11, 30)) == first
    view = queries.in_force(NEXT)
    assert (view.id, view.number, view.limit("transfer"), view["sign"]) == (made.pk, 2, 1, 1)
    assert queries.edition(first.id).limit("transfer") == 2
    assert Edition.objects.get(number=1).in_force_until == date(2026, 11, 30)


def test_it_tells_the_record_what_changed():
    adopt(note="提速")
    (entry,) = history("edition/2")
    assert (entry.event, entry.facts["changed"]) == ("plan.edition.adopted", ["登记转办：2个工作日改为1个工作日"])
    assert entry.facts["text_changed"] == []
    assert [one.event for one in history("edition/1")] == ["plan.edition.closed"]


def test_changed_words_are_named():
    words = [Clause(one.ref, one.title, one.text + ("试行。" if one.ref == "四(二)" else "")) for one in packaged()]
    adopt(clauses=words)
    assert history("edition/2")[0].facts["text_changed"] == ["四(二)"]
    assert queries.in_force(NEXT).clause("四(二)").endswith("试行。")


def test_the_bureaus_head_may_adopt():
    assert adopt(by=Actor(Role.BUREAU_HEAD)).number == 2


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.SYSTEM_ADMIN, Role.BUREAU_HEAD)])
def test_nobody_else_may(role):
    with pytest.raises(Refused, match="由系统管理员或工信商务局负责人发布"):
        adopt(by=Actor(role))


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"in_force_from": date(2026, 11, 19)}, "施行日期不能早于今天"), ({"title": " "}, "制度名称还没有填"),
        ({"settings": {"transfer": 0}}, "“登记转办”须在 1 到 10 之间"), ({"clauses": []}, "制度没有条款"),
        ({"clauses": [Clause("四", "", "于{tranfer}内")]}, "四里的“{tranfer}”不是已有的时限"),
        ({"clauses": [Clause("四", "", ""), Clause("四", "", "")]}, "条款四重复"),
    ],
)  # fmt: skip
def test_it_refuses_what_cannot_be_in_force(said, reason):
    with pytest.raises(Refused, match=reason):
        adopt(**said)
    assert Edition.objects.count() == 1


def test_days_only_go_forward():
    adopt(in_force_from=NOW.date())
    with pytest.raises(Refused, match="须晚于第 2 版的施行日期"):
        adopt(in_force_from=NOW.date())


def test_whoever_lost_the_race_is_told():
    first = Edition.objects.get()
    adopt()
    with pytest.raises(Conflict):
        actions._close(first, Edition.objects.get(number=2), ADMIN, NOW)


def test_in_force_asks_one_query(django_assert_num_queries):
    view = queries.in_force(NEXT)
    with django_assert_num_queries(1):
        view = queries.in_force(NEXT)
    with django_assert_num_queries(1):
        queries.edition(view.id)


def test_a_rolled_back_edition_is_not_remembered():
    with transaction.atomic():
        gone = adopt(settings={"transfer": 9})
        assert queries.edition(gone.pk).limit("transfer") == 9
        transaction.set_rollback(True)
    kept = adopt(settings={"transfer": 1})
    assert queries.edition(kept.pk).limit("transfer") == 1


def test_before_the_first_edition_the_first_holds():
    assert queries.in_force(date(2019, 1, 1)).number == 1


def test_without_any_edition_there_is_nothing():
    connection.cursor().execute("DELETE FROM plan_edition")
    with pytest.raises(NotFound):
        queries.in_force(NEXT)


def test_the_record_gives_the_editions_back(monkeypatch):
    assert faults(monkeypatch) == []
    adopt()
    assert faults(monkeypatch) == []


@pytest.mark.parametrize("number", [1, 2])
def test_a_number_changed_behind_the_record_is_found(monkeypatch, number):
    adopt()
    Edition.objects.filter(number=number).update(settings={**DEFAULTS, "transfer": 9})
    assert faults(monkeypatch) == [f"edition/{number}"]


def test_the_delivered_edition_is_guarded_before_anything_is_recorded(monkeypatch):
    Edition.objects.filter(number=1).update(settings={**DEFAULTS, "transfer": 9})
    assert faults(monkeypatch) == ["edition/1"]


def test_plan_show_gives_the_edition_as_data(capsys):
    adopt()
    call_command("plan_show", "--json", "--on", "2026-12-01")
    data = json.loads(capsys.readouterr().out)
    assert data.keys() == {"edition", "clauses", "limits"}
    assert (data["edition"]["number"], data["limits"]["transfer"]["value"]) == (2, 1)
    assert len(data["clauses"]) == len(packaged())


def test_plan_show_speaks_chinese(capsys):
    call_command("plan_show", "--on", "2026-11-20")
    out = capsys.readouterr().out
    assert "第 1 版，2020-01-01 起施行" in out
    assert "登记转办：2个工作日" in out


def test_plan_show_says_no_without_an_edition():
    connection.cursor().execute("DELETE FROM plan_edition")
    with pytest.raises(CommandError) as refused:
        call_command("plan_show")
    assert refused.value.returncode == 1
