"""``qinqing run`` on a demo: where it is, one account for each post, and where the others are listed."""

import io

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db
NO_PORT = 70000  # it says who may sign in and cannot open


def said(settings, *, demo):
    settings.QINQING_DEMO, settings.QINQING_DEMO_PASSWORD = demo, "as-everybody-knows"
    out = io.StringIO()
    with pytest.raises(CommandError, match="70000 用不了"):
        call_command("run", "--port", str(NO_PORT), stdout=out)
    return out.getvalue().splitlines()


def test_the_address_comes_first_then_one_account_of_each_role_and_where_the_others_are(cast, settings):
    get_user_model().objects.update(is_demo=True)
    first, password, *people, others = said(settings, demo=True)
    assert first == "网址 http://127.0.0.1:70000/"
    assert "as-everybody-knows" in password
    assert sum("受理岗" in line for line in people) == 1
    assert get_user_model().objects.count() > len(people)
    assert (
        others
        == f"其余 {get_user_model().objects.count() - len(people)} 个账号列在登录页 http://127.0.0.1:70000/sign-in/"
    )


def test_in_earnest_nobody_is_introduced(cast, settings):
    get_user_model().objects.update(is_demo=False)
    assert said(settings, demo=False) == []


def test_an_empty_house_says_how_the_first_come_in(settings):
    (told,) = said(settings, demo=False)
    assert "qinqing administrators" in told
    assert "新县启用" in told
