"""The two rules for passwords: what each refuses, in Chinese, and when a password must be replaced (trust, finding 11)."""

from datetime import UTC, datetime, timedelta

import pytest

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.services.accounts import actions, queries
from qinqing.services.accounts.models import PastPassword
from qinqing.services.accounts.rules.passwords import DENGBAO, MODERN, kinds_of_character

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 6, 32, tzinfo=UTC)
GUARD = Actor(Role.SECURITY_ADMIN, name="安全", person=10_000)
GOOD = "Cloud-Ridge-2026"


def make(password=GOOD, **more):
    return actions.create_account(
        username="zhang.san", name="张三", phone="13800001111", password=password, at=NOW, **more
    )


def choose(account, password, at=NOW):
    """The owner chooses another one."""
    return actions.set_password(account, password=password, by=Actor(Role.OFFICER, person=account.pk), at=at)


REFUSED = {
    "dengbao": {
        "Ab1-xyzqw": "至少 10 个字",
        "cloudridge": "至少 3 种",
        "cloudridge2026": "至少 3 种",
        "zhang.san-2A": "太",
        "1234567890123": "至少 3 种",
        "": "至少 10 个字",
    },
    "modern": {"Cloud-R-202": "至少 12 个字", "1234567890123": "太常见", "zhang.san2026": "太", "": "至少 12 个字"},
}
ACCEPTED = {
    "dengbao": [GOOD, "Ab1-xyzqwe", "云岭的雨下了三天山路不好走所以改期了吧好的", "nineteen letters and more"],
    "modern": ["cloud ridge river", "云岭的雨下了三天山路不好", "x" * 11 + "7", "correct horse battery", "a" * 64 + "bcd" * 40],
}  # fmt: skip


@pytest.mark.parametrize(("policy", "password", "told"), [
    (policy, password, told) for policy, rows in REFUSED.items() for password, told in rows.items()
])  # fmt: skip
def test_what_is_refused_is_said_in_chinese(settings, policy, password, told):
    settings.QINQING_PASSWORD_POLICY = policy
    with pytest.raises(Refused, match=told) as refusal:
        make(password)
    assert refusal.value.reason.startswith("密码不合要求：")
    assert "This" not in refusal.value.reason


@pytest.mark.parametrize(("policy", "password"), [(policy, one) for policy, rows in ACCEPTED.items() for one in rows])
def test_what_is_good_enough_is_taken(settings, policy, password):
    settings.QINQING_PASSWORD_POLICY = policy
    assert make(password).check_password(password)


def test_every_rule_that_is_broken_is_named_at_once():
    with pytest.raises(Refused) as refusal:
        make("password")
    assert refusal.value.reason.count("。") == 3


@pytest.mark.parametrize("policy", [DENGBAO, MODERN], ids=lambda one: one.name)
def test_the_page_says_each_rule_in_a_sentence(policy):
    assert all(one.endswith("。") for one in policy.sentences())
    assert any(str(policy.least) in one for one in policy.sentences())
    assert ("90 天" in "".join(policy.sentences())) == (policy is DENGBAO)
    assert "工作人员" not in "".join(policy.sentences(staff=False)), "an enterprise's password is never over"


@pytest.mark.parametrize(
    ("password", "kinds"), [("abc", 1), ("aB", 2), ("aB1", 3), ("aB1-", 4), ("云岭", 1), ("１", 2), ("", 0)]
)
def test_kinds_are_counted(password, kinds):
    assert kinds_of_character(password) == kinds


def test_the_last_five_do_not_come_back_and_the_sixth_does():
    account = make("Number-0-stone")
    for number in range(1, 6):
        choose(account, f"Number-{number}-stone")
    for number in range(1, 6):
        with pytest.raises(Refused, match="最近 5 次"):
            choose(account, f"Number-{number}-stone")
    choose(account, "Number-0-stone")
    assert PastPassword.objects.filter(account=account).count() == 4


def test_modern_rules_keep_no_former_ones(settings):
    settings.QINQING_PASSWORD_POLICY = "modern"
    account = make("cloud ridge river")
    choose(account, "another ridge river")
    choose(account, "cloud ridge river")
    assert not PastPassword.objects.exists()


@pytest.mark.parametrize(("policy", "days"), [("dengbao", 90), ("modern", None)])
def test_it_is_over_to_the_second_for_staff_only(settings, policy, days):
    settings.QINQING_PASSWORD_POLICY = policy
    account = make()
    for after in (timedelta(days=90) - timedelta(seconds=1), timedelta(days=90), timedelta(days=4000)):
        due = days is not None and after >= timedelta(days=days)
        assert bool(queries.why_replace_password(account, staff=True, at=NOW + after)) == due
        assert queries.why_replace_password(account, staff=False, at=NOW + after) == ""


def test_the_days_are_a_setting(settings):
    settings.QINQING_PASSWORD_DAYS = 30
    assert "30 天" in queries.why_replace_password(make(), staff=True, at=NOW + timedelta(days=30))
    settings.QINQING_PASSWORD_DAYS = 0
    assert queries.password_over_at(queries.account_by_username("zhang.san")) is None


def test_an_account_from_before_counts_from_its_making():
    account = make()
    account.password_set_at = None
    assert queries.password_over_at(account) == NOW + timedelta(days=90)


@pytest.mark.parametrize("policy", ["dengbao", "modern"])
def test_what_somebody_else_chose_is_replaced_first(settings, policy):
    settings.QINQING_PASSWORD_POLICY = policy
    account = make(given=True)
    assert "别人替您设的" in queries.why_replace_password(account, staff=False, at=NOW)
    choose(account, "Quite-Other-77")
    assert queries.why_replace_password(account, staff=True, at=NOW) == ""
    actions.set_password(account, password="Again-Other-88", by=GUARD, at=NOW)
    assert queries.why_replace_password(account, staff=True, at=NOW) != ""


def test_demo_accounts_and_those_without_a_password_owe_nothing():
    assert queries.why_replace_password(make(is_demo=True, given=True), staff=True, at=NOW + timedelta(days=999)) == ""
    silent = actions.create_account(username="silent", name="无", password=None, given=True, at=NOW)
    assert queries.why_replace_password(silent, staff=True, at=NOW + timedelta(days=999)) == ""
