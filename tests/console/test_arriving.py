"""Who comes to the desk by the link of a message."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_page_that_another_post_may_see_says_so(desk, stand):
    page = f"/desk/appeals/{stand('handling').code}/"
    answers = [desk("audit-admin").get(url) for url in (page, "/desk/appeals/2222222222/")]
    assert [one.status_code for one in answers] == [404, 404]
    assert all("请换岗位再打开" in one.text for one in answers)


def test_after_signing_in_the_reader_is_where_the_link_led(client, cast, stand):
    page = f"/desk/appeals/{stand('handling').code}/"
    asked = client.get(page)
    assert asked.headers["Location"] == f"/sign-in/?next={page.replace('/', '%2F')}"
    told = {"username": "weixiaolan", "password": cast.county.password, "next": page}
    answer = client.post("/sign-in/", told)
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
