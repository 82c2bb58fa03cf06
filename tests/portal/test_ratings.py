"""凭链接评价: the page a printed address opens, for whoever holds it, once."""

import pytest
from django.test import Client
from tests.cast import NOW

from qinqing.procedure.appeals import actions as bureau
from qinqing.procedure.supervision import actions, queries

pytestmark = pytest.mark.django_db
WORDS = {"solved": "no", "level": "1", "reasons": ["slow", "attitude"], "comment": "拖了三个月"}


@pytest.fixture
def link(cast, stand):
    """The link of an appeal that was just closed."""
    return queries.links_of(bureau.close(stand("confirmed"), result="resolved", by=cast.intake, at=NOW))[0]


def somebody():
    return Client(headers={"origin": "http://testserver"})


def address(link):
    return f"/rate/{queries.rating_token(link.code)}/"


def test_it_opens_without_an_account_and_rates(link):
    browser = somebody()
    opened = browser.get(address(link))
    assert opened.url == f"/rating/{link.code}/"
    page = browser.get(opened.url).text
    assert link.appeal.number in page
    assert link.appeal.enterprise_name not in page
    assert "凭评价链接打开" in page
    sent = browser.post(opened.url, WORDS)
    assert sent.status_code == 303
    given = queries.Evaluation.objects.get()
    assert (given.solved, given.level, given.reasons, given.via) == (False, 1, ["slow", "attitude"], "link")
    thanks = browser.get(sent.url)
    assert (thanks.status_code, "谢谢您的评价" in thanks.text, "评价已经收到" in thanks.text) == (200, True, True)
    assert "已经用过" not in thanks.text


def test_used_a_second_time_it_says_so_and_shows_nothing(link):
    first, second = somebody(), somebody()
    for browser in (first, second):
        browser.get(address(link))
    first.post(f"/rating/{link.code}/", WORDS)
    for browser in (first, second, somebody()):
        page = browser.get(address(link), follow=True)
        assert page.status_code == 410
        assert "已经用过了" in page.text
        for private in (link.appeal.number, link.appeal.title, link.appeal.enterprise_name, "拖了三个月"):
            assert private not in page.text


def test_a_form_opened_before_it_was_used_is_refused_and_keeps_the_words(link):
    first, second = somebody(), somebody()
    for browser in (first, second):
        browser.get(address(link), follow=True)
    first.post(f"/rating/{link.code}/", WORDS)
    refused = second.post(f"/rating/{link.code}/", WORDS | {"comment": "我也来说一句"})
    assert refused.status_code == 422
    assert "我也来说一句" in refused.text
    assert link.appeal.number not in refused.text
    assert queries.Evaluation.objects.count() == 1


def test_the_page_is_not_there_without_the_address(link):
    assert somebody().get(f"/rating/{link.code}/").status_code == 404
    assert somebody().post(f"/rating/{link.code}/", WORDS).status_code == 404
    assert somebody().get(f"/rate/{'0' * 32}/").status_code == 404


def test_looking_uses_nothing_up(link):
    for _ in range(3):
        assert somebody().get(address(link), follow=True).status_code == 200
        assert somebody().head(address(link)).status_code == 302
    assert queries.fetch_link(link.code).state == "issued"


def test_what_is_missing_is_asked_for(link):
    browser = somebody()
    browser.get(address(link))
    page = browser.post(f"/rating/{link.code}/", {"comment": "没有选"})
    assert page.status_code == 422
    assert page.text.count("请选择一项") >= 2


def test_a_replaced_and_an_expired_link_say_why(cast, link):
    actions.renew_link(link.appeal, reason="丢了", by=cast.intake, at=NOW)
    assert "已经换发" in somebody().get(address(link), follow=True).text
    fresh = queries.good_link(link.appeal, at=NOW)
    queries.RatingLink.objects.filter(pk=fresh.pk).update(expires_at=NOW)
    assert "已过期" in somebody().get(address(fresh), follow=True).text


def test_a_hidden_name_is_not_in_the_title(cast, stand):
    appeal = stand("confirmed", confidential=True)
    bureau.amend(appeal, title=f"{appeal.enterprise_name}厂门口积水", by=cast.intake, at=NOW)
    bureau.close(appeal, result="resolved", by=cast.intake, at=NOW)
    page = somebody().get(address(queries.links_of(appeal)[0]), follow=True)
    assert appeal.enterprise_name not in page.text
    assert "×××厂门口积水" in page.text
