"""Official numbers: unique and without gaps, however many ask at once."""

import threading

import pytest
from django.db import connection, connections, transaction

from qinqing.services.documents import actions
from qinqing.services.documents.models import Counter

EACH, WORKERS = 15, 6


def together(work) -> list[BaseException]:
    """Runs the work in several threads, each with a connection of its own; returns what went wrong."""
    faults: list[BaseException] = []
    start = threading.Barrier(WORKERS)

    def run(number: int) -> None:
        try:
            start.wait()
            work(number)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


@pytest.mark.django_db
def test_each_series_and_year_counts_from_one():
    assert [actions.next_number("JDR", 2026) for _ in range(3)] == [1, 2, 3]
    assert actions.next_number("JDR", 2027) == 1
    assert actions.next_number("HZ", 2026) == 1


@pytest.mark.django_db
def test_an_undone_number_is_given_again():
    def undone() -> None:
        with transaction.atomic():
            assert actions.next_number("JDR", 2026) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    assert actions.next_number("JDR", 2026) == 1


@pytest.mark.django_db(transaction=True)
def test_a_number_is_given_only_within_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        actions.next_number("JDR", 2026)


@pytest.mark.django_db(transaction=True)
def test_numbers_taken_at_once_are_unique_and_gapless():
    taken: list[int] = []

    def work(worker: int) -> None:
        for turn in range(EACH):
            try:
                with transaction.atomic():
                    number = actions.next_number("JDR", 2026)
                    if (turn + worker) % 5 == 0:
                        raise ZeroDivisionError
                taken.append(number)
            except ZeroDivisionError:
                continue

    assert together(work) == []
    assert sorted(taken) == list(range(1, len(taken) + 1))
    assert Counter.objects.get().value == len(taken) == WORKERS * EACH * 4 // 5


@pytest.mark.django_db(transaction=True)
def test_a_counter_that_reads_first_would_give_numbers_twice():
    """The broken twin: read, then write, each in a moment of its own."""
    Counter.objects.create(series="JDR", year=2026)
    taken: list[int] = []
    pause = threading.Barrier(WORKERS)

    def work(worker: int) -> None:
        number = Counter.objects.get().value + 1
        pause.wait()
        Counter.objects.update(value=number)
        taken.append(number)

    assert together(work) == []
    assert len(set(taken)) < len(taken), connection.vendor
