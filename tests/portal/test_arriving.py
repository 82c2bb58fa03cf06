"""Who comes by the link of a message: asked to sign in, or for number and query code, and then there."""

import pytest
from tests.cast import NOW

from qinqing.kernel.actors import PUBLIC
from qinqing.procedure.appeals import actions as appeals

pytestmark = pytest.mark.django_db


def test_who_is_not_signed_in_is_asked_to_and_told_the_other_way(stranger, stand):
    page = f"/my/{stand('handling').code}/"
    answer = stranger.get(page)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/sign-in/?next={page.replace('/', '%2F')}")
    assert stranger.get("/my/2222222222/").status_code == 303, "what is not there looks the same"
    assert 'href="/track"' in stranger.get(answer.headers["Location"]).text


def test_number_and_query_code_open_it_for_this_visit(stranger):
    receipt = appeals.lodge(text="厂门口积水", enterprise_name="新来的厂", by=PUBLIC, at=NOW)
    stranger.post("/track", {"number": receipt.appeal.number, "code": receipt.query_code})
    assert stranger.get(f"/my/{receipt.appeal.code}/").status_code == 200


def test_who_is_signed_in_and_not_concerned_finds_nothing(enterprise, stand):
    assert enterprise("xinggui").get(f"/my/{stand('handling').code}/").status_code == 404
