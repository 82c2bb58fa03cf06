"""What the register's tables say is what its record says; what was changed behind it is found."""

from datetime import timedelta

import pytest
from tests.register.conftest import CLERK, NOW, SECURITY, SYSTEM, TODAY

from qinqing.procedure.register import actions, queries
from qinqing.procedure.register.models import Contact, Enterprise, Holding, Leave, Membership, Organ, Post
from qinqing.services.journal.queries import replaying
from qinqing.services.journal.rules.faults import Faults


def faults(monkeypatch):
    monkeypatch.setattr(replaying, "REPLAYS", {})
    for prefix, pair in queries.REPLAYS.items():
        replaying.register_replay(prefix, *pair)
    found = Faults()
    replaying.check_replay(found, after=0)
    return {fault.subject for fault in found.listed()}


@pytest.fixture
def lived(county):
    """Every kind of change, once."""
    lan = county.person("lan", "蓝天")
    post = county.post("officer", "land", "officer", "经办人")
    holding = county.seat(lan, post, since=TODAY - timedelta(days=5))
    county.seat(county.person("bai", "白云"), post, stands_in=True)
    actions.end_holding(holding.pk, until=TODAY + timedelta(days=30), by=SECURITY, at=NOW)
    actions.rename_post(post.pk, title="经办员", by=SECURITY, at=NOW)
    deputy = county.post("deputy", "county", "deputy", "副县长", ["A"])
    actions.set_portfolio(deputy.pk, sections=["B"], by=SECURITY, at=NOW)
    leave = actions.take_leave(account=lan.pk, since=TODAY, until=TODAY, by=SECURITY, at=NOW)
    actions.amend_organ(county.organs["land"], name="云岭县国土局", phone="1", by=SYSTEM, at=NOW)
    old = county.organ("old", "云岭县旧局", "", "department")
    actions.abolish_organ(old.pk, successor=county.organs["land"], by=SYSTEM, at=NOW)
    tea = actions.enterprise_for(name="茶厂", by=CLERK, at=NOW)
    actions.amend_enterprise(tea, credit_code="91350100M000100Y43", founded_on=TODAY, by=CLERK, at=NOW)
    actions.set_contacts(tea, contacts=[{"name": "李强", "phone": "13800002001"}], by=CLERK, at=NOW)
    asked = actions.ask_membership(tea, by=queries.actor_for(county.person("li", "李强"), None, TODAY), at=NOW)
    actions.confirm_membership(asked.pk, by=CLERK, at=NOW)
    return f"leave/{leave.code}", tea.subject


def test_the_record_gives_everything_back(lived, monkeypatch):
    assert faults(monkeypatch) == set()


@pytest.mark.parametrize(
    ("model", "change", "subject"),
    [
        (Organ, {"duties": "x"}, "organ/old"), (Organ, {"active": True, "succeeded_by": None}, "organ/old"),
        (Post, {"sections": ["A", "B", "C"]}, "post/deputy"), (Holding, {"kind": "principal"}, "post/officer"),
        (Leave, {"until": TODAY + timedelta(days=9)}, "leave/"), (Enterprise, {"status": "cancelled"}, "enterprise/"),
        (Contact, {"phone": "110"}, "enterprise/"), (Membership, {"confirmed_at": None}, "enterprise/"),
    ],
)  # fmt: skip
def test_a_change_behind_the_record_is_found(lived, monkeypatch, model, change, subject):
    model.objects.update(**change)
    assert any(one.startswith(subject) for one in faults(monkeypatch))


def test_a_row_that_was_never_recorded_is_found(lived, monkeypatch):
    Enterprise.objects.create(name="影子公司", name_key="影子公司", code="shadow")
    assert faults(monkeypatch) == {"enterprise/shadow"}


def test_a_removed_row_is_found(lived, monkeypatch):
    Leave.objects.all().delete()
    assert faults(monkeypatch) == {lived[0]}
