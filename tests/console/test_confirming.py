"""What waits for a second person stands in the 待办 of whoever may confirm it, and of nobody else."""

import pytest
from tests.cast import NOW

from qinqing.services.calendar.models import Proposal
from qinqing.services.documents.models import TemplateProposal

pytestmark = pytest.mark.django_db
DESK, WORDING = "/desk/", "/desk/wordings/sms/turn/"
HEADING = "等您确认的改动"
KEEPERS = ("office-1", "bureau-head", "system-admin")


@pytest.fixture
def proposed(desk):
    desk("office-1").post(WORDING, {"body": "云岭提醒：{title}。", "note": ""})


def shown(desk, username):
    return desk(username).get(DESK).text


@pytest.mark.usefixtures("proposed")
def test_words_stand_with_everybody_but_their_author_and_those_who_do_not_keep_them(desk):
    for username in ("bureau-head", "system-admin"):
        page = shown(desk, username)
        assert HEADING in page
        assert "消息文字：短信" in page
        assert f'href="{WORDING}"' in page
    for username in ("office-1", "intake-1", "mayor"):
        assert HEADING not in shown(desk, username), username


@pytest.mark.usefixtures("proposed")
def test_once_ruled_on_it_is_gone(desk):
    desk("bureau-head").post(f"{WORDING}1/confirm/")
    assert HEADING not in shown(desk, "bureau-head")
    assert HEADING not in shown(desk, "system-admin")


def test_a_template_that_waits_stands_there_too(desk):
    TemplateProposal.objects.create(kind="transfer", version=0, proposed_by="某人（系统管理员）", proposed_at=NOW)
    for username in ("office-1", "bureau-head"):
        page = shown(desk, username)
        assert "公文模板：企业诉求转办单" in page
        assert 'href="/desk/templates/transfer/"' in page
    assert HEADING not in shown(desk, "intake-1")


def test_a_holiday_notice_that_waits_stands_there_too(desk):
    told = {"year": 2027, "said": {}, "effects": {}, "proposed_by": "某人（系统管理员）", "proposed_at": NOW}
    found = Proposal.objects.create(**told)
    page = shown(desk, "bureau-head")
    assert "放假通知：2027年" in page
    assert f'href="/desk/calendar/proposals/{found.code}/"' in page
    assert HEADING not in shown(desk, "office-1")


def test_where_nothing_waits_nothing_is_shown(desk):
    for username in KEEPERS:
        assert HEADING not in shown(desk, username)
