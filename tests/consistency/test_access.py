"""Who gets which page: every address has its line in one table, and the doors answer as the table says.

What somebody may not see and what does not exist are answered alike, in status, headers and words.
"""

import copy
import re
from urllib.parse import quote

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse
from tests.addresses import addresses_of
from tests.answers import let_go
from tests.policy import API, POLICY, absent, parts_of
from tests.tables import changed, digests
from tests.world import EVERYBODY, SEES, VISITOR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]
PASSING = re.compile(r"编号 \w+（|nonce-[\w+/=-]+|value=\"[\w-]{20,}\"|nonce=\"[^\"]+\"|token\":\s*\"[\w-]+\"")


def test_every_address_has_its_line():
    addresses = {f"{door}:{name}" for door, name, _ in addresses_of(get_resolver())}
    assert addresses == set(POLICY) | {f"api:{name}" for name in API}


def ask(browser, method, url):
    """The answer, with what the request did taken back."""
    cookies = copy.deepcopy(browser.cookies)
    with transaction.atomic():
        answer = browser.generic(method, url)
        transaction.set_rollback(True)
    browser.cookies = cookies
    return answer


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_doors_answer_as_the_table_says(world, who):
    browser, wrong = world.browser(who), []
    for name, line in POLICY.items():
        url = reverse(name, kwargs=parts_of(world, name))
        for method in ("GET", "POST"):
            answer = ask(browser, method, url)
            let_go(answer)
            status = answer.status_code
            expected = (
                "asked for a signature"
                if name.startswith("exchange:")
                else "answered"
                if who in line.may
                else "asked to sign in"
                if who == VISITOR and name not in OWN
                else "absent"
            )
            if verdict(status, expected) is False:
                wrong.append((name, method, status, expected))
    assert wrong == []


# A visitor on the way inside an appeal is not asked to sign in: number and query code open it, too. Nor is one asked whose
# file is on its way.
OWN = {
    "web:oidc",
    "web:oidc_back",
    "web:upload",
    "portal:evaluate",
    "portal:rating",
    "portal:file",
    "portal:preview",
    "portal:preview_page",
    "portal:paper",
    "portal:move",
    "portal:item_move",
    "portal:ask_slot",
    "portal:slot_move",
}


def verdict(status: int, expected: str) -> bool:
    """Does the status say so? An answer may be a page, a way on, a refusal of what was typed, or "not this verb"."""
    allowed = {"answered": {200, 302, 303, 405, 409, 422}, "asked to sign in": {303}, "absent": {404}}
    allowed["asked for a signature"] = {401, 405}
    return status in allowed[expected]


@pytest.mark.parametrize("who", EVERYBODY)
def test_absent_and_not_yours_are_answered_alike(world, who):
    browser, before = world.browser(who), digests()
    for name, line in POLICY.items():
        parts = parts_of(world, name)
        if who in line.may or not line.of or parts == absent(parts):
            continue
        for method in ("GET", "POST"):
            urls = [reverse(name, kwargs=kw) for kw in (parts, absent(parts))]
            real, none = (told(browser.generic(method, url), url) for url in urls)
            assert real == none, (name, method)
    assert changed(before) == []


def told(answer, url) -> tuple:
    """All that an answer says, but for what differs each time."""
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    said = [str(headers), "" if answer.streaming else answer.text]
    let_go(answer)
    return answer.status_code, *(
        PASSING.sub("", text.replace(quote(url, safe=""), "*").replace(url, "*")) for text in said
    )


@pytest.mark.parametrize("key", SEES)
def test_each_appeal_is_seen_by_those_who_are_concerned(world, key):
    seen = set()
    for who in EVERYBODY:
        at_desk, at_portal = (
            world.browser(who).get(reverse(name, args=[world.codes[key]])).status_code == 200
            for name in ("console:appeal", "portal:appeal")
        )
        assert not (at_desk and at_portal), f"{who} stands at both doors"
        if at_desk or at_portal:
            seen.add(who)
    assert seen == SEES[key]


def test_only_known_verbs_are_answered(world):
    browser, before = world.browser("intake"), digests()
    for name in POLICY:
        url = reverse(name, kwargs=parts_of(world, name))
        for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
            answer = browser.generic(method, url)
            let_go(answer)
            assert answer.status_code < 500, (name, method)
    assert changed(before) == []
