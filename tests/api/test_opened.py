"""Open data: without a token, or with one for open data alone."""

import pytest

from qinqing.procedure.bulletins.rules.measures import MEASURES
from qinqing_client import Problem


def test_what_is_published_is_open(world, stranger):
    (one,) = stranger.bulletins()
    figures = stranger.bulletin(one["month"])
    assert figures["digest"] == one["digest"]
    assert {row["key"] for row in stranger.measures()["measures"]} == set(MEASURES)
    assert stranger.measures()["months"][0]["totals"] == figures["totals"]
    assert all(day["host"] for day in stranger.days())
    county = stranger.county()
    assert county["name"] == "云岭县"
    assert {"matter", "where", "phone"} == set(county["elsewhere"][0])


def test_the_same_figures_as_at_the_portal(world, stranger, client):
    month = stranger.bulletins()[0]["month"]
    assert stranger.bulletin(month) == client.get(f"/bulletins/{month}/figures.json").json()


def test_a_month_that_is_not_out_is_not_there(stranger):
    with pytest.raises(Problem) as told:
        stranger.bulletin("2031-01")
    assert told.value.status == 404


def test_a_token_for_open_data_opens_nothing_else(program):
    opened = program("intake-1", "open")
    assert opened.measures()["measures"]
    for ask in (opened.todo, opened.organs, opened.appeals):
        with pytest.raises(Problem) as told:
            ask()
        assert (told.value.status, told.value.code) == (403, "scope_missing")
