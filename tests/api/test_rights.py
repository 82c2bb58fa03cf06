"""The same rights as at the pages: who gets which operation, what is told of what one may not see, and what ends at once."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import get_resolver, reverse
from tests.addresses import addresses_of
from tests.answers import let_go
from tests.policy import API, absent, parts_of
from tests.tables import changed, digests
from tests.world import EVERYBODY, NOW, POSTS, SECRETS, SPEAKERS, VISITOR

from qinqing.doors.api.document import openapi
from qinqing.procedure.register import actions as register
from qinqing.procedure.register.actions.tokens import issue_token
from qinqing.procedure.register.queries import staffing
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries as people
from qinqing_client.uploads import form

pytestmark = [pytest.mark.django_db]
RECEIPTS = {"track"}  # number and query code open these, whoever asks
WHOLE = {"evaluate": '{"solved": true, "level": 5}'}  # read before it is asked whose the appeal is
FIELDS = {"item_proof": [("milestone", "1"), ("proof", "见照片")]}
OPERATIONS = {
    operation["operationId"]: (method.upper(), path, operation)
    for path, methods in openapi()["paths"].items()
    for method, operation in methods.items()
}


def token_of(world, who, *scopes):
    if who == VISITOR:
        return {}
    _, spelt = issue_token(
        name="测试", scopes=list(scopes or ("open", "read", "write")), days=30, by=world.actor(who), at=NOW
    )
    return {"Authorization": f"Bearer {spelt}"}


def ask(headers, name, parts=None, method="", body=""):
    """The answer, with what the request did taken back."""
    url = reverse(f"api:{name}", kwargs=parts or {})
    verb = method or OPERATIONS[name][0]
    kind, body = next(iter(wanted(name)), "application/json"), body or WHOLE.get(name, "{}")
    if kind.startswith("multipart"):
        kind, body = form(FIELDS.get(name, []), [("一.txt", b"words")])
    sent = {} if verb == "GET" else {"data": body, "content_type": kind}
    with transaction.atomic():
        answer = Browser(raise_request_exception=False).generic(
            verb, url, headers={**headers, "Idempotency-Key": "k" * 24}, **sent
        )
        transaction.set_rollback(True)
    if answer.streaming:
        said = b"".join(answer.streaming_content)
        let_go(answer)
        answer = HttpResponse(said, status=answer.status_code, headers=answer.headers)
    return answer


def wanted(name):
    return OPERATIONS[name][2].get("requestBody", {}).get("content", {})


def test_the_description_the_routes_and_the_policy_name_the_same_operations():
    routes = [name for door, name, _ in addresses_of(get_resolver()) if door == "api"]
    assert sorted(routes) == sorted(OPERATIONS) == sorted(API)


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_operations_answer_as_the_table_says(world, who):
    headers, wrong = token_of(world, who), []
    for name, line in API.items():
        status = ask(headers, name, parts_of(world, f"api:{name}")).status_code
        if who in line.may and name not in RECEIPTS:
            expected = {200, 201, 400, 409, 415, 422}
        else:
            expected = {401} if who == VISITOR or name in RECEIPTS else {404}
        if status not in expected:
            wrong.append((name, status, expected))
    assert wrong == []


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != VISITOR])
def test_absent_and_not_yours_are_answered_alike(world, who):
    headers, before = token_of(world, who), digests()
    for name, line in API.items():
        parts = parts_of(world, f"api:{name}")
        if who in line.may or not parts or parts == absent(parts):
            continue
        real, none = (told(ask(headers, name, kw)) for kw in (parts, absent(parts)))
        assert real == none, name
    assert changed(before) == []


def told(answer):
    said = {name: value for name, value in json.loads(answer.content).items() if name != "number"}
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    return answer.status_code, said, headers


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_answer_tells_a_secret(world, who):
    headers, leaks = token_of(world, who), []
    forbidden = [secret for secret, may in SECRETS.items() if who not in may]
    for name, (method, _, _) in OPERATIONS.items():
        parts = parts_of(world, f"api:{name}")
        codes = world.codes.values() if "code" in parts and parts["code"] in world.codes.values() else [None]
        for code in codes if method == "GET" else []:
            said = ask(headers, name, parts | ({"code": code} if code else {})).content.decode(errors="replace")
            leaks += [(name, code, secret) for secret in forbidden if secret in said]
    assert leaks == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD"])
def test_other_verbs_are_refused_in_a_problem_document(world, method):
    headers, before = token_of(world, "intake"), digests()
    for name in API:
        answer = ask(headers, name, parts_of(world, f"api:{name}"), method)
        assert answer.status_code == 405, name
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.headers["Allow"]
    assert changed(before) == []


@pytest.mark.parametrize("who", [*POSTS, *SPEAKERS])
def test_an_account_that_is_closed_is_out_with_the_next_request(world, who):
    headers = token_of(world, who)
    assert ask(headers, "openapi").status_code == 200
    admin = replace(world.actor("security admin"), person=0)
    accounts.deactivate(people.account(world.actor(who).person), by=admin, at=NOW)
    assert ask(headers, "openapi").status_code == 401


@pytest.mark.parametrize("who", POSTS)
def test_a_post_that_is_taken_away_is_gone_with_the_next_request(world, who):
    headers, actor = token_of(world, who), world.actor(who)
    (held,) = (one for one in staffing.tenures([actor.post], NOW.date())[actor.post] if one.account == actor.person)
    assert ask(headers, "openapi").status_code == 200
    yesterday = NOW.date() - timedelta(days=1)
    register.end_holding(holding_id=held.id, until=yesterday, by=world.actor("security admin"), at=NOW)
    assert ask(headers, "openapi").status_code == 401
