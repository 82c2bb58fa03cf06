"""四(六): what is out is read by everybody, as a page, a feed, open data and a text; what is not out by nobody."""

import csv
import json
from datetime import datetime
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.test import Client
from tests.bulletins.conftest import DECEMBER, opened, until  # noqa: F401

from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.bulletins import actions, queries
from qinqing.services.documents import queries as documents

pytestmark = pytest.mark.django_db
URL = "/bulletins/2026-11/"
ADDRESSES = (URL, f"{URL}figures.csv", f"{URL}figures.json", f"{URL}aloud.txt")


def read(url):
    answer = Client().get(url)
    assert answer.status_code == 200, url
    return answer


def test_a_draft_is_nobodys(until):  # noqa: F811
    until("with_leader")
    assert URL not in read("/").text
    for url in ADDRESSES:
        assert Client().get(url).status_code == 404
    assert "2026年11月通报" not in read("/bulletins/").text
    assert "2026年11月通报" not in read("/bulletins/feed.xml").content.decode()


def test_a_published_month_tells_its_figures_and_what_they_mean(until):  # noqa: F811
    found = until("published")
    page = read(URL).text
    assert found.digest in page
    assert "数字的含义" in page
    assert "100%" not in page
    assert "2026年11月通报" in read("/bulletins/").text
    assert "/bulletins/" in read("/").text


def test_the_front_page_names_the_newest_with_its_two_figures(until):  # noqa: F811
    totals = queries.figures_of(until("published")).totals
    page = read("/").text
    assert f'href="{URL}"' in page
    assert f"收到 {totals.received} 件，办结 {totals.closed} 件" in page


def test_the_feed_is_rss(until):  # noqa: F811
    until("published")
    (item,) = ElementTree.fromstring(read("/bulletins/feed.xml").content).iter("item")
    assert item.findtext("link") == f"http://testserver{URL}"


def test_open_data_say_the_same_as_the_record(until):  # noqa: F811
    found = until("published")
    told = json.loads(read(f"{URL}figures.json").content)
    totals = queries.figures_of(found).totals
    assert (told["digest"], told["totals"]["received"]) == (found.digest, totals.received)
    assert told["totals"]["rates"]["satisfied"] == {"part": 0, "whole": 0, "percent": None}
    assert "满意率" in told["definitions"]
    content = read(f"{URL}figures.csv").content
    assert content.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    assert table[0][:3] == ["部门代码", "部门", "收到"]
    assert ["摘要", found.digest] in table


def test_a_correction_stands_beside_what_was_published(until, cast):  # noqa: F811
    found = until("correcting")
    assert "更正" not in read(URL).text
    actions.confirm_correction(found, by=cast.mayor, at=DECEMBER)
    page = read(URL).text
    assert "第1号更正" in page
    assert "“1”更正为“2”" in page
    assert "韦晓岚" not in page
    assert json.loads(read(f"{URL}figures.json").content)["corrections"][0]["reason"] == "漏计"


def test_a_correction_is_news_of_its_own_on_the_countys_day(until, cast):  # noqa: F811
    """Twenty past midnight of December 8 is still the 7th in Greenwich."""
    found = until("correcting")
    actions.confirm_correction(found, by=cast.mayor, at=datetime(2026, 12, 8, 0, 20, tzinfo=SHANGHAI))
    assert "第1号更正（12月8日）" in read(URL).text
    assert json.loads(read(f"{URL}figures.json").content)["corrections"][0]["at"] == "2026-12-08"
    correction, month = ElementTree.fromstring(read("/bulletins/feed.xml").content).iter("item")
    assert [one.findtext("title") for one in (correction, month)] == ["2026年11月通报第1号更正", "2026年11月通报"]
    assert "“1”更正为“2”" in correction.findtext("description")
    assert correction.findtext("pubDate") == "Tue, 08 Dec 2026 00:20:00 +0800"
    assert correction.findtext("guid") != month.findtext("guid")


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "abcdef", "2031-01"])
def test_a_month_that_is_not_out_is_not_there(until, month):  # noqa: F811
    until("published")
    assert Client().get(f"/bulletins/{month}/").status_code == 404


def test_its_paper_is_written_when_it_is_published(until):  # noqa: F811
    found = until("published")
    (paper,) = documents.papers_of(found.subject)
    content, _ = documents.paper_file(documents.paper(paper.code), "pdf")
    assert content.startswith(b"%PDF")
    assert "工信商通〔2026〕1号" in paper.number


@pytest.fixture
def empty(until, cast):  # noqa: F811
    """The bulletin of a December in which nothing was lodged, closed or rated, published after November's."""
    until("published")
    january = DECEMBER.replace(year=2027, month=1, day=5)
    actions.follow_record()
    actions.open_due(january)
    found = queries.fetch_bulletin(cast.intake, "2026-12")
    actions.submit(found, by=cast.intake, at=january)
    actions.approve(found, by=cast.bureau_head, at=january)
    actions.publish(found, by=cast.mayor, at=january)
    return queries.fetch_published("2026-12")


def test_a_month_with_no_appeals_says_so_wherever_it_is_read(empty, cast):
    url = "/bulletins/2026-12/"
    assert queries.figures_of(empty).totals.received == 0
    for address in (url, f"{url}aloud.txt", "/bulletins/", "/bulletins/feed.xml"):
        told = read(address).content.decode()
        assert "十二月" in told or "2026年12月" in told, address
        assert not any(word in told for word in ("100%", "百分之百", "NaN", "None")), address
    figures = json.loads(read(f"{url}figures.json").content)
    assert figures["totals"]["received"] == 0
    assert {rate["percent"] for rate in figures["totals"]["rates"].values() if not rate["whole"]} == {None}
    table = list(csv.reader(StringIO(read(f"{url}figures.csv").content.decode("utf-8-sig"))))
    assert ["摘要", empty.digest] in table
    (item, *_) = ElementTree.fromstring(read("/bulletins/feed.xml").content).iter("item")
    assert item.findtext("link") == f"http://testserver{url}"
    (paper,) = documents.papers_of(empty.subject)
    for form in ("docx", "pdf"):
        content, _ = documents.paper_file(documents.paper(paper.code), form)
        assert len(content) > 1000
    assert "收到企业诉求零件" in read(f"{url}aloud.txt").content.decode()
