"""One reading, one answer; whoever is not inside a reading asks anew."""

import pytest

from qinqing.kernel.reading import changes, lasting, once, reading


@pytest.fixture
def asked():
    return []


def ask_into(asked):
    def ask():
        asked.append(1)
        return len(asked)

    return ask


def test_it_asks_once_inside_a_reading(asked):
    with reading():
        assert [once("calendar", ask_into(asked)) for _ in range(3)] == [1, 1, 1]


def test_it_asks_each_time_outside(asked):
    assert [once("calendar", ask_into(asked)) for _ in range(3)] == [1, 2, 3]


def test_the_next_reading_asks_anew_also_after_a_failure(asked):
    with pytest.raises(ZeroDivisionError), reading():
        once("calendar", lambda: ask_into(asked)() / 0)
    with reading():
        assert once("calendar", ask_into(asked)) == 2
    assert once("calendar", ask_into(asked)) == 3


def test_names_do_not_mix(asked):
    with reading():
        assert (once("calendar", ask_into(asked)), once("register", ask_into(asked))) == (1, 2)


def test_a_request_that_writes_asks_once_for_what_lasts_alone(asked):
    with reading(writes=True):
        assert [lasting("calendar", ask_into(asked)) for _ in range(3)] == [1, 1, 1]
        assert [once("clocks", ask_into(asked)) for _ in range(3)] == [2, 3, 4]


def test_what_the_request_changes_is_asked_anew_from_then_on(asked):
    with reading(writes=True):
        assert [lasting("calendar", ask_into(asked)), lasting("register", ask_into(asked))] == [1, 2]
        changes("calendar")
        assert [lasting("calendar", ask_into(asked)) for _ in range(2)] == [3, 4]
        assert lasting("register", ask_into(asked)) == 2
    with reading(writes=True):
        assert [lasting("calendar", ask_into(asked)) for _ in range(2)] == [5, 5]


def test_outside_a_request_what_lasts_is_asked_each_time_too(asked):
    changes("calendar")
    assert [lasting("calendar", ask_into(asked)) for _ in range(2)] == [1, 2]
