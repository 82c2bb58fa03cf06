"""二(三): whom the Plan receives."""

import pytest

from qinqing.procedure.register.rules import SECTIONS, Standing, Status, eligibility


@pytest.mark.parametrize(
    ("status", "county", "agreement", "allowed"),
    [
        (Status.REGISTERED, True, False, True), (Status.REGISTERED, False, True, False),
        (Status.UNDER_CONSTRUCTION, True, True, True), (Status.UNDER_CONSTRUCTION, True, False, False),
        (Status.RENEWED, True, True, True), (Status.RENEWED, False, True, False),
        (Status.CANCELLED, True, True, False), (Status.ELSEWHERE, True, True, False),
    ],
)  # fmt: skip
def test_it_asks_for_registration_and_for_projects_an_agreement(status, county, agreement, allowed):
    verdict = eligibility(Standing(status, county, agreement))
    assert bool(verdict) is allowed
    assert allowed or (verdict.clause == "二(三)" and verdict.reason)


def test_whoever_gives_no_name_is_looked_into():
    assert eligibility(Standing(Status.REGISTERED, False, False, unnamed=True))


def test_the_industries_are_the_twenty_sections():
    assert "".join(SECTIONS) == "ABCDEFGHIJKLMNOPQRST"
