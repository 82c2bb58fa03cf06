"""查找: a department finds, in the full text, what concerns it and nothing else, however it came to concern it."""

import pytest
from tests.cast import NOW

from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries.finding import index

pytestmark = pytest.mark.django_db
WORDS = "铁水"


def found(actor: Actor) -> set[str]:
    return {appeal.code for appeal in queries.page(actor, queries.Wanted(text=WORDS), at=NOW).rows}


def visible(actor: Actor) -> set[str]:
    return set(Appeal.objects.visible_to(actor).filter(text__contains=WORDS).values_list("code", flat=True))


@pytest.mark.parametrize("organ", ["power-supply", "park-west", "natural-resources"])
def test_a_department_finds_all_that_it_leads_or_assists(stand, cast, organ):
    for told in ({}, {"assisting": ("park-west",)}, {"lead": "natural-resources"}, {"text": "厂门口的路坏了。"}):
        stand("handling", **told)
    stand("registered")
    officer = cast.officer(organ)
    assert found(officer) == visible(officer) != set()


def test_a_redirected_appeal_is_found_by_the_new_department_and_no_longer_by_the_former(stand, cast, later):
    appeal = stand("returned")
    former, new = cast.officer("power-supply"), cast.officer("natural-resources")
    assert (found(former), found(new)) == ({appeal.code}, set())
    appeals.redirect(appeal, lead=cast.organ("natural-resources"), reason="用地事项", by=cast.intake, at=later())
    assert (found(former), found(new)) == (visible(former), {appeal.code})


def test_an_appeal_indexed_again_keeps_its_departments(stand, cast):
    appeal = stand("handling")
    index(appeal)
    assert found(cast.officer("power-supply")) == {appeal.code}
