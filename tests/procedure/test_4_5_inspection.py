"""四(五): 县人民政府督查室对接待日决定事项进行督促检查，确保企业的诉求得到有效解决。

What the inspectorate needs to begin: every decided item before its eyes, and nothing that was never decided.
"""

import pytest

from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions import queries as items

pytestmark = pytest.mark.django_db


def test_the_inspectorate_sees_every_decided_item(stand, cast, later):
    decided = [stand("implementing", rung=2), stand("implementing", rung=4)]
    page = items.page(cast.inspector, items.Wanted(), at=later())
    assert {row.appeal.code for row in page.rows} == {appeal.code for appeal in decided}
    assert all(appeals.fetch(cast.inspector, appeal.code) for appeal in decided)


def test_it_does_not_see_what_was_never_decided(stand, cast):
    with pytest.raises(NotFound):
        appeals.fetch(cast.inspector, stand("handling").code)


def test_an_overdue_item_is_red(stand, cast, later):
    stand("implementing", rung=2)
    red = items.page(cast.inspector, items.Wanted(light="red"), at=later(days=40))
    assert len(red.rows) == 1
    assert not items.page(cast.inspector, items.Wanted(light="red"), at=later()).rows
