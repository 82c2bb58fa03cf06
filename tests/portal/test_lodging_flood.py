"""Appeals without end from one line: sixty an hour are taken, nothing typed is lost, and everybody else goes on."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client, RequestFactory
from tests.cast import NOW

from qinqing.doors.portal.views.lodging import PER_ADDRESS, count_lodging
from qinqing.kernel.actors import PUBLIC, Actor, Role
from qinqing.procedure.appeals.models import Appeal

pytestmark = pytest.mark.django_db
SENT = {"text": "二号线每周跳闸两次", "enterprise_name": "清泉饮品厂", "contact_phone": "13800138000"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def used_up(address):
    """As many as may come in an hour, counted below the page."""
    for _ in range(PER_ADDRESS):
        count_lodging(asking(address))


def asking(address, actor=PUBLIC):
    request = RequestFactory().post("/appeals/new", REMOTE_ADDR=address)
    request.actor, request.at = actor, NOW
    return request


def lodge(address):
    browser = Client(REMOTE_ADDR=address, headers={"origin": "http://testserver"})
    return browser.post("/appeals/new", SENT)


def test_one_more_is_refused_with_everything_typed_and_what_to_do(cast):
    used_up("203.0.113.7")
    answer = lodge("203.0.113.7")
    assert answer.status_code == 422
    assert "一小时内提交的诉求太多" in answer.text
    assert SENT["text"] in answer.text
    assert not Appeal.objects.exists()


def test_others_go_on_and_after_an_hour_so_does_the_line(cast, clock):
    used_up("203.0.113.7")
    assert lodge("203.0.113.8").status_code == 303
    clock.shift(timedelta(hours=1, seconds=1))
    assert lodge("203.0.113.7").status_code == 303


def test_whoever_has_a_line_has_all_its_addresses(cast):
    used_up("2001:db8:1:1::1")
    assert lodge("2001:db8:1:1::ffff").status_code == 422
    assert lodge("2001:db8:1:2::1").status_code == 303


def test_an_enterprise_with_an_account_is_not_counted(cast):
    used_up("203.0.113.7")
    count_lodging(asking("203.0.113.7", Actor(Role.ENTERPRISE)))
