"""The desk through the client: an appeal is carried from the telephone to its closing by moves alone."""

import pytest
from tests.api.conftest import KEY
from tests.cast import NOW, Stage

from qinqing.doors.api.moves import DESK, OWN
from qinqing.doors.console.moves import ELSEWHERE, PAGES
from qinqing.procedure.appeals import queries
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.appeals.states import MOVES
from qinqing.services.journal import queries as record
from qinqing_client import Problem

CAME = {
    "text": "厂区变压器容量不够，影响扩产", "channel": "telephone", "enterprise_name": "云岭恒信精密铸造有限公司",
    "contact_phone": "13800138000",
}  # fmt: skip


@pytest.fixture
def scene(cast):
    return Stage(cast)


def names(moves, allowed=True):
    return {one["name"] for one in moves if one["allowed"] is allowed}


def test_an_appeal_is_carried_from_the_telephone_to_its_rating(program, cast):
    intake, officer, head, own = map(program, ("intake-1", "power-supply-officer", "power-supply-head", "hengxin"))
    code = intake.receive(**CAME)["code"]
    intake.move(code, "sort", kind="simple", matter="trouble", category="power")
    assert "transfer" in names(intake.appeal(code)["moves"])
    intake.move(code, "transfer", lead="power-supply", assisting=["park-west"], note="请尽快联系企业")
    assert code in [one["code"] for one in officer.todo()["appeals"]]
    assert code in [one["appeal"]["code"] for one in program("park-west-officer").todo()["owed"]]
    officer.move(code, "sign_for")
    officer.move(code, "contact", contact="陆工 13800138000", note="已通话，约定现场查看")
    program("park-west-officer").move(code, "assist", opinion="园区配合停电")
    officer.move(
        code, "draft_outcome", outcome="resolved", checked="容量不足", answer="已增容", contact="陆工 13800138000"
    )
    head.move(code, "sign_answer")
    assert own.own_appeal(code)["answers"][0]["answer"] == "已增容"
    own.own_move(code, "confirm", said="满意")
    intake.move(code, "close", result="resolved")
    own.evaluate(code, solved=True, level=5, comment="很快")
    found = intake.appeal(code)
    assert (found["state"], found["result"], found["closed_at"] is not None) == ("closed", "resolved", True)
    assert {entry["what"] for entry in found["course"]} >= {"转办", "签收"}
    assert all(entry["who"] for entry in found["course"])
    with pytest.raises(Problem) as told:
        own.evaluate(code, solved=True, level=1)
    assert (told.value.status, told.value.clause) == (422, "五(四)")


@pytest.mark.parametrize("state", ["lodged", "registered", "transferred", "handling", "signing", "answered", "closed"])
@pytest.mark.parametrize("who", ["intake-1", "bureau-head", "power-supply-officer", "power-supply-head"])
def test_the_moves_offered_are_exactly_the_tables(program, cast, scene, state, who):
    appeal = scene(state)
    if not queries.among(cast.post(who), [appeal.pk]):
        with pytest.raises(Problem) as problem:
            program(who).appeal(appeal.code)
        assert problem.value.status == 404
        return
    told = program(who).appeal(appeal.code)["moves"]
    offered = queries.offers(queries.fetch(cast.post(who), appeal.code), cast.post(who), at=NOW)
    assert [(one["name"], one["label"], one["allowed"], one["reason"]) for one in told] == [
        (move.name, move.label, bool(verdict), verdict.reason) for move, verdict in offered
    ]
    for one in told:
        assert one["here"] == (one["name"] in DESK) == (one["fields"] is not None)


def test_every_move_of_the_table_is_made_here_or_known_to_be_made_elsewhere():
    assert set(DESK) == set(PAGES)
    assert {move.name for move in MOVES} == set(DESK) | set(OWN) | (ELSEWHERE - {"withdraw", "ask_review"})


@pytest.mark.parametrize("name", sorted(DESK))
def test_a_move_asks_here_for_what_its_page_asks(name):
    page, shape = set(PAGES[name].form.base_fields), set(DESK[name].shape.model_fields)
    if name == "split":
        assert shape == {"parts"}
    else:
        assert shape == page - {"files"}  # files come with material


def test_a_refusal_says_why_and_by_which_clause_and_leaves_no_trace(program, scene):
    appeal = scene("handling")
    before = len(record.history(appeal.subject))
    with pytest.raises(Problem) as told:
        program("power-supply-officer").move(appeal.code, "sign_answer")
    assert told.value.status == 422
    assert told.value.clause.startswith("四")
    assert "部门主要负责人" in told.value.detail
    assert len(record.history(appeal.subject)) == before


