"""Who hears of an appeal, and what a department must not read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qinqing.kernel.actors import PUBLIC
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals.queries import fetch
from qinqing.services.journal.actions import recording
from qinqing.services.notifications import queries
from qinqing.services.notifications.queries import Wanted

pytestmark = pytest.mark.django_db


def told(actor, appeal):
    return [row for row in queries.page(actor, Wanted(size=100)).rows if row.subject == appeal.subject]


def test_the_department_hears_of_a_transfer_and_so_does_the_enterprise(cast, stand, later):
    appeal = stand("transferred")
    (officer,) = told(cast.officer("power-supply"), appeal)
    (head,) = told(cast.head("power-supply"), appeal)
    assert officer.title == head.title == f"转来诉求待签收：{appeal.number}"
    assert officer.text == "云岭恒信精密铸造有限公司：《园区10千伏线路频繁跳闸》。请在11月24日 24:00前签收。"
    enterprise = told(cast.actor("hengxin"), appeal)
    assert enterprise[0].title == f"诉求 {appeal.number} 已转到供电公司"
    assert enterprise[0].text.endswith("由供电公司牵头办理，按规定应在12月7日 24:00前答复您。")
    assert told(cast.officer("housing"), appeal) == []


def test_assisting_departments_are_asked(cast, stand):
    appeal = stand("transferred", assisting=("park-west",))
    assert [row.title for row in told(cast.officer("park-west"), appeal)] == [f"请配合办理：{appeal.number}"]


def test_an_answer_asks_the_enterprise_to_confirm(cast, stand):
    appeal = stand("answered")
    newest = told(cast.actor("hengxin"), appeal)[0]
    assert newest.title == f"诉求 {appeal.number} 已答复，请您确认"
    assert (newest.kind, newest.link, newest.code) == ("turn", "own", appeal.code)


def test_a_department_never_reads_who_wants_to_be_hidden(cast, later):
    name, contact, phone = "云岭秘藏金属有限公司", "欧阳秘莲", "13911112222"
    appeal = appeals.lodge(
        text=f"{name}停电", title=f"{name}停电，找{contact}", enterprise_name=name, contact_name=contact,
        contact_phone=phone, confidential=True, by=PUBLIC, at=later(),
    ).appeal  # fmt: skip
    appeals.register_appeal(appeal, by=cast.intake, at=later())
    appeals.sort(appeal, kind="ordinary", matter="trouble", category="power", by=cast.intake, at=later())
    lead, helps = cast.organ("power-supply"), [cast.organ("park-west")]
    appeals.transfer(appeal, lead=lead, assisting=helps, by=cast.intake, at=later())
    appeals.supplement(fetch(cast.intake, appeal.code), note=f"{phone}是{name}的电话", by=cast.intake, at=later())
    rows = [*told(cast.officer("power-supply"), appeal), *told(cast.officer("park-west"), appeal)]
    assert len(rows) == 3
    assert [secret for row in rows for secret in (name, contact, phone) if secret in row.title + row.text] == []
    assert name in told(cast.intake, appeal)[0].text


def test_a_move_costs_one_statement_more(cast, stand, later, monkeypatch):
    costs = []
    for listeners in ({}, recording._listeners, {}):
        appeal = stand("transferred")
        monkeypatch.setattr(recording, "_listeners", listeners)
        with CaptureQueriesContext(connection) as asked:
            appeals.return_appeal(appeal, reason="不归我", basis="三定", by=cast.officer("power-supply"), at=later())
        costs.append(len(asked))
    assert costs[1] == costs[2] + 1  # what the first asks is kept: the calendar, the edition
