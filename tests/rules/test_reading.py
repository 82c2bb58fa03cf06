"""One reading, one answer; whoever is not inside a reading asks anew."""

import pytest

from qinqing.kernel.reading import once, reading


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
