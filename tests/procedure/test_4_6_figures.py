"""四(六): 定期整理各部门企业诉求办理情况、办理评价情况。

The figures a bulletin will be made of: by department, with the counts behind every share.
"""

from datetime import timedelta

import pytest

from qinqing.procedure.bulletins import actions as bulletins
from qinqing.procedure.bulletins import queries
from qinqing.procedure.bulletins.rules import Cut, Window
from qinqing.procedure.supervision import actions as supervision

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures(cast, later):
    """The figures of one department for the days around."""

    def read(code: str):
        bulletins.follow_record()
        days = Window(later() - timedelta(days=1), later(days=1), later(days=1))
        rows = queries.measured(cast.bureau_head, Cut.DEPARTMENT, [days])
        return next(row.now for row in rows if row.key == str(cast.organ(code)))

    return read


def test_what_was_transferred_counts_as_received(stand, figures):
    stand("transferred")
    stand("closed")
    assert figures("power-supply").received == 2


def test_resolved_is_the_enterprises_word_and_not_the_departments(stand, speaker, figures, later):
    appeal = stand("closed")
    before = figures("power-supply")
    supervision.evaluate(appeal, solved=False, level=2, by=speaker(appeal), at=later())
    after = figures("power-supply")
    assert (before.rated, after.rated, after.solved) == (0, 1, 0)


def test_nothing_rated_is_no_share_at_all(stand, figures):
    stand("closed")
    assert not figures("power-supply").rates["solved"].whole
