"""Whether anything waits for a post is asked by a statement that is kept: the moment in it is not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qinqing.doors.console.heaps import filled
from qinqing.doors.console.views.desk import WAITING

pytestmark = pytest.mark.django_db


def test_an_item_waits_for_the_head_from_its_limit_on(cast, decided, later):
    decided()
    head = cast.head("power-supply")
    assert "items" not in filled(WAITING, head, at=later())
    assert "items" in filled(WAITING, head, at=later(days=400))
    assert "items" not in filled(WAITING, head, at=later())


def test_the_second_time_only_the_answer_is_asked_for(cast, later):
    filled(WAITING, cast.intake, at=later())
    with CaptureQueriesContext(connection) as asked:
        filled(WAITING, cast.intake, at=later())
    assert len([one for one in asked if "EXISTS" in one["sql"]]) == 1
    assert len(asked) == 2
