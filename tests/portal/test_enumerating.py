"""Numbers and query codes tried in bulk: none opens, no answer tells which part was wrong, twenty an address. H2.

``make trust`` runs the full figure, 100,000 of them.
"""

import random
import re

import pytest
from django.test import Client
from tests.cast import NOW
from tests.gates import WHOLE

from qinqing.doors.web.guessing import TRIES_PER_ADDRESS
from qinqing.kernel.actors import PUBLIC
from qinqing.procedure.appeals import actions as appeals

pytestmark = pytest.mark.django_db
QUERIES, REAL = (100_000, 50) if WHOLE else (400, 50)
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
VARIES = re.compile(
    r'name="(?:once|csrfmiddlewaretoken)" value="[^"]+"|nonce="[^"]+"|value="[A-Z]+-\d{4}-\d+"|value="[0-9A-Z]{8}"'
)


def guesses(numbers):
    """By turns the next number in the row and one at random, existing ones among them, with codes at random."""
    draw = random.Random(20261123)
    for turn in range(QUERIES):
        row = turn // 2 % (2 * len(numbers)) + 1
        stem = numbers[0].rpartition("-")[0]
        number = f"{stem}-{row:06d}" if turn % 2 else draw.choice(numbers)
        yield number, "".join(draw.choices(SIGNS, k=8))


def test_none_of_them_opens_and_all_answers_are_alike(cast):
    lodged = [appeals.lodge(text="线路跳闸", enterprise_name="某厂", by=PUBLIC, at=NOW) for _ in range(REAL)]
    numbers = [one.appeal.number for one in lodged]
    opened, told, slowed = 0, set(), 0
    for turn, (number, code) in enumerate(guesses(numbers)):
        place, of_place = divmod(turn, TRIES_PER_ADDRESS + 1)
        browser = Client(REMOTE_ADDR=f"10.{place >> 16 & 255}.{place >> 8 & 255}.{place & 255}")
        answer = browser.post("/track", {"number": number, "code": code})
        opened += answer.status_code == 303
        told.add((answer.status_code, VARIES.sub("", answer.text)))
        if of_place == TRIES_PER_ADDRESS:
            slowed += "一小时后再试" in answer.text
    assert opened == 0
    assert slowed == QUERIES // (TRIES_PER_ADDRESS + 1), "the twenty-first of every address waits"
    wrong = {one for one in told if "编号或查询码不对" in one[1]}
    assert len(wrong) == 1, "existing and made-up numbers are answered alike"
    assert len(told - wrong) == 1, "and so is everybody who has to wait"


def test_the_right_code_would_have_been_told_apart(cast):
    """The twin: a door that opens is seen by this very count."""
    right = appeals.lodge(text="线路跳闸", enterprise_name="某厂", by=PUBLIC, at=NOW)
    answer = Client(REMOTE_ADDR="10.9.9.9").post("/track", {"number": right.appeal.number, "code": right.query_code})
    assert answer.status_code == 303
