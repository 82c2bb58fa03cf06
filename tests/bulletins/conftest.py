"""A November with some of everything, and its bulletin at any stop of its way."""

from datetime import date, datetime

import pytest

from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.bulletins import actions, queries

NOVEMBER = date(2026, 11, 1)
DECEMBER = datetime(2026, 12, 2, 9, tzinfo=SHANGHAI)


@pytest.fixture
def opened(stand, cast):
    """The bulletin of a November with one closed appeal, waiting to be drafted."""
    stand("closed")
    stand("handling")
    actions.follow_record()
    assert actions.open_due(DECEMBER) == 1
    return queries.fetch_bulletin(cast.intake, "2026-11")


@pytest.fixture
def until(opened, cast):
    """``until("with_leader")``: the bulletin in that state."""

    def bring(state):
        steps = {
            "drafting": (),
            "with_head": (submit,),
            "with_leader": (submit, approve),
            "published": (submit, approve, publish),
            "correcting": (submit, approve, publish, propose),
        }
        for step in steps[state]:
            step(opened, cast)
        return queries.fetch_bulletin(cast.intake, "2026-11")

    return bring


def submit(found, cast):
    actions.submit(found, by=cast.intake, at=DECEMBER)


def approve(found, cast):
    actions.approve(found, by=cast.bureau_head, at=DECEMBER)


def publish(found, cast):
    actions.publish(found, by=cast.mayor, at=DECEMBER)


def propose(found, cast):
    actions.propose_correction(
        found, where="供电公司，办结", was="1", becomes="2", reason="漏计", by=cast.intake, at=DECEMBER
    )
