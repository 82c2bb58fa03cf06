"""A message is written with what it tells, once, and read by those it is for."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.appeals import actions as appeals
from qinqing.services.journal import actions as journal
from qinqing.services.notifications import actions, queries
from qinqing.services.notifications.models import Message
from qinqing.services.notifications.queries import Wanted
from qinqing.services.notifications.rules import Kind, desk, enterprise, fill, mailboxes, person, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def tell(later):
    def say(key="one", *, to=None, title="请看", at=None, **rest):
        with transaction.atomic():
            actions.tell(key, to=to or [desk(Role.INTAKE)], kind=Kind.TURN, title=title, at=at or later(), **rest)

    return say


def titles(actor, **wanted):
    return [row.title for row in queries.page(actor, Wanted(**wanted)).rows]


def test_asked_for_twice_it_is_told_once(cast, tell):
    before = len(titles(cast.intake))
    tell(to=(desk(Role.INTAKE), desk(Role.OFFICE)))
    tell(to=(desk(Role.INTAKE), desk(Role.OFFICE), desk(Role.CITY)))
    assert len(titles(cast.intake)) == before + 1
    assert titles(cast.city)[:1] == ["请看"]


@pytest.mark.django_db(transaction=True)
def test_it_needs_the_transaction_of_what_it_tells(later):
    with pytest.raises(TransactionManagementError):
        actions.tell("one", to=[desk(Role.INTAKE)], kind=Kind.TURN, title="请看", at=later())


def test_what_is_rolled_back_was_never_told(cast, stand, later):
    appeal, before = stand("registered"), Message.objects.count()
    with pytest.raises(Refused), transaction.atomic():
        appeals.transfer(appeal, lead=cast.organ("power-supply"), by=cast.intake, at=later())
        raise Refused("停电")
    assert Message.objects.count() == before


@pytest.mark.parametrize(
    ("to", "reader"),
    [
        (desk(Role.OFFICER, 7), Actor(Role.OFFICER, person=1, post=2, organ=7)),
        (desk(Role.MAYOR), Actor(Role.MAYOR, person=1, post=2, organ=9)),
        (post(2), Actor(Role.DEPUTY, person=1, post=2, organ=9)),
        (person(1), Actor(Role.ENTERPRISE, person=1)),
        (enterprise(5), Actor(Role.ENTERPRISE, person=3, enterprises=frozenset({5, 6}))),
        (enterprise(5, lodged_by=8), Actor(Role.ENTERPRISE, person=8)),
    ],
)
def test_it_reaches(tell, to, reader):
    tell(to=(to,))
    assert titles(reader) == ["请看"]


@pytest.mark.parametrize(
    "reader",
    [
        Actor(Role.OFFICER, person=1, post=2, organ=8),
        Actor(Role.HEAD, person=1, post=2, organ=7),
        Actor(Role.ENTERPRISE, person=1, enterprises=frozenset({7})),
        Actor(Role.PUBLIC),
    ],
)
def test_it_reaches_nobody_else(tell, reader):
    tell(to=(desk(Role.OFFICER, 7),))
    assert titles(reader) == []
    with pytest.raises(NotFound):
        queries.fetch(reader, Message.objects.latest("pk").pk)


def test_a_department_is_told_as_a_department():
    with pytest.raises(ValueError, match="which department"):
        desk(Role.OFFICER)


def test_a_person_in_another_post_reads_that_post_only():
    one, other = (Actor(Role.OFFICER, person=1, post=number, organ=number) for number in (2, 3))
    assert set(mailboxes(one)) & set(mailboxes(other)) == {"person:1"}


def test_each_reader_reads_for_themselves(tell, later):
    one, other = (Actor(Role.INTAKE, person=number, post=number, organ=9) for number in (1, 2))
    tell()
    actions.mark_read(queries.fetch(one, Message.objects.latest("pk").pk), by=one, at=later())
    actions.mark_read(queries.fetch(one, Message.objects.latest("pk").pk), by=one, at=later())
    assert (queries.unread(one, at=later()), queries.unread(other, at=later())) == (0, 1)
    assert [row.is_read for row in queries.page(one, Wanted()).rows] == [True]
    assert (titles(one, unread=True), titles(other, unread=True)) == ([], ["请看"])


def test_everything_up_to_what_was_seen_is_marked_read(tell, later):
    clerk = Actor(Role.INTAKE, person=1, post=4, organ=9)
    tell("one")
    tell("two")
    seen = queries.page(clerk, Wanted()).rows[0].pk
    tell("three", title="刚到的")
    actions.mark_all_read(upto=seen, by=clerk, at=later())
    assert titles(clerk, unread=True) == ["刚到的"]
    elsewhere = Actor(Role.INTAKE, person=1, post=5, organ=9)
    assert queries.unread(elsewhere, at=later()) == 3


def test_what_is_a_month_old_is_no_news(tell, later):
    clerk = Actor(Role.INTAKE, person=1, post=4, organ=9)
    tell()
    assert queries.unread(clerk, at=later() + timedelta(days=29)) == 1
    assert queries.unread(clerk, at=later() + timedelta(days=31)) == 0


def test_the_bell_costs_one_query_and_stops_counting_at_a_hundred(tell, later, django_assert_num_queries):
    clerk = Actor(Role.INTAKE, person=1, post=4, organ=9)
    for count in range(103):
        tell(str(count))
    with django_assert_num_queries(1):
        assert queries.unread(clerk, at=later()) == queries.MANY + 1


def test_the_list_is_cut_by_a_cursor(tell, django_assert_num_queries):
    clerk = Actor(Role.INTAKE, person=1, post=4, organ=9)
    for count in range(5):
        tell(str(count), title=f"第{count}条")
    with django_assert_num_queries(1):
        first = queries.page(clerk, Wanted(size=3))
    rest = queries.page(clerk, Wanted(size=3, before=first.next))
    assert [row.title for row in (*first.rows, *rest.rows)] == ["第4条", "第3条", "第2条", "第1条", "第0条"]
    assert rest.next is None


def test_words_are_filled_in_and_never_evaluated():
    words = {"title": "{number}", "number": "JDR-2026-000001"}
    assert fill("{number}：{title}{nothing}{0}{title.__class__}", words) == (
        "JDR-2026-000001：{number}{0}{title.__class__}"
    )
    assert fill("长" * 200, {}, 120) == "长" * 119 + "…"


def test_an_event_nobody_listens_to_asks_nothing_more(later, django_assert_num_queries):
    by = Actor(Role.INTAKE, name="韦小兰")
    with transaction.atomic(), django_assert_num_queries(3):
        journal.record("appeal/nobody", "appeals.appeal.sorted", by=by, at=later())
    with transaction.atomic(), django_assert_num_queries(4):
        journal.record("appeal/nobody", "appeals.appeal.lodged", by=by, at=later())
