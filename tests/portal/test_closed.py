"""A closed appeal says on the enterprise's page what it was closed with, 四(三)."""

import pytest
from tests.cast import NOW, Stage

from qinqing.doors.portal.plain import WORDS, next_for
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals.rules.kinds import Result
from qinqing.procedure.appeals.states import State

pytestmark = pytest.mark.django_db


def test_who_withdrew_reads_so_and_not_that_it_was_settled(cast, enterprise):
    appeal, browser = Stage(cast)("transferred"), enterprise("hengxin")
    appeals.withdraw(appeal, reason="已自行解决", by=cast.actor("hengxin"), at=NOW)
    page = browser.get(f"/my/{appeal.code}/").text
    assert "您已经撤回，不再办理；需要时请重新提交。" in page
    assert WORDS[State.CLOSED] not in page


@pytest.mark.parametrize("result", [Result.RESOLVED, Result.PARTLY, Result.EXPLAINED, Result.MERGED])
def test_each_way_of_closing_has_its_own_words(cast, result):
    appeal = Stage(cast)("closed")
    plain = WORDS[State.CLOSED]
    appeal.result = ""
    assert next_for(appeal, at=NOW).words == plain
    appeal.result = result.value
    assert next_for(appeal, at=NOW).words != plain
