"""评价链接: one closing, one rating, by whoever holds the address, and the record says so. 五(四)."""

from datetime import timedelta

import pytest

from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.procedure.appeals import actions as appeal_actions
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries
from qinqing.services.journal import queries as record
from qinqing.services.journal.models import Entry

pytestmark = pytest.mark.django_db
WORDS = {"solved": False, "level": 2, "reasons": ["slow"], "comment": "拖得久"}


@pytest.fixture
def link(closed):
    """The link that was issued when an appeal was closed."""
    return queries.links_of(closed())[0]


def rate(link, at, **told):
    return supervision.evaluate_by_link(link, **WORDS | told, by=queries.BEARER, at=at)


def test_it_is_issued_with_the_closing_and_found_by_its_address_alone(link, later):
    token = queries.rating_token(link.code)
    assert queries.link_of_token(token) == link
    assert (len(token), int(token, 16) < 2**128) == (32, True)
    assert queries.may_use(link, at=later())
    for wrong in ("0" * 32, link.code, token[:-1], token.upper() + "0"):
        with pytest.raises(NotFound):
            queries.link_of_token(wrong)
    assert record.verify().ok


def test_the_address_itself_is_kept_nowhere(link):
    token = queries.rating_token(link.code)
    row = queries.RatingLink.objects.values().get(pk=link.pk)
    assert token not in str(row)
    assert not any(token in str(entry) for entry in Entry.objects.values())
    assert token != link.digest


def test_it_rates_once_and_says_that_it_was_by_the_link(cast, link, later):
    given = rate(link, later())
    assert (given.via, given.get_via_display(), given.given_by) == ("link", "评价链接", "持评价链接者")
    line = appeals.timeline(given.appeal, cast.intake)[0]
    assert (line.who, dict(line.particulars)["评价途径"]) == ("企业", "评价链接")
    assert given.correction.state == "open"
    used = queries.fetch_link(link.code)
    assert used.state == "used"
    assert "只能评价一次" in queries.may_use(used, at=later()).reason
    with pytest.raises(Refused, match="只能评价一次"):
        rate(used, later())
    assert record.verify().ok


def test_of_two_who_use_it_at_once_the_slower_is_told(link, later):
    slower = queries.fetch_link(link.code)
    rate(link, later())
    queries.Evaluation.objects.all().update(closed_at=later(days=9))
    with pytest.raises(Conflict, match="刚刚用过"):
        rate(slower, later())


def test_what_was_rated_at_the_portal_is_not_rated_by_the_link(link, speaker, later):
    supervision.evaluate(link.appeal, solved=True, level=5, by=speaker(link.appeal), at=later())
    with pytest.raises(Refused, match="已经评价过"):
        rate(link, later())
    assert [row.get_via_display() for row in queries.evaluations_of(link.appeal, speaker(link.appeal))] == ["企业门户"]


def test_it_runs_out_at_the_end_of_a_working_day(link, later):
    """Twenty working days from 23 November: the last is 21 December."""
    assert link.expires_at.isoformat() == "2026-12-21T16:00:00+00:00"
    assert queries.may_use(link, at=link.expires_at - timedelta(seconds=1))
    with pytest.raises(Refused, match="已过期"):
        rate(link, link.expires_at)


def test_a_lost_one_is_replaced(cast, closed, later):
    appeal = closed()
    old = queries.links_of(appeal)[0]
    with pytest.raises(Refused, match="请写明换发的原因"):
        supervision.renew_link(appeal, reason=" ", by=cast.intake, at=later())
    new = supervision.renew_link(appeal, reason="企业说纸丢了", by=cast.intake, at=later())
    with pytest.raises(Refused, match="已经换发"):
        rate(queries.fetch_link(old.code), later())
    assert queries.good_link(appeal, at=later()) == new
    rate(new, later())
    assert dict(appeals.timeline(appeal, cast.intake)[1].particulars) == {"原因": "企业说纸丢了"}
    with pytest.raises(Refused, match="已经评价过"):
        supervision.renew_link(appeal, reason="再来一个", by=cast.intake, at=later())
    assert record.verify().ok


def test_nobody_who_did_the_work_gets_a_link(cast, closed, later):
    appeal = closed()
    for actor in (cast.officer("power-supply"), cast.head("power-supply"), cast.mayor):
        assert not queries.may_renew_link(appeal, actor)
        with pytest.raises(Refused, match="由受理岗办理"):
            supervision.renew_link(appeal, reason="想看看", by=actor, at=later())


def test_a_reopened_appeal_is_not_rated_by_the_link_of_its_first_closing(cast, link, later):
    appeal_actions.reopen(link.appeal, reason="又跳闸", by=cast.bureau_head, at=later(days=1))
    assert "又在办理" in queries.may_use(queries.fetch_link(link.code), at=later(days=1)).reason
    with pytest.raises(Refused, match="又在办理"):
        rate(queries.fetch_link(link.code), later(days=1))


def test_an_appeal_closed_again_has_one_link_that_works(cast, link, speaker, later):
    appeal, at = link.appeal, later(days=3)
    officer, head = cast.officer("power-supply"), cast.head("power-supply")
    appeal_actions.reopen(appeal, reason="又跳闸", by=cast.bureau_head, at=at)
    appeal_actions.draft_outcome(
        appeal, outcome="resolved", checked="又查", answer="换线", contact="何工", by=officer, at=at
    )
    appeal_actions.sign_answer(appeal, by=head, at=at)
    appeal_actions.confirm(appeal, by=speaker(appeal), at=at)
    appeal_actions.close(appeal, result="resolved", by=cast.intake, at=at)
    assert [one.state for one in queries.links_of(appeal)] == ["issued", "replaced"]
    assert record.verify().ok


def test_a_link_made_good_again_behind_the_record_is_found(link, later):
    rate(link, later())
    queries.RatingLink.objects.filter(pk=link.pk).update(state="issued", ended_at=None)
    assert not record.verify().ok
