"""The pages offer exactly the moves that are open: a link for each, a reason for each that a condition forbids."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from tests.cast import NOW
from tests.making import people
from tests.standings import STANDINGS

from qinqing.doors.console import moves as desk
from qinqing.doors.portal import moves as portal
from qinqing.kernel.actors import Role
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import queries
from qinqing.procedure.register import queries as register
from qinqing.services.accounts import queries as accounts

pytestmark = pytest.mark.django_db
VISIBLE_FEW = (
    "intake",
    "bureau head",
    "lead officer",
    "lead head",
    "helping officer",
    "office",
    "deputy",
    "mayor",
    "city",
)


def browser_of(actor, at) -> Client:
    browser = Client(raise_request_exception=False)
    browser.force_login(accounts.account(actor.person))
    session = browser.session
    session.update({"post": actor.post, "since": int(at.timestamp())})
    session.save()
    return browser


@pytest.mark.parametrize("standing", STANDINGS)
def test_the_desk_offers_what_is_open(scene, standing):
    appeal = STANDINGS[standing].bring(scene)
    at = NOW + timedelta(days=STANDINGS[standing].days, minutes=1)
    actors = people(scene.cast, appeal)
    with time_machine.travel(at, tick=False):
        for who in VISIBLE_FEW:
            actor = actors[who]
            page = browser_of(actor, at).get(reverse("console:appeal", args=[appeal.code]))
            try:
                held = register.actor_for(accounts.account(actor.person), actor.post, at.date())
                seen = queries.fetch(held, appeal.code)
            except NotFound:  # not theirs, or the post ended with its organ
                assert page.status_code == 404, who
                continue
            offered = queries.offers(seen, actor, at=at)
            paged = set(desk.PAGES) | set(desk.ADDRESSES)
            assert links(page.text, appeal.code) == {m.name for m, verdict in offered if verdict and m.name in paged}
            for move, verdict in offered:
                if not verdict and move.name in paged:
                    assert verdict.reason in page.text, (who, move.name)


def links(page: str, code: str) -> set[str]:
    """The moves whose pages this page leads to."""
    names = {reverse(address, args=[code]): name for name, address in desk.ADDRESSES.items()}
    names |= {reverse("console:move", args=[code, name]): name for name in desk.PAGES}
    return {names[url] for url in re.findall(r'href="([^"]+)"', page) if url in names}


@pytest.mark.parametrize("standing", STANDINGS)
def test_the_portal_offers_what_is_open(scene, standing):
    appeal = STANDINGS[standing].bring(scene)
    at = NOW + timedelta(days=STANDINGS[standing].days, minutes=1)
    actor = scene.cast.actor("hengxin")
    assert actor.role is Role.ENTERPRISE
    with time_machine.travel(at, tick=False):
        page = browser_of(actor, at).get(reverse("portal:appeal", args=[appeal.code])).text
        open_ones = {move.name for move, verdict in queries.offers(appeal, actor, at=at) if verdict}
        offered = {
            name for name in portal.PAGES if f'href="{reverse("portal:move", args=[appeal.code, name])}"' in page
        }
        assert offered == open_ones & set(portal.PAGES)
