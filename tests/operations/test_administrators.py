"""``qinqing administrators``: three people who can begin, in a county where nobody can appoint anybody."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from tests.authenticator import enrol

from qinqing.kernel.phrases import local
from qinqing.procedure.register import queries as register
from qinqing.services.accounts import queries as accounts
from qinqing.services.accounts.models import Account
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db
NAMES = ("--system", "王建国", "--security", "李志强", "--audit", "赵秀兰")


def found(capsys, *words):
    call_command("administrators", *words, "--json")
    return json.loads(capsys.readouterr().out)["administrators"]


def test_each_of_the_three_signs_in_with_the_password_that_was_shown(capsys):
    made = found(capsys, *NAMES)
    assert [one["role"] for one in made] == ["system_admin", "security_admin", "audit_admin"]
    for one in made:
        account = authenticate(username=one["username"], password=one["password"])
        assert (account.name, one["name"]) == (one["name"], account.name)
        actor = register.actor_for(account, None, local(timezone.now()).date())
        assert (actor.role, actor.organ_name) == (one["role"], "云岭县人民政府办公室")


def test_the_security_administrator_gives_the_next_account(capsys):
    security = found(capsys, *NAMES)[1]
    browser = Client()
    browser.post("/sign-in/", {"username": security["username"], "password": security["password"]})
    assert browser.get("/desk/accounts/").headers["Location"] == "/password/?next=%2Fdesk%2Faccounts%2F"
    own = {"old": security["password"], "new": "Own-Stone-2026", "again": "Own-Stone-2026"}
    assert browser.post("/password/?next=/desk/accounts/", own).headers["Location"] == "/desk/accounts/"
    enrolling = browser.get("/desk/accounts/").headers["Location"]
    assert enrolling == "/second-factor/?next=%2Fdesk%2Faccounts%2F"
    assert enrol(browser, own["new"], enrolling) == "/desk/accounts/"
    assert browser.get("/desk/accounts/").status_code == 200


def test_it_is_on_the_record_as_the_machine_without_a_password(capsys):
    made = found(capsys, *NAMES)
    entries = [entry for one in made for entry in record.history(f"account/{one['username']}")]
    assert {entry.role for entry in entries} == {"machine"}
    assert not [one for one in made if any(one["password"] in str(vars(entry)) for entry in entries)]


def test_where_there_are_administrators_it_refuses(capsys):
    found(capsys, *NAMES)
    with pytest.raises(CommandError, match="已经有管理员了"):
        found(capsys, "--system", "甲某", "--security", "乙某", "--audit", "丙某")
    assert Account.objects.count() == 3


@pytest.mark.parametrize("words", [NAMES[:4], (*NAMES[:4], "--audit", "王建国"), ()])
def test_three_different_people_must_be_named(capsys, words):
    with pytest.raises(CommandError, match="三个不同的姓名"):
        found(capsys, *words)
    assert accounts.account_by_username("system-admin") is None


def test_they_are_there_at_once(capsys):
    made = found(capsys, *NAMES)
    account = accounts.account_by_username(made[0]["username"])
    yesterday = local(timezone.now() - timedelta(days=1)).date()
    assert register.posts_of(account, local(timezone.now()).date())
    assert not register.posts_of(account, yesterday)
