"""Tracks hold what the record tells and nothing else, however often and in whatever pieces it is followed."""

import pytest

from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.bulletins import actions
from qinqing.procedure.bulletins.models import Track

pytestmark = pytest.mark.django_db


def rows():
    return list(Track.objects.order_by("pk").values())


def test_an_appeal_is_followed_once_and_again_when_its_record_went_on(cast, stand, later):
    appeal = stand("transferred")
    assert actions.follow_record() == 1
    assert actions.follow_record() == 0
    appeals.sign_for(appeal, by=cast.officer("power-supply"), at=later())
    assert actions.follow_record() == 1


def test_made_anew_they_are_the_same(stand):
    for state in ("handling", "closed", "shelved", "refused"):
        stand(state)
        actions.follow_record()
    former = rows()
    Track.objects.all().delete()
    assert actions.follow_record(chunk=1) == 4
    assert rows() == former


def test_a_redirected_appeal_counts_for_whom_it_went_to(cast, stand, later):
    appeal = stand("returned")
    appeals.redirect(appeal, lead=cast.organ("housing"), reason="职责在住建", by=cast.bureau_head, at=later())
    actions.follow_record()
    (track,) = Track.objects.all()
    assert (track.lead, track.returned, track.handle_until) == (cast.organ("housing"), True, None)
    assert track.handle_due_at is not None


def test_where_the_enterprise_is_comes_from_the_register(cast, stand):
    appeal = stand("handling")
    actions.follow_record()
    assert Track.objects.get().township == appeal.enterprise.township_id
