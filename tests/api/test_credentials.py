"""Tokens: what opens nothing, what is out of scope, what ends with the next request, how often one may ask."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from tests.api.conftest import inside
from tests.cast import NOW

from qinqing.procedure.register import actions as register
from qinqing.procedure.register.actions.tokens import issue_token, revoke_token
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries
from qinqing.services.accounts.models import Token
from qinqing.services.journal import queries as record
from qinqing_client import Client, Problem


def status_of(ask):
    with pytest.raises(Problem) as told:
        ask()
    return told.value.status


@pytest.mark.parametrize("spelt", ["qq_", "qq_aaaaaaaaaa_" + "x" * 43, "nothing", "a.b.c", "\u00e9" * 9])
def test_what_is_no_token_is_turned_away(stranger, spelt):
    assert status_of(Client(token=spelt, transport=inside).own_appeals) == 401
    assert status_of(lambda: Client(token=spelt, transport=inside).lodge("甲", "乙厂", "13800138000")) == 401


def test_nobody_in_particular_is_asked_who_they_are(stranger):
    assert status_of(stranger.own_appeals) == 401


def test_a_token_reaches_no_further_than_its_scope(program):
    assert status_of(program("hengxin", "write").own_appeals) == 403
    assert status_of(lambda: program("hengxin", "read").lodge("甲", "乙厂", "13800138000")) == 403


def test_for_another_role_there_is_no_such_place(program):
    assert status_of(program("mayor").own_appeals) == 404


def test_the_secret_is_kept_only_as_a_digest(cast):
    token, spelt = issue_token(name="测试", scopes=["read"], days=30, by=cast.actor("hengxin"), at=NOW)
    secret = spelt.rpartition("_")[2]
    assert secret not in str(Token.objects.values().get(pk=token.pk))
    told = [entry for entry in record.history(f"account/{token.account.username}") if entry.event.endswith("issued")]
    assert told[-1].facts == {"token": token.code, "name": "测试", "scopes": ["查询"], "days": 30}
    assert spelt not in str(told)


def test_issuing_and_revoking_are_on_the_record_and_take_effect_at_once(program, cast):
    mine = program("hengxin")
    assert mine.own_appeals() == []
    token = queries.tokens_of(cast.actor("hengxin").person)[0]
    revoke_token(token.code, by=cast.actor("hengxin"), at=NOW)
    assert status_of(mine.own_appeals) == 401
    assert record.history(f"account/{token.account.username}")[-1].event == "accounts.account.token_revoked"


def test_it_ends_with_its_day(program):
    mine = program("hengxin")
    for days, alive in ((89, True), (90, False)):
        with time_machine.travel(NOW + timedelta(days=days), tick=False):
            assert (mine.own_appeals() == []) if alive else (status_of(mine.own_appeals) == 401)


def test_a_closed_account_a_new_password_and_an_account_opened_again_end_every_token(program, cast):
    mine, person = program("hengxin"), cast.actor("hengxin").person
    admin = replace(cast.post("security-admin"), person=0)
    accounts.deactivate(queries.account(person), by=admin, at=NOW)
    assert status_of(mine.own_appeals) == 401
    accounts.activate(queries.account(person), by=admin, at=NOW)
    assert status_of(mine.own_appeals) == 401
    fresh = program("hengxin")
    assert fresh.own_appeals() == []
    accounts.set_password(queries.account(person), password="Another-Ridge-2027", by=admin, at=NOW)
    assert status_of(fresh.own_appeals) == 401


def test_somebody_who_is_given_a_post_asks_for_the_enterprise_no_more(program, cast):
    mine, person = program("hengxin"), cast.actor("hengxin").person
    post = cast.post("inspector-1").post
    register.appoint(post, account=person, since=NOW.date(), by=cast.post("security-admin"), at=NOW)
    assert status_of(mine.own_appeals) == 401


def test_more_than_so_many_a_minute_are_turned_away(program, settings):
    settings.QINQING_API_PER_MINUTE = 3
    mine, other = program("hengxin"), program("xinggui")
    assert [mine.own_appeals() for _ in range(3)] == [[]] * 3
    with pytest.raises(Problem) as told:
        mine.own_appeals()
    assert (told.value.status, told.value.code, told.value.retry_after) == (429, "too_many", 60)
    assert other.own_appeals() == []
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        assert mine.own_appeals() == []


def test_when_it_was_last_used_is_known_to_the_minute(program, cast):
    mine = program("hengxin")
    token = queries.tokens_of(cast.actor("hengxin").person)[0]
    assert not hasattr(token, "use")
    mine.own_appeals()
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        mine.own_appeals()
    assert queries.tokens_of(cast.actor("hengxin").person)[0].use.used_at == NOW + timedelta(hours=1)
