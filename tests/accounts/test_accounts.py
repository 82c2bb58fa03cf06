"""Making, changing and switching off accounts."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import authenticate

from qinqing.kernel.actors import MACHINE, Actor, Role
from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.services.accounts import actions, queries
from qinqing.services.accounts.models import Account

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 6, 32, tzinfo=UTC)
GUARD = Actor(Role.SECURITY_ADMIN, name="安全", person=10_000)
GOOD, BETTER = "Cloud-Ridge-2026", "River-Stone-2027"


def make(username: str = "zhang.san") -> Account:
    return actions.create_account(username=username, name="张三", password=GOOD, at=NOW)


@pytest.fixture
def account() -> Account:
    return make()


def test_it_signs_in_however_the_name_is_spelt(account):
    assert authenticate(username=" \uff3ahang.SAN ", password=GOOD) == account
    assert queries.account_by_username("ZHANG.SAN") == account
    assert authenticate(username="zhang.san", password=BETTER) is None


def test_a_name_in_use_is_refused(account):
    with pytest.raises(Refused, match="已有人使用"):
        make("ZHANG.san")
    assert Account.objects.count() == 1


@pytest.mark.parametrize("username", ["", "a", "a b", "a\u200bb", "-ab", "x" * 61, "ab\n\x00"])
def test_a_misshapen_name_is_refused(username):
    with pytest.raises(Refused):
        make(username)


@pytest.mark.parametrize("password", ["short1A!", "", "password123", "1234567890123"])
def test_a_weak_password_is_refused_in_chinese(password):
    with pytest.raises(Refused) as refusal:
        actions.create_account(username="zhang", name="张三", password=password, at=NOW)
    assert "This" not in refusal.value.reason


def test_without_a_password_nobody_signs_in():
    account = actions.create_account(username="zhang", name="张三", password=None, at=NOW)
    assert not account.has_usable_password()
    assert authenticate(username="zhang", password="") is None


def test_a_new_password_ends_open_sessions(account):
    before = account.get_session_auth_hash()
    actions.set_password(account, password=BETTER, by=GUARD, at=NOW)
    assert account.get_session_auth_hash() == queries.account(account.pk).get_session_auth_hash() != before
    assert authenticate(username="zhang.san", password=BETTER) == account


def test_signing_out_everywhere_ends_open_sessions(account):
    before = account.get_session_auth_hash()
    actions.end_sessions(account, by=Actor(Role.OFFICER, person=account.pk), at=NOW)
    assert account.get_session_auth_hash() != before


def test_a_new_name_keeps_sessions(account):
    before = account.get_session_auth_hash()
    actions.rename(account, name="张山", phone="1", by=GUARD, at=NOW)
    assert queries.account(account.pk).get_session_auth_hash() == before
    assert queries.names_of([account.pk]) == {account.pk: "张山"}


def test_switched_off_it_neither_signs_in_nor_stays_in(account):
    before = account.get_session_auth_hash()
    actions.deactivate(account, by=GUARD, at=NOW)
    assert authenticate(username="zhang.san", password=GOOD) is None
    actions.activate(account, by=GUARD, at=NOW)
    assert authenticate(username="zhang.san", password=GOOD) == account
    assert account.get_session_auth_hash() != before


@pytest.mark.parametrize("act", [actions.deactivate, actions.activate])
def test_switching_twice_is_refused(account, act):
    if act is actions.deactivate:
        actions.deactivate(account, by=GUARD, at=NOW)
    with pytest.raises(Refused):
        act(account, by=GUARD, at=NOW)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.SECURITY_ADMIN, Role.MACHINE)])
def test_only_the_security_administrator_changes_others(account, role):
    stranger = Actor(role, person=account.pk + 1)
    for act in (actions.deactivate, actions.end_sessions):
        with pytest.raises(Refused):
            act(account, by=stranger, at=NOW)
    with pytest.raises(Refused):
        actions.set_password(account, password=BETTER, by=stranger, at=NOW)


def test_nobody_switches_off_the_own_account(account):
    with pytest.raises(Refused, match="本人"):
        actions.deactivate(account, by=Actor(Role.SECURITY_ADMIN, person=account.pk), at=NOW)


def test_the_slower_of_two_meets_a_conflict(account):
    same = queries.account(account.pk)
    actions.set_password(account, password=BETTER, by=MACHINE, at=NOW)
    with pytest.raises(Conflict):
        actions.deactivate(same, by=GUARD, at=NOW)
    assert queries.account(account.pk).is_active


def test_absent_accounts_are_not_found():
    with pytest.raises(NotFound):
        queries.account(1)
    assert queries.account_by_username("nobody") is None


def test_lists_page_by_username():
    for name in ("c3", "a1", "b2"):
        make(name)
    assert [one.username for one in queries.accounts(limit=2)] == ["a1", "b2"]
    assert [one.username for one in queries.accounts(after="b2")] == ["c3"]
    assert [one.username for one in queries.accounts(text="B2", active=True)] == ["b2"]
    assert queries.demo_accounts() == []
