"""The hearing room between two note-takers: by script and by plain buttons, nobody's words are lost."""

import re

import pytest
from tests.console.test_hearing import day, decided, room  # noqa: F401  (fixtures)

from qinqing.procedure.decisions.models import DecidedItem
from qinqing.procedure.receptions.models import AgendaItem, Note

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="((?:base|against)_\w+|once)" value="([^"]*)"')


def shown(page):
    """What a browser would send of this page unasked: the hidden fields, and the lead that is suggested."""
    hidden = dict(HIDDEN.findall(page.content.decode()))
    lead = page.context["form"]["lead_1"].value()
    return hidden | ({"lead_1": str(lead)} if lead else {})


def save(browser, url, seen, **typed):
    """Presses 保存 on a page that was seen earlier."""
    return browser.post(url, {**seen, **typed, "save": "1"})


def sync(browser, url, field="", text="", base=0, **also):
    """What the page's script sends."""
    brought = {"field": field, "text": text, "base": base} if field else {}
    return browser.post(f"{url}notes/", brought | also)


def test_what_one_saves_the_other_finds_on_another_machine(desk, room):  # noqa: F811
    intake, office = desk("intake-1"), desk("office-1")
    answer = save(intake, room[0], shown(intake.get(room[0])), statement="再停一次炉就关门")
    assert answer.status_code == 303
    assert "再停一次炉就关门" in office.get(room[0]).content.decode()


def test_the_later_one_sees_the_others_words_beside_the_own_and_chooses(desk, room):  # noqa: F811
    intake, office = desk("intake-1"), desk("office-1")
    first, second = shown(intake.get(room[0])), shown(office.get(room[0]))
    save(intake, room[0], first, statement="炉子停了三次", opinion="供电公司牵头")
    answer = save(office, room[0], second, statement="炉子停了四次")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "炉子停了三次" in page
    assert "炉子停了四次" in page
    assert "供电公司牵头" in page, "a field the later one did not touch reads as it is now"
    assert Note.objects.get(field="statement").text == "炉子停了三次"
    again = save(office, room[0], shown(answer), statement="炉子停了四次")
    assert again.status_code == 409, "nobody said whose counts"
    done = save(office, room[0], shown(again), statement="炉子停了四次", choose_statement="mine")
    assert done.status_code == 303
    assert Note.objects.get(field="statement").text == "炉子停了四次"


@pytest.mark.parametrize(
    ("choice", "text"), [("theirs", "炉子停了三次"), ("both", "炉子停了四次\n炉子停了三次")]
)  # fmt: skip
def test_the_others_words_or_both_may_be_chosen(desk, room, choice, text):  # noqa: F811
    intake, office = desk("intake-1"), desk("office-1")
    first, second = shown(intake.get(room[0])), shown(office.get(room[0]))
    save(intake, room[0], first, statement="炉子停了三次")
    answer = save(office, room[0], second, statement="炉子停了四次")
    save(office, room[0], shown(answer), statement="炉子停了四次", choose_statement=choice)
    assert Note.objects.get(field="statement").text == text


def test_recording_over_words_one_has_not_seen_is_a_clash(desk, room):  # noqa: F811
    intake, office = desk("intake-1"), desk("office-1")
    first, second = shown(intake.get(room[0])), shown(office.get(room[0]))
    save(intake, room[0], first, opinion="供电公司牵头")
    answer = office.post(room[0], {**second, "opinion": "园区牵头", "outcome": "deferred"})
    assert answer.status_code == 409
    assert not AgendaItem.objects.exclude(outcome="").exists()
    chosen = {"opinion": "园区牵头", "outcome": "deferred", "choose_opinion": "mine"}
    assert office.post(room[0], {**shown(answer), **chosen}).status_code == 303
    assert AgendaItem.objects.exclude(outcome="").get().opinion == "园区牵头"


def test_what_the_other_wrote_into_untouched_fields_is_recorded_too(desk, cast, room):  # noqa: F811
    intake, office = desk("intake-1"), desk("office-1")
    first, second = shown(intake.get(room[0])), shown(office.get(room[0]))
    save(intake, room[0], first, statement="再停一次炉就关门")
    office.post(room[0], {**second, **decided(cast), "statement": ""})
    assert AgendaItem.objects.exclude(outcome="").get().statement == "再停一次炉就关门"
    assert DecidedItem.objects.count() == 1


def test_items_are_added_one_by_one_without_a_script(desk, cast, room):  # noqa: F811
    browser = desk("office-1")
    seen = shown(browser.get(room[0]))
    answer = browser.post(room[0], {**seen, "text_1": "改造二号线", "add": "1"})
    assert answer.headers["Location"] == f"{room[0]}?items=2#id_text_2"
    page = browser.get(answer.headers["Location"])
    assert page.context["form"].initial["text_1"] == "改造二号线"
    names = [name for name in shown(page) if name.startswith("base_text_")]
    assert names == ["base_text_1", "base_text_2"]
    for number in range(2, 9):
        save(browser, room[0], shown(browser.get(f"{room[0]}?items={number}")), **{f"text_{number}": "又一项"})
    assert "base_text_8" in shown(browser.get(room[0])), "eight were told, eight are shown"


def test_the_script_is_told_versions_what_others_wrote_and_who_is_there(desk, room):  # noqa: F811
    intake, office = desk("intake-1"), desk("office-1")
    told = sync(intake, room[0], "statement", "停了三次", focus="statement").json()
    assert (told["saved"], told["clashes"], told["fresh"], told["writers"]) == ({"statement": 1}, {}, {}, [])
    told = sync(office, room[0], known="statement:0", focus="opinion").json()
    assert told["fresh"]["statement"]["text"] == "停了三次"
    assert [one["where"] for one in told["writers"]] == ["企业陈述"]
    told = sync(office, room[0], "statement", "停了四次").json()
    assert told["clashes"]["statement"]["text"] == "停了三次"
    assert told["saved"] == {}
    told = sync(office, room[0], "statement", "停了四次", base=1, known="statement:1").json()
    assert told["saved"] == {"statement": 2}


def test_the_script_is_told_when_it_is_over(desk, room):  # noqa: F811
    desk("intake-1").post(room[0], {"opinion": "再研究", "outcome": "deferred"})
    told = sync(desk("office-1"), room[0], "statement", "停了四次").json()
    assert "记录为“缓议”" in told["over"]
    assert "由其他领导主持" in sync(desk("mayor"), room[1], "statement", "停了").json()["over"]
    assert sync(desk("deputy-agriculture"), room[0], "statement", "停了").status_code == 404


def test_what_could_not_be_kept_stands_beside_the_notes_at_the_next_visit(desk, room):  # noqa: F811
    intake, office = desk("intake-1"), desk("office-1")
    office.post("/drafts/", {"draft-form": room[0], "statement": "没存上的四次", "text_3": "第三项"})
    save(intake, room[0], shown(intake.get(room[0])), statement="停了三次")
    page = office.get(room[0])
    text = page.content.decode()
    assert "没存上的四次" in text
    assert "停了三次" in text
    assert "against_statement" in shown(page)
    assert "base_text_3" in shown(page)
    sync(office, room[0], "statement", "没存上的四次", base=1, whole="1")
    assert "against_statement" not in shown(office.get(room[0]))


def test_nothing_is_kept_on_a_get(desk, room):  # noqa: F811
    assert desk("intake-1").get(f"{room[0]}notes/").status_code == 302
