"""What nobody may read elsewhere (telephones, identity numbers, passwords, query codes, tokens) stands in no message of the
program, on no page of the record, in no address, and goes to no other site. F4."""

import logging
from datetime import date

import pytest
from django.test import Client
from tests.cast import NOW

from qinqing.doors.web import errors
from qinqing.doors.web.clock import now
from qinqing.kernel.actors import PUBLIC
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.actions.tokens import issue_token
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]
PHONE, IDENTITY, NAME = "13922223333", "450102199003077653", "欧阳暗桩"
TYPED, RIGHT = "Wrong-Canary-77", "Right-Canary-2026"
FIELDS = {
    "text": f"身份证 {IDENTITY}，线路跳闸",
    "enterprise_name": "某厂",
    "contact_name": NAME,
    "contact_phone": PHONE,
}


class Overheard(logging.Handler):
    """Everything that any part of the program says, as a line and with what hangs on it."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        """Keeps the line, its arguments and the traceback."""
        kept = {name: value for name, value in vars(record).items() if name not in ("request", "exc_info")}
        self.lines.append(self.format(record) + str(kept))


@pytest.fixture
def overheard():
    handler, root = Overheard(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)  # on only with the debug pages
    yield handler.lines
    root.removeHandler(handler)
    root.setLevel(level)


class Watched(Client):
    """A browser that keeps every address it is sent to and every address on the pages it gets."""

    def __init__(self, **told):
        super().__init__(raise_request_exception=False, headers={"origin": "http://testserver"}, **told)
        self.addresses, self.policies = [], set()

    def request(self, **told):
        """One request, watched."""
        answer = super().request(**told)
        self.addresses += [
            told.get("PATH_INFO", ""),
            str(told.get("QUERY_STRING", "")),
            answer.headers.get("Location", ""),
        ]
        self.policies.add(answer.headers.get("Referrer-Policy"))
        return answer


def walk(browser, account):
    """An enterprise, a clumsy clerk and a stranger at every door that takes something secret; what must stay secret."""
    receipt = appeals.lodge(**FIELDS, by=PUBLIC, at=NOW)
    number, code = receipt.appeal.number, receipt.query_code
    browser.post("/appeals/new", FIELDS)
    browser.post("/appeals/new", {**FIELDS, "text": ""})
    browser.post("/drafts/", {"form": "/appeals/new", **FIELDS})
    browser.post("/track", {"number": number, "code": "ABCDEFGH"})
    browser.post("/track", {"number": number, "code": code})
    browser.post("/sign-in/", {"username": TYPED, "password": TYPED})
    browser.post("/sign-in/", {"username": account.username, "password": TYPED})
    browser.post("/sign-in/", {"username": account.username, "password": RIGHT})
    browser.post("/password/", {"old": TYPED, "new": "x", "again": "x"})
    _, token = issue_token(
        name="程序", scopes=["read"], days=30, by=register.actor_for(account, None, date(2026, 11, 23)), at=now()
    )  # fmt: skip
    for headers in ({"authorization": f"Bearer {token}"}, {"authorization": f"Bearer {token}x"}):
        Client(raise_request_exception=False, headers=headers).get("/api/v1/my/appeals")
    return [PHONE, IDENTITY, NAME, TYPED, RIGHT, code, token]


@pytest.fixture
def account(cast):
    return accounts.create_account(username="canary-firm", name="某厂经办", password=RIGHT, at=NOW)


def test_no_secret_is_said_shown_in_the_record_or_put_into_an_address(cast, account, overheard, clock):
    browser = Watched()
    secrets = walk(browser, account)
    audit = Client()
    audit.force_login(queries.account(cast.post("audit-admin").person))
    record = audit.get("/desk/journal/").text
    assert "登录失败" in record, "the record tells of it"
    places = {"messages": "\n".join(overheard), "the record": record, "addresses": "\n".join(browser.addresses)}
    assert len(overheard) > 5
    found = [(place, secret) for place, text in places.items() for secret in secrets if secret in text]
    assert found == []


def test_one_that_is_said_or_put_into_an_address_would_be_found(cast, account, overheard, clock):
    """The twin: what listens here does hear."""
    browser = Watched()
    logging.getLogger("qinqing.trial").info("typed", extra={"form": FIELDS})
    browser.get(f"/track?number={PHONE}")
    assert PHONE in "\n".join(overheard)
    assert PHONE in "\n".join(browser.addresses)


def test_no_other_site_learns_an_address(cast, account, clock):
    browser = Watched()
    walk(browser, account)
    assert browser.policies == {"same-origin"}


def test_a_page_that_breaks_says_nothing_of_what_was_typed(cast, overheard, monkeypatch, clock):
    """The message of the error and its traceback carry neither the form nor its values; nor does the page."""

    def breaks(*args, **told):
        raise ZeroDivisionError("broken on purpose")

    monkeypatch.setattr("qinqing.procedure.appeals.actions.lodge", breaks)
    monkeypatch.setattr(errors, "public_code", lambda length: "N" * length)
    answer = Watched().post("/appeals/new", FIELDS)
    assert answer.status_code == 500
    said = "\n".join(overheard) + answer.text
    assert "broken on purpose" in said
    assert [secret for secret in (PHONE, IDENTITY, NAME) if secret in said] == []