def test_whoever_was_faster_is_named(program, scene):
    appeal, officer = scene("transferred"), program("power-supply-officer")
    seen = officer.appeal(appeal.code)["version"]
    officer.move(appeal.code, "sign_for", version=seen)
    with pytest.raises(Problem) as told:
        officer.move(appeal.code, "contact", version=seen, contact="陆工", note="已通话")
    assert (told.value.status, told.value.code) == (409, "conflict")


def test_the_same_move_twice_is_made_once(program, scene):
    appeal, officer = scene("handling"), program("power-supply-officer")
    first, again = (officer.move(appeal.code, "ask_material", note="请补图纸", key=KEY.format(1)) for _ in range(2))
    assert first == again
    events = [entry.event for entry in record.history(appeal.subject)]
    assert events.count("appeals.appeal.material_asked") == 1


def test_a_renewed_query_code_is_told_to_whoever_asks_again_with_the_same_key(program, stranger, scene):
    appeal, intake = scene("handling"), program("intake-1")
    told = [intake.move(appeal.code, "renew_query_code", reason="回执丢失", key=KEY.format(2)) for _ in range(2)]
    assert told[0] == told[1]
    assert stranger.track(appeal.number, told[0]["query_code"])["appeal"]["code"] == appeal.code


def test_what_is_amiss_is_told_field_by_field(program, scene):
    appeal, intake = scene("registered"), program("intake-1")
    with pytest.raises(Problem) as told:
        intake.move(appeal.code, "transfer", lead="no-such-organ", assisting="park-west", state="closed")
    amiss = {one["field"]: one["message"] for one in told.value.errors}
    assert set(amiss) == {"body.lead", "body.assisting", "body.state"}
    assert "登记册里没有" in amiss["body.lead"]
    assert Appeal.objects.get(pk=appeal.pk).state == "registered"


def test_material_is_kept_once_and_read_by_whoever_may(program, scene):
    appeal, own, officer = scene("handling"), program("hengxin"), program("power-supply-officer")
    sent = [('说明 "一".txt', "线路图见附件".encode())]
    for _ in range(2):
        own.own_material(appeal.code, sent, note="补充线路图", key=KEY.format(3))
    (kept,) = officer.appeal(appeal.code)["files"]
    assert officer.file(appeal.code, kept["code"]) == own.own_file(appeal.code, kept["code"]) == sent[0][1]
    with pytest.raises(Problem) as told:
        program("housing-officer").file(appeal.code, kept["code"])
    assert told.value.status == 404


def test_a_program_that_runs_is_refused_as_material(program, scene):
    appeal = scene("handling")
    with pytest.raises(Problem) as told:
        program("hengxin").own_material(appeal.code, [("setup.exe", b"MZ" + b"\0" * 200)])
    assert told.value.status == 422
    assert program("hengxin").own_appeal(appeal.code)["files"] == []


def test_lists_are_filtered_ordered_and_paged(program, scene):
    made = [scene("handling", text=f"第{number}件：停电").code for number in range(3)]
    intake = program("intake-1")
    first = intake.appeals(size=2, order="oldest", text="停电")
    assert len(first["appeals"]) == 2
    everything = [
        one["code"] for one in intake.every_appeal(size=2, order="due", lead="power-supply", state="handling")
    ]
    assert set(made) <= set(everything)
    assert len(everything) == len(set(everything))
    assert intake.appeals(rung=4)["appeals"] == []


def test_the_register_is_read_by_those_who_may(program, cast):
    intake = program("intake-1")
    organs = {one["code"]: one for one in intake.organs()}
    assert organs["power-supply"]["assignable"]
    assert intake.organ("power-supply")["posts"][0]["holders"]
    page = intake.enterprises(text="恒信", limit=1)
    assert page["enterprises"]
    assert intake.enterprise(page["enterprises"][0]["code"])["contacts"]
    with pytest.raises(Problem) as told:
        program("power-supply-officer").enterprises()
    assert told.value.status == 404


def test_the_city_hands_down(program):
    city = program("city-liaison")
    receipt = city.hand_down(text="市里转来：用气困难", enterprise_name="云岭某某陶瓷厂")
    assert city.appeal(receipt["code"])["channel"] == "city"
