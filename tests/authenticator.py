"""A person with an authenticator: scans what the page shows and types the number."""

import re

from django.utils import timezone

from qinqing.services.accounts.rules import one_time


def enrol(browser, password, url="/second-factor/"):
    """Enrols on the page and keeps the recovery codes; where that leads."""
    page = browser.get(url).content.decode()
    secret = re.search(r'<code id="secret">([^<]+)</code>', page)[1].replace(" ", "")
    code = one_time.code_at(secret, one_time.step_of(timezone.now()))
    answer = browser.post(url, {"code": code, "password": password})
    assert answer.headers["Location"] == "/second-factor/codes/", answer.content.decode()
    return browser.post("/second-factor/codes/").headers["Location"]
