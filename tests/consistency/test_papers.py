"""公文: in the one list of all papers everybody finds exactly those that the pages of their subjects give."""

import pytest
from django.urls import reverse
from tests.answers import let_go
from tests.cast import NOW
from tests.world import POSTS, SPEAKERS

from qinqing.doors.console.papers import readable
from qinqing.kernel.actors import MACHINE
from qinqing.services.documents import actions as documents
from qinqing.services.documents import queries as papers
from qinqing.services.documents.models import Paper

pytestmark = pytest.mark.django_db
PAGES = {
    "appeal": "console:paper",
    "batch": "console:batch_paper",
    "reception": "console:day_paper",
    "minutes": "console:minutes_paper",
    "item": "console:item_paper",
    "urging": "console:urging_paper",
    "round": "console:inspection_paper",
    "bulletin": "console:bulletin_paper",
}


def status(browser, name, *parts):
    answer = browser.get(reverse(name, args=[*parts, "docx"]))
    let_go(answer)
    return answer.status_code


@pytest.mark.usefixtures("morning")
@pytest.mark.parametrize("who", POSTS)
def test_the_list_gives_what_the_pages_give_and_nothing_else(world, who):
    documents.file_papers(by=MACHINE, at=NOW)
    browser, listed = world.browser(who), {one.code for one in _listed(world.actor(who))}
    written = Paper.objects.exclude(subject__contains="/appeal/")
    assert {one.kind for one in written} >= {"registration", "transfer", "minutes", "assignment", "bulletin", "urging"}
    for one in written:
        prefix, code, *_ = one.subject.split("/")
        given = status(browser, PAGES[prefix], code, one.code)
        assert status(browser, "console:filed_paper", one.code) == given, (one.kind, one.subject)
        assert (one.code in listed) == (given == 200), (one.kind, one.subject)


@pytest.mark.usefixtures("morning")
@pytest.mark.parametrize("who", POSTS)
def test_every_row_leads_to_a_page_the_reader_may_open(world, who):
    browser = world.browser(who)
    page = browser.get("/desk/papers/")
    for row in page.context["rows"] if page.status_code == 200 else ():
        assert row.url
        assert browser.get(row.url).status_code == 200, (row.paper.kind, row.url)


@pytest.mark.parametrize("who", SPEAKERS)
def test_an_enterprise_has_no_desk(world, who):
    code = Paper.objects.filter(kind="registration").first().code
    assert status(world.browser(who), "console:filed_paper", code) == 404


def _listed(actor):
    return papers.papers_page(readable(actor), papers.PapersWanted()).rows
