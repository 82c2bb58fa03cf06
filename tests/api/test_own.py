"""The enterprise's own, through the client: lodge, lose the answer and ask again, follow, read."""

import pytest
from tests.api.conftest import KEY, inside

from qinqing.doors.web.models import Once
from qinqing.procedure.appeals.queries import Appeal
from qinqing_client import Client, Problem

SENT = {"text": "线路跳闸，一周三次", "enterprise_name": "云岭某某铸造厂", "contact_phone": "13800138000"}


def test_a_stranger_lodges_and_follows(stranger):
    receipt = stranger.lodge(**SENT)
    tracked = stranger.track(receipt["number"], receipt["query_code"])
    assert tracked["appeal"]["text"] == SENT["text"]
    assert tracked["appeal"]["state"] == "lodged"
    assert tracked["appeal"]["course"][0]["what"]
    holder = Client(token=tracked["bearer"], transport=inside)
    assert [one["number"] for one in holder.own_appeals()] == [receipt["number"]]
    assert holder.own_appeal(receipt["code"])["contact_phone"] == SENT["contact_phone"]


def test_the_same_key_lodges_once_and_tells_the_query_code_again(stranger):
    first, again = (stranger.lodge(**SENT, key=KEY.format(1)) for _ in range(2))
    assert first == again
    assert stranger.track(first["number"], again["query_code"])["appeal"]["code"] == first["code"]
    assert Appeal.objects.filter(text=SENT["text"]).count() == 1
    assert first["query_code"] not in Once.objects.get().url


def test_a_key_used_for_something_else_is_refused(stranger):
    stranger.lodge(**SENT, key=KEY.format(1))
    with pytest.raises(Problem) as told:
        stranger.lodge(**(SENT | {"text": "另一件事"}), key=KEY.format(1))
    assert (told.value.status, told.value.code) == (422, "key_reused")
    assert Appeal.objects.count() == 1


def test_a_refused_request_leaves_its_key_free(stranger):
    with pytest.raises(Problem) as told:
        stranger.lodge(**(SENT | {"enterprise_name": "\u200b"}), key=KEY.format(1))
    assert [one["field"] for one in told.value.errors] == ["body.enterprise_name"]
    assert stranger.lodge(**SENT, key=KEY.format(1))["number"]


def test_what_is_lodged_with_a_token_is_among_ones_own(program):
    mine, other = program("hengxin"), program("xinggui")
    receipt = mine.lodge(**SENT)
    assert receipt["number"] in [one["number"] for one in mine.own_appeals()]
    assert receipt["number"] not in [one["number"] for one in other.own_appeals()]
    with pytest.raises(Problem) as told:
        other.own_appeal(receipt["code"])
    with pytest.raises(Problem) as absent:
        other.own_appeal("n" * len(receipt["code"]))
    assert (
        (told.value.status, told.value.detail)
        == (absent.value.status, absent.value.detail)
        == (404, absent.value.detail)
    )


def test_a_wrong_code_and_a_wrong_number_are_answered_alike_and_counted(stranger):
    receipt = stranger.lodge(**SENT)
    said = set()
    for number, code in ((receipt["number"], "00000000"), ("JDR-2026-999999", receipt["query_code"])):
        with pytest.raises(Problem) as told:
            stranger.track(number, code)
        said.add((told.value.status, told.value.detail))
    assert len(said) == 1
    assert said.pop()[0] == 401
    for _ in range(9):
        with pytest.raises(Problem):
            stranger.track(receipt["number"], "00000000")
    with pytest.raises(Problem) as told:
        stranger.track(receipt["number"], receipt["query_code"])
    assert (told.value.status, told.value.retry_after) == (429, 3600)


def test_a_renewed_query_code_ends_the_pass(stranger, cast):
    from tests.cast import NOW

    from qinqing.procedure.appeals import actions, queries

    receipt = stranger.lodge(**SENT)
    holder = Client(token=stranger.track(receipt["number"], receipt["query_code"])["bearer"], transport=inside)
    assert holder.own_appeals()
    actions.renew_query_code(queries.fetch(cast.intake, receipt["code"]), reason="丢失", by=cast.intake, at=NOW)
    with pytest.raises(Problem) as told:
        holder.own_appeals()
    assert told.value.status == 401
