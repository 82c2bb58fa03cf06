"""Papers written for an enterprise: the registration of its appeal and the letters that asked it to a day; no other."""

import pytest
from django.urls import reverse
from tests.answers import let_go
from tests.cast import NOW

from qinqing.kernel.actors import MACHINE
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries as days
from qinqing.services.documents import actions as documents
from qinqing.services.documents import queries as papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast, stand):
    """Two appeals of two enterprises on one day, whose letters are out. Returns the first appeal."""
    mine, other = stand("ripe", rung=2), stand("ripe", rung=2, enterprise="xinggui-garment")
    day = receptions.plan(
        host_post=cast.post("deputy-industry").post, date=NOW.date(), place="县政府六楼", reason="急",
        departments=[cast.organ("power-supply")], by=cast.office, at=NOW,
    )  # fmt: skip
    receptions.put_on_agenda(days.fetch(cast.office, day.code), [mine, other], by=cast.office, at=NOW)
    receptions.issue_notice(days.fetch(cast.office, day.code), by=cast.office, at=NOW)
    documents.file_papers(by=MACHINE, at=NOW)
    return days.fetch(cast.office, day.code), mine, other


def test_the_page_of_an_appeal_has_the_letters_to_its_enterprise(enterprise, asked):
    day, mine, _ = asked
    page = enterprise("hengxin").get(f"/my/{mine.code}/")
    kinds = [one["title"] for one in page.context["papers"]]
    assert kinds == ["企业诉求登记表", "接待日活动通知"]
    (letter,) = papers.papers_of(days.invitation_subject(day, mine))
    assert letter.number in page.text


def test_each_opens_for_its_enterprise_and_for_nobody_else(enterprise, asked):
    day, mine, other = asked
    own = [*papers.papers_of(mine.subject), *papers.papers_of(days.invitation_subject(day, mine))]
    theirs = papers.papers_of(days.invitation_subject(day, other))
    for one in [*own, *theirs, *papers.papers_of(day.subject)]:
        address = reverse("portal:paper", args=[mine.code, one.code, "docx"])
        answer = enterprise("hengxin").get(address)
        let_go(answer)
        assert answer.status_code == (200 if one in own and one.kind in ("registration", "notice") else 404), one.kind
        assert enterprise("xinggui").get(address).status_code == 404
