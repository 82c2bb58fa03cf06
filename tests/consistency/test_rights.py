"""Rights taken away are gone with the next request; and no form takes what it does not ask for."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import reverse
from tests.making import filled
from tests.world import NOW, POSTS, SPEAKERS

from qinqing.doors.console.moves import PAGES
from qinqing.doors.portal.forms import Lodge
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.register import actions as register
from qinqing.procedure.register import queries
from qinqing.procedure.register.queries import staffing
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries as people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]


def start_of(who):
    return "/desk/" if who in POSTS else "/my/"


@pytest.mark.parametrize("who", [*POSTS, *SPEAKERS])
def test_an_account_that_is_closed_is_out_with_the_next_request(world, who):
    browser, url = world.browser(who), start_of(who)
    assert browser.get(url).status_code == 200
    admin = replace(world.actor("security admin"), person=0)  # nobody closes the own account
    accounts.deactivate(people.account(world.actor(who).person), by=admin, at=NOW)
    answer = browser.get(url)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("who", POSTS)
def test_a_post_that_is_taken_away_is_gone_with_the_next_request(world, who):
    browser, actor = world.browser(who), world.actor(who)
    assert browser.get("/desk/").status_code == 200
    yesterday = NOW.date() - timedelta(days=1)
    posts = [post.id for post in posts_of(people.account(actor.person))]
    held = [one for holders in staffing.tenures(posts, NOW.date()).values() for one in holders]
    for one in held:
        if one.account == actor.person:
            register.end_holding(holding_id=one.id, until=yesterday, by=world.actor("security admin"), at=NOW)
    for url in ("/desk/", "/desk/appeals/", reverse("console:appeal", args=[world.codes["implementing"]])):
        assert browser.get(url).status_code == 404, url


def posts_of(account):
    return list(queries.posts_of(account, NOW.date()))


def test_a_department_that_no_longer_leads_sees_the_appeal_no_more(world):
    browser, url = world.browser("uninvolved officer"), reverse("console:appeal", args=[world.codes["foreign"]])
    assert browser.get(url).status_code == 200
    lead = world.cast.organ("power-supply")
    appeals.redirect(world.appeal("foreign"), lead=lead, reason="职责", by=world.actor("intake"), at=NOW)
    assert browser.get(url).status_code == 404
    assert world.browser("lead officer").get(url).status_code == 200


def test_a_new_password_ends_other_sessions(world):
    browser = world.browser("intake")
    account = people.account(world.actor("intake").person)
    accounts.set_password(account, password="Another-Ridge-2027", by=world.actor("security admin"), at=NOW)
    assert browser.get("/desk/").status_code == 303


# Every column of every table, and the usual words of those who try: none of it is asked by the forms below.
EVERYTHING = {
    field.name: "1" for model in apps.get_models() for field in model._meta.get_fields() if hasattr(field, "attname")
} | {
    "state": "closed",
    "result": "resolved",
    "rung": "4",
    "is_staff": "on",
    "is_superuser": "on",
    "by": "1",
    "at": "2020",
}


def columns(appeal):
    return {field.attname: getattr(appeal, field.attname) for field in Appeal._meta.concrete_fields}


def outcome(browser, url, fields, pk):
    """What the form made of the appeal, taken back again."""
    with transaction.atomic():
        status = browser.post(url, fields).status_code
        found = columns(Appeal.objects.get(pk=pk))
        transaction.set_rollback(True)
    return status, found


MOVES = {
    "own": ("lead officer", ["ask_material", "ask_extension", "draft_outcome"]),
    "unsorted": ("intake", ["register", "propose_refusal", "amend"]),
    "foreign": ("intake", ["redirect"]),
    "closed": ("bureau head", ["reopen"]),
}


@pytest.mark.parametrize(("key", "name"), [(key, name) for key, (_, names) in MOVES.items() for name in names])
def test_a_move_takes_only_what_its_page_asks(world, key, name):
    appeal, browser = world.appeal(key), world.browser(MOVES[key][0])
    url = reverse("console:move", args=[appeal.code, name])
    asked = filled(PAGES[name].form, name, appeal, world.cast, NOW)
    asked = {field: value for field, value in asked.items() if value not in ("", [])}
    more = {field: value for field, value in EVERYTHING.items() if field not in PAGES[name].form.base_fields}
    plain = outcome(browser, url, asked, appeal.pk)
    assert plain[0] == 303, name
    del more["version"]
    assert outcome(browser, url, {**more, **asked}, appeal.pk) == plain


def test_lodging_takes_only_what_its_page_asks(world):
    asked = {"text": "线路跳闸", "enterprise_name": "某厂", "contact_phone": "13800138000"}
    more = {field: value for field, value in EVERYTHING.items() if field not in Lodge.base_fields}
    answer = world.browser("visitor").post("/appeals/new", {**more, **asked, "title": "别的标题"})
    assert answer.status_code == 303
    made = Appeal.objects.latest("pk")
    assert (made.state, made.rung, made.result, made.channel, made.lead_id) == ("lodged", 1, "", "portal", None)
    assert made.title == "线路跳闸"
    assert made.received_at == made.entered_at == NOW
    assert made.lodged_by_id is None


def test_a_new_account_is_nothing_but_an_account(world):
    asked = {"username": "newcomer", "name": "新人", "phone": "", "password": "Cloud-Ridge-2026"}
    assert world.browser("visitor").post("/my/join", {**EVERYTHING, "once": "", **asked}).status_code == 303
    made = people.account_by_username("newcomer")
    assert (made.is_demo, made.is_active) == (False, True)
    assert made.pk != 1
    assert posts_of(made) == []
