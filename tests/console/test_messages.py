"""消息: the bell on every desk, the list, and the way to what was told."""

import pytest
from django.test import Client
from tests.cast import NOW

from qinqing.services.accounts import queries as accounts
from qinqing.services.notifications.models import Message

pytestmark = pytest.mark.django_db
LIST = "/desk/messages/"
UNREAD = '<span class="badge qing">未读</span>'


@pytest.fixture
def clerk(desk):
    return desk("power-supply-officer")


@pytest.fixture
def newest(stand):
    def tell(state="transferred"):
        appeal = stand(state)
        return appeal, Message.objects.filter(subject=appeal.subject, mailbox__startswith="officer@").latest("pk")

    return tell


def rings(browser, url="/desk/"):
    return browser.get(url).context["bell"]()["words"]


def test_the_bell_counts_what_is_unread(clerk, newest):
    newest()
    newest()
    assert rings(clerk) == "2"
    assert '<a class="bell" href="/desk/messages/">消息<b>2<' in clerk.get("/desk/").text


def test_opening_one_marks_it_read_and_leads_to_the_appeal(clerk, newest):
    appeal, message = newest()
    page = clerk.get(f"{LIST}?kind=turn")
    assert (page.text.count(UNREAD), message.title in page.text) == (1, True)
    went = clerk.post(f"{LIST}{message.pk}/")
    assert (went.status_code, went.url) == (303, f"/desk/appeals/{appeal.code}/")
    assert rings(clerk) == "0"
    assert UNREAD not in clerk.get(f"{LIST}?kind=turn").text


def test_an_enterprise_filters_by_its_own_kinds_in_its_own_words(cast, stand):
    """The same words as on 我的通知: nobody sends it what is sent to the desk."""
    stand("transferred")
    browser = Client(raise_request_exception=False)
    browser.force_login(accounts.account(cast.actor("hengxin").person))
    page = browser.get("/my/messages/")
    assert [label for _, label in page.context["filters"].fields["kind"].choices] == [
        "全部",
        "答复",
        "进展",
        "接待日",
        "系统",
    ]
    assert "办理进展" not in page.text
    assert "进展</small>" in page.text


def test_reading_alone_changes_nothing(clerk, newest):
    _, message = newest()
    assert message.title in clerk.get(f"{LIST}{message.pk}/").text
    assert rings(clerk) == "1"


def test_all_are_marked_read_up_to_the_one_that_was_seen(clerk, newest):
    _, seen = newest()
    newest()
    assert clerk.post(f"{LIST}read/", {"upto": seen.pk}).url == LIST
    assert rings(clerk) == "1"
    assert clerk.post(f"{LIST}read/", {"upto": "quark"}).status_code == 422


def test_somebody_elses_is_not_there(desk, newest):
    _, message = newest()
    stranger = desk("intake-1")
    assert stranger.get(f"{LIST}{message.pk}/").status_code == stranger.get(f"{LIST}987654/").status_code == 404
    assert stranger.post(f"{LIST}{message.pk}/").status_code == 404


def test_the_list_is_filtered_and_says_when_nothing_is_left(clerk, newest):
    _, message = newest()
    assert message.title in clerk.get(f"{LIST}?kind=turn&unread=1").text
    assert "没有符合条件的消息" in clerk.get(f"{LIST}?kind=digest").text
    assert message.title in clerk.get(f"{LIST}?kind=quark&before=x").text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_for_one_and_for_three(clerk, newest, rows, django_assert_num_queries):
    for _ in range(rows):
        newest()
    clerk.get(LIST)
    with django_assert_num_queries(5):
        clerk.get(LIST)


def test_an_enterprise_reads_its_own(cast, newest):
    appeal, _ = newest()
    browser = Client(headers={"origin": "http://testserver"})
    browser.force_login(accounts.account(cast.actor("hengxin").person))
    session = browser.session
    session.update({"since": int(NOW.timestamp())})
    session.save()
    assert int(rings(browser, "/my/")) >= 2
    assert f"诉求 {appeal.number} 已转到供电公司" in browser.get("/my/messages/").text
    message = Message.objects.filter(subject=appeal.subject, mailbox__startswith="enterprise:").latest("pk")
    assert browser.post(f"/my/messages/{message.pk}/").url == f"/my/{appeal.code}/"
