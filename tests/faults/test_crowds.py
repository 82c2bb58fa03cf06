"""Many at once, through the production server: one of them is heard, and all of them are told the truth."""

import json
import re
from functools import partial

import pytest
from tests.cast import CORNER
from tests.faults.browsers import Browser, open_doors, together

FIFTY, TWENTY = 50, 20
NUMBER = re.compile(r"JDR-[0-9]{4}-[0-9]{6}")


@pytest.fixture
def port(house):
    return open_doors(house)


def stored(house):
    return json.loads(house.run("tests.faults.nest", "tell").splitlines()[-1])


def test_fifty_identical_lodgings_are_one_appeal_with_one_receipt(house, port):
    visitor = Browser(port)
    form = visitor.hidden("/appeals/new") | {
        "text": "二号线每周跳闸", "enterprise_name": "云岭恒信精密铸造有限公司", "contact_phone": "13800138000",
    }  # fmt: skip

    def lodge(browser):
        answer = browser.post("/appeals/new", form)
        return answer.status, answer.location, browser.get(answer.location)

    answers = together([partial(lodge, visitor.twin()) for _ in range(FIFTY)])
    assert {(status, location) for status, location, _ in answers} == {(303, answers[0][1])}
    assert {receipt.status for *_, receipt in answers} == {200}
    told = {
        (NUMBER.search(receipt.text)[0], *re.findall(r"<b[^>]*>([0-9A-Z ]{8,9})</b>", receipt.text))
        for *_, receipt in answers
    }
    assert len(told) == 1, told
    assert [number for _, number, *_ in stored(house)] == [min(told)[0]]


def sign_in(port, place):
    browser = Browser(port)
    name = ("weixiaolan", "hejia")[place % 2]
    fields = browser.hidden("/sign-in/") | {"username": name, "password": CORNER.password}
    assert browser.post("/sign-in/", fields).status == 303, name
    return browser


@pytest.mark.parametrize("move", ["transfer", "sort"])
def test_twenty_clerks_one_wins_and_the_others_are_told_by_whom(house, port, move):
    """``sort`` keeps the state: without the version twenty would win, and nineteen be lost."""
    two = [sign_in(port, place) for place in range(2)]
    clerks = [two[place % 2].twin() for place in range(TWENTY)]
    for code in json.loads(house.run("tests.faults.nest", "register", "2").splitlines()[-1]):
        path = f"/desk/appeals/{code}/{move}/"
        shown = clerks[0].get(path).text
        lead = re.search(r'<option value="([0-9]+)">', shown)
        words = {
            "transfer": {"lead": lead[1] if lead else "", "note": "请尽快办理，第{}位"},
            "sort": {
                "kind": "simple",
                "matter": "trouble",
                "category": "power",
                "urgency": "normal",
                "title": "第{}位",
            },
        }[move]
        forms = [
            clerk.hidden(path) | {name: word.format(place) for name, word in words.items()}
            for place, clerk in enumerate(clerks)
        ]
        answers = together([partial(clerk.post, path, form) for clerk, form in zip(clerks, forms, strict=True)])
        assert sorted(answer.status for answer in answers) == [303] + [409] * (TWENTY - 1)
        for place, answer in enumerate(answers):
            if answer.status == 409:
                assert re.search("(?:韦晓岚|何嘉)[^<]*已于[0-9]+月[0-9]+日 [0-9]{2}:[0-9]{2}", answer.text), answer.text
                assert f"第{place}位" in answer.text, "the text is kept"
    assert {entries for *_, entries in stored(house)} == {3}
    code, said = house.verify()
    assert code == 0, said
