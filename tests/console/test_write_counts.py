"""What a press of a button costs: the queries between the form and the way on, the same however much there is.

A step of 13: session, account, post; the appeal with its clocks and parts, edition and calendar; the appeal and its clock
written; the record's three; whether there is a draft to forget. Messages told, papers written and doubts looked for come
on top, and of what others may wait for, whether another deployment does (14); of a transfer, whether the lead department is
one; of what is said of an enterprise on the coverage map, that it is counted anew.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db
TEXT = "七月以来园区二号线每周停电两三次，炉内铁水报废"
REGISTER = {"text": TEXT, "enterprise_name": "新来的厂", "channel": "telephone", "urgency": "normal"}
LODGE = {"text": TEXT, "enterprise_name": "新来的厂", "contact_phone": "13800138000"}
SORT = {"matter": "trouble", "category": "power", "kind": "ordinary", "urgency": "normal"}
REGISTERING, LODGING = 26, 17
STEPS = {
    ("sort", "registered", "intake-1"): 15,
    ("transfer", "registered", "intake-1"): 25,
    ("sign_for", "transferred", "power-supply-officer"): 15,
    ("ask_material", "handling", "power-supply-officer"): 17,
}


def asked_by(browser, url, fields):
    """The queries of a press, after its page was read: calendar, register and edition are kept from there."""
    assert browser.get(url).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        told = browser.post(url, fields)
    assert told.status_code == 303, told.text
    return [query["sql"] for query in asked.captured_queries if "SAVEPOINT" not in query["sql"][:20]]


def asked_by_the_second(browser, url, fields):
    """The same of a second press: what a process reads once, words and tables, is kept from the first."""
    assert browser.post(url, {**fields, "text": "镇里的路坑坑洼洼，货车进不来"}).status_code == 303
    return asked_by(browser, url, fields)


def fields_of(name, cast):
    return {
        "sort": SORT,
        "transfer": {"lead": cast.organ("power-supply"), "note": "请办理"},
        "ask_material": {"note": "请补充合同"},
    }.get(name, {})


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "state", "post"), STEPS)
def test_a_step_takes_the_same_whatever_came_before(desk, stand, cast, name, state, post, rows):
    appeal = [stand(state) for _ in range(rows)][-1]
    asked = asked_by(desk(post), f"/desk/appeals/{appeal.code}/{name}/", fields_of(name, cast))
    assert len(asked) == STEPS[name, state, post], "\n".join(asked)


@pytest.mark.parametrize("rows", [1, 3])
def test_registering_takes_the_same_however_many_there_are(desk, stand, rows):
    for _ in range(rows):
        stand("registered", text="想招二十名普工")
    asked = asked_by_the_second(desk("intake-1"), "/desk/appeals/new/", REGISTER)
    # Fewer where the process weighed the same words for a test before (one), and then finds nothing alike to read (two).
    assert REGISTERING - 3 <= len(asked) <= REGISTERING, "\n".join(asked)


@pytest.mark.parametrize("rows", [1, 3])
def test_lodging_takes_the_same_however_many_there_are(stand, rows):
    for _ in range(rows):
        stand("lodged", text="想招二十名普工")
    stranger = Client(raise_request_exception=False, headers={"origin": "http://testserver"})
    asked = asked_by_the_second(stranger, "/appeals/new", LODGE)
    assert len(asked) == LODGING, "\n".join(asked)
