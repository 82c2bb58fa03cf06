"""What programs send that is no request: 4xx with the reason, never a 500, and nothing changed (trust B1, B4, row 41)."""

import json

import pytest
from django.test import Client as Browser
from tests.tables import changed, digests
from tests.world import NOW

from qinqing.procedure.register.actions.tokens import issue_token

pytestmark = pytest.mark.django_db
LODGE = "/api/v1/appeals"
SENT = {"text": "停电", "enterprise_name": "甲厂", "contact_phone": "13800138000"}
JSON = "application/json"


def post(body, url=LODGE, kind=JSON, **headers):
    return Browser(raise_request_exception=False).generic(
        "POST", url, body, content_type=kind, headers={"Idempotency-Key": "k" * 30, **headers}
    )


def with_text(text):
    return json.dumps(SENT | {"text": text})


BODIES = {
    "nothing": ("", 422),
    "no json": ("{", 400),
    "another coding": ("文字".encode("gb18030"), 400),
    "a list": ("[1, 2]", 422),
    "a hundred thousand brackets": ("[" * 100_000, 400),
    "deep but whole": ("[" * 500 + "]" * 500, 400),
    "deep in a field": (json.dumps(SENT | {"text": json.loads("[" * 100 + "]" * 100)}), 400),
    "not a number": ('{"text": NaN}', 400),
    "a number of five thousand digits": ('{"text": ' + "9" * 5000 + "}", 422),
    "NUL": (with_text("停\x00电"), 422),
    "a lone surrogate": (with_text("停\ud800电"), 422),
    "nothing but blanks": (with_text(" \u200b\n"), 201),
    "too long": (with_text("停" * 50_001), 422),
    "too large": (with_text("停" * 3_000_000), 413),
    "a field of ours": (json.dumps(SENT | {"state": "closed"}), 422),
    "a field with a lone surrogate for a name": ('{"\\ud800": 1}', 422),
    "the wrong kind": (json.dumps(SENT | {"confidential": "maybe"}), 422),
}
BODIES["nothing but blanks"] = (with_text(" \n\t "), 422)


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_cannot_be_read_is_refused_with_the_reason(world, name):
    body, status = BODIES[name]
    before = digests()
    answer = post(body)
    assert answer.status_code == status, answer.content[:300]
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = json.loads(answer.content)
    assert told["status"] == status
    assert any("\u4e00" <= sign <= "\u9fff" for sign in told["detail"])
    assert changed(before) == []


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                                  "application/json; charset=gbk", "application/xml", ""])  # fmt: skip
def test_another_kind_of_content_is_refused(world, kind):
    assert post(json.dumps(SENT), kind=kind).status_code == 415


def test_whoever_takes_no_json_is_told(world):
    assert Browser().get("/api/v1/days", headers={"Accept": "text/csv"}).status_code == 406


@pytest.mark.parametrize("key", ["", "short", "k" * 65, "k" * 19 + "\u4e00", "k" * 30 + " k"])
def test_a_post_without_a_proper_key_is_refused(world, key):
    answer = post(json.dumps(SENT), **{"Idempotency-Key": key.encode("utf-8").decode("latin-1")})
    assert (answer.status_code, json.loads(answer.content)["code"]) == (400, "key_missing")


def test_a_page_of_another_site_is_given_nothing(world):
    answer = Browser().get("/api/v1/days", headers={"Origin": "https://elsewhere.example"})
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


def test_a_session_is_no_token(world):
    browser = world.browser("intake")
    assert browser.get("/api/v1/desk/todo").status_code == 401
    answer = browser.post(LODGE, json.dumps(SENT), content_type=JSON, headers={"Idempotency-Key": "k" * 30})
    assert answer.status_code == 201  # as a stranger: nothing of the session is used


LISTS = {
    "/api/v1/desk/appeals": [
        "after=-1", "after=1e5", "after=99999999999999999999", "order=due&after=5", "order=due&after=x~5",
        "order=due&after=0001-01-01T00:00:00%2B00:00~5", "order=due&after=9999-12-31T23:59:59-14:00~5",
        "order=due&after=2026-11-23T10:00:00~5", "size=0", "size=-1", "size=101", "size=1e9", "rung=0", "order=password",
        "state=%00", "text=%00", "text=%ED%A0%80", "text=" + "x" * 10_000, "lead=nobody", "lead=%00", "password=1",
        "state__in=closed", "rung=%EF%BC%91x",
    ],
    "/api/v1/register/enterprises": [
        "after=-1", "after=0", "after=999999999999999999999", "limit=0", "limit=1000", "text=%00", "text=" + "x" * 10_000,
        "section=AA", "status=x", "township=nobody", "name__contains=x",
    ],
    "/api/v1/register/organs": ["kind=x", "state=x", "active=1"],
}  # fmt: skip


@pytest.mark.parametrize(("url", "query"), [(url, query) for url, queries in LISTS.items() for query in queries])
def test_a_list_asked_for_amiss_says_what_is_amiss(world, url, query):
    _, spelt = issue_token(name="测试", scopes=["read"], days=30, by=world.actor("intake"), at=NOW)
    answer = Browser(raise_request_exception=False).get(f"{url}?{query}", headers={"Authorization": f"Bearer {spelt}"})
    assert answer.status_code in ({200, 422} if "text=%ED" in query else {422}), answer.content[:300]
    assert answer.headers["Content-Type"].startswith("application/")


@pytest.mark.parametrize(
    "url", ["/api/v1/", "/api/v1/nothing", "/api/v2/days", "/api/v1/my/appeals/../../desk", "/api/v1/bulletins/%00",
            "/api/v1/desk/appeals/" + "a" * 5000],
)  # fmt: skip
def test_where_there_is_nothing_a_document_says_so(world, url):
    answer = Browser(raise_request_exception=False).get(url)
    assert answer.status_code in (401, 404)
    assert answer.headers["Content-Type"] == "application/problem+json"


ASKED = {
    "intake": ["desk/appeals", "desk/appeals?text=停电&order=due", "desk/items", "desk/items?order=due", "desk/days",
               "desk/minutes", "desk/todo", "register/enterprises", "register/organs"],
    "own enterprise": ["my/appeals"],
    "lead officer": ["desk/appeals", "desk/items", "desk/days", "desk/minutes", "desk/todo"],
}  # fmt: skip


@pytest.mark.parametrize(("who", "path"), [(who, path) for who, paths in ASKED.items() for path in paths])
def test_a_list_asks_the_database_few_questions(world, who, path, django_assert_max_num_queries):
    """B5: at most thirty, the question who asks included."""
    _, spelt = issue_token(name="测试", scopes=["read"], days=30, by=world.actor(who), at=NOW)
    with django_assert_max_num_queries(30):
        answer = Browser().get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {spelt}"})
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["desk/appeals", "desk/items", "desk/days", "desk/minutes", "register/enterprises"])
@pytest.mark.parametrize("size", ["0", "-1", "101", "99999999999999999999", "1e2", "x"])
def test_a_page_has_a_size_that_is_held_to(world, path, size):
    _, spelt = issue_token(name="测试", scopes=["read"], days=30, by=world.actor("intake"), at=NOW)
    name = "limit" if path.startswith("register") else "size"
    answer = Browser().get(f"/api/v1/{path}?{name}={size}", headers={"Authorization": f"Bearer {spelt}"})
    assert answer.status_code == 422
