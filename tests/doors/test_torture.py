"""Whatever people type is kept and shown as typed, or refused in one Chinese sentence: no error page, nothing cut.

On both databases. Single lines lose what nobody sees (invisible and control characters, doubled blanks), and nothing else.
"""

import re
from html import unescape

import pytest
from django.urls import reverse
from tests.doors.words import LONG, REFUSED, STRINGS

from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import clean_line, clean_text, shape_phone
from qinqing.procedure.appeals import queries
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.register.rules.naming import name_key

pytestmark = pytest.mark.django_db
FEWER = STRINGS[::3] + LONG + REFUSED  # for the pages that share their fields with the first two
TAG = re.compile(r"<[^>]+>")


def test_there_are_enough_of_them():
    assert len(set(STRINGS)) >= 150


def line(text):
    """What a single line keeps of it, or None when it is refused."""
    try:
        return clean_line(text)
    except Refused:
        return None


def long(text):
    """What a text keeps of it, or None when it is refused or empty."""
    try:
        kept = clean_text(text)
    except Refused:
        return None
    return kept if kept.strip() else None


def seen(page):
    """The page as its reader sees it, less blanks and line breaks."""
    return re.sub(r"\s+", "", unescape(TAG.sub("", page)))


def answer(browser, url, fields):
    """Posts a form: the answer, which is never an error page, and the Chinese sentences of a refusal."""
    got = browser.post(url, fields)
    assert got.status_code in (303, 422), (got.status_code, fields)
    if got.status_code == 303:
        return got, []
    told = [str(error) for errors in got.context["form"].errors.values() for error in errors]
    assert told
    for sentence in told:
        assert re.search("[一-鿿]", sentence), sentence
        assert not re.search(r"[A-Za-z]{4,}", sentence.replace("2026-11-23", "")), sentence
    return got, told


@pytest.mark.parametrize("number", range(4))
def test_a_visitor_lodges_it(cast, visitor, number):
    for line_number, text in enumerate(STRINGS[number::4]):
        visitor.defaults["REMOTE_ADDR"] = f"10.{number}.{line_number}.1"  # one line lodges sixty an hour
        fields = {"text": "线路跳闸", "enterprise_name": "某厂", "contact_phone": "13800138000"}
        said, name = long(text), line(text)
        got, told = sent(visitor, {**fields, "text": text})
        if said is None:
            assert told, repr(text[:30])
            assert_given_back(got, "text", text)
        else:
            assert not told, (repr(text[:30]), told)
            appeal = Appeal.objects.latest("pk")
            assert appeal.text == said
            assert re.sub(r"\s+", "", said) in seen(visitor.get(f"/my/{appeal.code}/").text)
        for field, expected in (("enterprise_name", name), ("contact_name", name), ("contact_phone", name)):
            got, told = sent(visitor, {**fields, field: text})
            if told:
                assert expected is None or not expected, (field, repr(text[:30]), told)
            else:
                stored = getattr(Appeal.objects.latest("pk"), field)
                if field == "enterprise_name":  # as the register writes it, and without a name "未具名企业"
                    assert name_key(stored) == name_key(expected) or not name_key(expected), repr(text[:30])
                elif field == "contact_phone" and shape_phone(text).note_zh:  # letters among the digits are put right
                    assert stored == str(shape_phone(text))
                else:
                    assert stored == expected


def sent(browser, fields):
    """Lodges, once more where it was asked whether that is meant."""
    got, told = answer(browser, "/appeals/new", fields)
    if told and got.context["doubts"].token:
        got, told = answer(browser, "/appeals/new", fields | {"checked": got.context["doubts"].token})
    return got, told


def assert_given_back(page, field, text):
    """Refused text stands in its field again, save what no page can hold."""
    if "\x00" not in text and len(text) < 100_000:
        assert page.context["form"][field].value() == text


@pytest.mark.parametrize("number", range(2))
def test_a_clerk_writes_it_down(cast, at_desk, number):
    desk = at_desk("intake-1")
    for text in FEWER[number::2]:
        fields = {
            "text": text, "channel": "telephone", "enterprise_name": "某厂", "title": text, "note": text,
            "urgency": "normal", "contact_name": text,
        }  # fmt: skip
        got, told = answer(desk, "/desk/appeals/new/", fields)
        if told and got.context["doubts"].token:
            _, told = answer(desk, "/desk/appeals/new/", fields | {"checked": got.context["doubts"].token})
        if told:
            assert long(text) is None or line(text) is None, (repr(text[:30]), told)
            continue
        appeal = Appeal.objects.latest("pk")
        assert appeal.text == long(text)
        assert appeal.contact_name == line(text)
        assert appeal.title == line(text) or not line(text)
        note = [dict(entry.particulars) for entry in queries.timeline(appeal, cast.intake)][-1]
        assert note.get("登记说明", note.get("说明")) == long(text)
        page = seen(desk.get(reverse("console:appeal", args=[appeal.code])).text)
        assert re.sub(r"\s+", "", long(text)) in page


@pytest.mark.parametrize("field", ["credit_code", "received_at"])
def test_codes_and_moments_are_understood_or_refused(cast, at_desk, field):
    desk = at_desk("intake-1")
    for text in STRINGS:
        fields = {"text": "线路跳闸", "channel": "telephone", "enterprise_name": "某厂", "urgency": "normal"}
        answer(desk, "/desk/appeals/new/", {**fields, field: text})


def test_an_officer_answers_with_it(cast, at_desk, stand):
    desk, code = at_desk("power-supply-officer"), stand("handling").code
    head = at_desk("power-supply-head")
    for text in FEWER:
        fields = {"outcome": "explained", "checked": text, "answer": text, "basis": text, "contact": "陆工"}
        _, told = answer(desk, reverse("console:move", args=[code, "draft_outcome"]), fields)
        if told:
            assert long(text) is None, (repr(text[:30]), told)
            continue
        appeal = queries.fetch(cast.intake, code)
        drafted = queries.answers(appeal, cast.intake)[0]
        assert (drafted.checked, drafted.answer, drafted.basis) == (long(text),) * 3
        answer(head, reverse("console:move", args=[code, "send_back"]), {"reason": "再写"})


@pytest.mark.parametrize(
    "address", ["/desk/appeals/", "/desk/items/", "/desk/enterprises/", "/desk/journal/", "/desk/organs/"]
)
def test_nothing_typed_into_a_search_breaks_it(cast, at_desk, address):
    desk = at_desk("audit-admin" if "journal" in address else "intake-1")
    for text in FEWER:
        for name in ("q", "after", "state", "order"):
            got = desk.get(address, {name: text[:3000]})
            assert got.status_code == 200 or ("\x00" in text and "空字符" in got.text), (name, repr(text[:30]))


def test_bytes_that_are_no_text_break_nothing(visitor, db):
    kind = "application/x-www-form-urlencoded"
    for raw in (
        b"text=%ED%A0%80&enterprise_name=%ff%fe",
        b"\xff\xfe\x00",
        b"text=" + "跳闸".encode("gb18030"),
        b"%",
        b"&" * 999,
    ):
        assert visitor.generic("POST", "/appeals/new", raw, kind).status_code in (303, 422)
        assert visitor.get("/track?number=%ED%A0%80%00").status_code == 200
