"""A statement that is compiled once answers as the queryset that it was told as, on both databases."""

from datetime import date
from threading import Thread

import pytest
from django.db import connection
from django.db.models import F

from qinqing.services.search.models import Document
from qinqing.services.statements import compiled

pytestmark = pytest.mark.django_db
BODIES = {1: "用地", 2: "用电", 3: "用水 〇𠮷", 4: "用工 100% '\"; --"}


@pytest.fixture(autouse=True)
def _documents(db):
    Document.objects.bulk_create(
        Document(id=number, kind="appeal" if number < 4 else "other", object_id=number * 10, body=body)
        for number, body in BODIES.items()
    )


def test_it_answers_with_the_rows_of_its_values():
    @compiled
    def above(kind, number):
        return Document.objects.filter(kind=kind, object_id__gt=number).order_by("-object_id")

    assert [one.body for one in above("appeal", 10)] == [BODIES[3], BODIES[2]]
    assert [one.body for one in above("other", 0)] == [BODIES[4]]
    assert above("appeal", 30) == []


def test_the_queryset_is_built_for_the_first_call_only(django_assert_num_queries):
    built = []

    @compiled
    def of_kind(kind):
        built.append(kind)
        return Document.objects.filter(kind=kind)

    with django_assert_num_queries(2):
        assert (len(of_kind("appeal")), len(of_kind("other"))) == (3, 1)
    assert len(built) == 1


def test_a_value_may_stand_twice_and_beside_constants():
    @compiled
    def either(number, kind):
        return Document.objects.filter(object_id=number).exclude(kind=kind) | Document.objects.filter(
            id=number, marks=""
        )

    assert [one.pk for one in either(10, "other")] == [1]
    assert [one.pk for one in either(2, "other")] == [2]
    assert either(40, "other") == []


@pytest.mark.parametrize("text", [*BODIES.values(), "%s", "%", "?", "\\", "用地' OR 1=1 --"])
def test_text_is_a_value_and_nothing_else(text):
    @compiled
    def of_body(body):
        return Document.objects.filter(body=body)

    assert [one.body for one in of_body(text)] == [body for body in BODIES.values() if body == text]


def test_each_shape_is_a_statement_of_its_own():
    @compiled
    def ordered(kind, *, by, most):
        return Document.objects.filter(kind=kind).order_by(by)[:most]

    assert [one.pk for one in ordered("appeal", by="-pk", most=2)] == [3, 2]
    assert [one.pk for one in ordered("appeal", by="pk", most=1)] == [1]


def test_columns_and_annotations_come_as_told():
    @compiled
    def numbers(kind):
        return Document.objects.filter(kind=kind).order_by("pk").values_list("object_id", flat=True)

    @compiled
    def doubled(kind):
        return Document.objects.filter(kind=kind).only("kind").annotate(twice=F("object_id") * 2).order_by("pk")

    assert numbers("appeal") == [10, 20, 30]
    assert [(one.twice, one.get_deferred_fields() > {"body"}) for one in doubled("appeal")] == [
        (20, True), (40, True), (60, True),
    ]  # fmt: skip


@pytest.mark.parametrize("value", [None, True, 1.5, date(2026, 1, 1), [1], ("appeal",)])
def test_a_value_that_would_make_another_statement_is_refused(value):
    with pytest.raises(TypeError, match="int and str"):
        compiled(lambda kind: Document.objects.filter(kind=kind))(value)


def test_a_value_that_is_sent_otherwise_than_given_is_refused():
    with pytest.raises(TypeError, match="as given"):
        compiled(lambda word: Document.objects.filter(body__contains=word))("用地")


def test_every_thread_asks_over_its_own_connection():
    asked = compiled(lambda number: Document.objects.filter(pk=number))
    asked(1)
    found, other = [], []

    def ask():
        found.extend(asked(1))
        other.append(connection.connection)
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert not found  # what this test put in is in its own transaction
    assert other[0] is not connection.connection
