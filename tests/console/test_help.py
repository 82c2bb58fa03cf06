"""帮助 at the desk and on the portal."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_front_begins_with_what_the_post_needs(desk):
    page = desk("intake-1").get("/desk/help/").text
    assert page.index("受理岗（县工业信息化和商务局）") < page.index("人人都用得到") < page.index("其他各章")
    assert "/desk/help/intake/#导入" in page


def test_each_page_leads_to_where_the_guide_tells_of_it(desk):
    assert 'href="/desk/help/intake/#走访"' in desk("intake-1").get("/desk/visits/new/").text
    assert 'href="/desk/help/administrators/#安全管理员"' in desk("security-admin").get("/desk/accounts/new/").text
    assert 'href="/desk/help/"' in desk("mayor").get("/desk/").text


def test_a_question_is_answered_with_places_and_marked_there(desk):
    page = desk("power-supply-officer").get("/desk/help/", {"q": "延期"}).text
    assert "处讲到“延期”" in page
    assert "/desk/help/officer/?q=%E5%BB%B6%E6%9C%9F#办理" in page
    assert "<mark>延期</mark>" in desk("power-supply-officer").get("/desk/help/officer/", {"q": "延期"}).text
    assert "没有找到" in desk("mayor").get("/desk/help/", {"q": "量子\x00纠缠"}).text
    assert "<mark>" not in desk("mayor").get("/desk/help/", {"q": "<mark>"}).text


def test_the_whole_guide_is_one_page_and_an_unknown_chapter_none(desk):
    page = desk("office-1").get("/desk/help/whole/").text
    assert page.index("<h2>县政府办</h2>") < page.index("<h2>企业</h2>")
    assert desk("office-1").get("/desk/help/nonsense/").status_code == 404


def test_a_visitor_reads_the_enterprise_s_chapter(client):
    page = client.get("/help", {"q": "查询码"}).text
    assert "<mark>查询码</mark>" in page
    assert "部门经办人" not in page
    assert 'href="/help"' in client.get("/").text
