"""Each text field holds a secret; whoever may not know it meets it on no page, in no search and in no count.

And whoever only reads changes nothing.
"""

import re
from collections import deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import reverse
from tests.answers import let_go, words
from tests.cast import Stage
from tests.gates import WHOLE
from tests.tables import changed, digests
from tests.world import CONTACT, DEPARTMENTS, EVERYBODY, NAME, NOW, PHONE, SECRETS, SEES, VISITOR

from qinqing.doors.console.moves import PAGES
from qinqing.doors.operations.county.story import Hearing
from qinqing.kernel.actors import PUBLIC
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.supervision import actions as supervision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]
LINK = re.compile(r'(?:href|action|hx-get)="([^"]+)"')
MOST = 1_000 if WHOLE else 110  # pages a reader opens
SAMPLE = re.compile(r"/templates/\w+/\d+/(?:docx|pdf)/")  # the same for every reader
SAMPLE_LINK = re.compile(rf'href="([^"]*{SAMPLE.pattern})"')
REPEATED = re.compile(rf"[?&](?:after|order|q)=|/plan/\d|/static/|{SAMPLE.pattern}")


def crawl(browser, start):
    """Every page that can be reached by links, each once; what was answered."""
    seen, waiting = {start}, deque([start])
    while waiting and len(seen) <= MOST:
        url = waiting.popleft()
        answer = browser.get(url)
        yield url, answer
        if answer.streaming:
            let_go(answer)
            continue
        found = [answer.headers.get("Location", "")] if answer.status_code in (301, 302, 303) else []
        found += LINK.findall(answer.text) if "text/html" in answer.headers.get("Content-Type", "") else []
        for link in found:
            where = urljoin(url, unescape(link))
            path = urlsplit(where)._replace(fragment="").geturl()
            if re.match("/(?!/)", path) and path not in seen and len(seen) < MOST and not REPEATED.search(path):
                seen.add(path)
                waiting.append(path)


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_reader_meets_no_secret_and_changes_nothing(world, who):
    browser, before, leaks, pages = world.browser(who), digests(), [], 0
    forbidden = [secret for secret, may in SECRETS.items() if who not in may]
    for start in {VISITOR: ["/"]}.get(who, ["/my/", "/"] if "enterprise" in who else ["/desk/", "/"]):
        for url, answer in crawl(browser, start):
            pages += 1
            assert answer.status_code < 500, url
            if not answer.streaming:
                read = words(answer)
                leaks += [(url, secret) for secret in forbidden if secret in read]
    assert leaks == []
    assert pages > 3
    assert changed(before) == []


def test_the_samples_of_templates_hold_no_secret(world):
    """Read once, for they are filled with the same invented words whoever asks."""
    browser = world.browser("office")
    kinds = set(re.findall(r'href="(/desk/templates/\w+/)"', browser.get("/desk/templates/").text))
    samples = {link for kind in kinds for link in SAMPLE_LINK.findall(browser.get(kind).text)}
    assert len(samples) >= len(kinds) > 0
    for url in samples:
        read = words(browser.get(url))
        assert [secret for secret in SECRETS if secret in read] == [], url


@pytest.mark.parametrize("who", sorted(DEPARTMENTS))
def test_no_address_tells_a_department_who_brought_a_confidential_appeal(world, who):
    """Typed by hand, whether a link leads there or not."""
    browser, code = world.browser(who), world.codes["secret"]
    urls = [reverse("console:move", args=[code, name]) for name in PAGES]
    urls += [reverse(f"console:{name}", args=[code]) for name in ("appeal", "receipt", "city_decides", "follow_up")]
    urls += [reverse("portal:appeal", args=[code]), reverse("portal:evaluate", args=[code])]
    urls += [reverse("portal:move", args=[code, "confirm"]), reverse("portal:receipt", args=[code])]
    for url in urls:
        for method in ("GET", "POST"):
            said = browser.generic(method, url).text
            assert not [secret for secret in (NAME, CONTACT, PHONE) if secret in said], (method, url)


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != VISITOR])
def test_search_finds_only_what_one_may_know(world, who):
    """Neither the appeal nor its number: a hit alone would tell."""
    browser = world.browser(who)
    for word, may in SECRETS.items():
        key = next((key for key, code in world.codes.items() if word in world.appeal(key).text), "secret")
        found = world.appeal(key)
        page = browser.get("/desk/appeals/", {"q": word})
        if who not in may:
            assert found.number not in page.text, (word, key)
            assert found.code not in page.text, (word, key)
        for other in SEES:
            if who not in SEES[other]:
                assert world.appeal(other).number not in page.text, (word, other)


def test_what_an_enterprise_brought_before_does_not_tell_that_it_brought_a_confidential_appeal(world):
    """Beside an open appeal of the same enterprise, before the same department."""
    cast, lead = world.cast, world.cast.organ("power-supply")
    brought = []
    for silent in (True, False):
        appeal = appeals.receive(
            text="路灯不亮", enterprise_name="云岭双面制衣厂", channel="telephone", confidential=silent, by=cast.intake,
            at=NOW,
        ).appeal  # fmt: skip
        appeals.sort(appeal, kind="simple", matter="trouble", category="power", by=cast.intake, at=NOW)
        brought.append(appeals.transfer(appeal, lead=lead, by=cast.intake, at=NOW))
    secret, shown = brought
    page = reverse("console:appeal", args=[shown.code])
    said = world.browser("lead officer").get(page).text
    assert "云岭双面制衣厂" in said
    assert secret.number not in said
    assert secret.code not in said
    assert secret.number in world.browser("intake").get(page).text


def test_a_part_split_off_a_confidential_appeal_is_as_silent(world):
    """Its title, among the relatives on the other's page, too."""
    cast, secret = world.cast, world.appeal("secret")
    fresh = appeals.lodge(
        text=f"{NAME}的两件事", enterprise_name=NAME, confidential=True, contact_phone=PHONE, by=PUBLIC, at=NOW
    ).appeal
    appeals.register_appeal(fresh, by=cast.intake, at=NOW)
    part = appeals.split(fresh, parts=[(f"{NAME}门前路", f"{NAME}门前路不平")], by=cast.intake, at=NOW)[0]
    for one in (fresh, part):
        appeals.sort(one, kind="simple", matter="trouble", category="road", by=cast.intake, at=NOW)
        appeals.transfer(one, lead=secret.lead_id, by=cast.intake, at=NOW)
        said = world.browser("lead officer").get(reverse("console:appeal", args=[one.code])).text
        assert NAME not in said
        assert PHONE not in said


def test_what_was_said_on_a_reception_day_does_not_tell_a_department_who_came(world):
    """The clerk writes what the enterprise and the leader said, and both say its name."""
    stage, name = Stage(world.cast), "兴桂制衣有限公司"  # whose other appeal is another department's
    hearing = Hearing(2, f"{name}请求迁改线路", f"请帮{name}解决", "decided")
    code = stage(
        "implementing",
        rung=2,
        enterprise="xinggui-garment",
        confidential=True,
        title=f"{name}迁线",
        text=f"{name}请求迁线",
        hearings=(hearing,),
    ).code
    item = decisions.items_of(queries.fetch(world.cast.intake, code), world.cast.intake)[0]
    day = item.agenda_item.day.code
    urls = [
        reverse("console:appeal", args=[code]), reverse("console:item", args=[item.code]),
        reverse("console:item_move", args=[item.code, "note_progress"]), reverse("console:day", args=[day]),
        reverse("console:hearing", args=[day, code]), reverse("console:follow_up", args=[code]),
        "/desk/", "/desk/items/", "/desk/appeals/", "/desk/days/", "/desk/follow-ups/",
    ]  # fmt: skip
    for who in ("lead officer", "lead head"):
        for url in urls:
            assert name not in world.browser(who).get(url).text, url
    assert name in world.browser("intake").get(urls[0]).text


def test_what_was_said_on_the_telephone_does_not_tell_either(world):
    """A clerk's note of the call after closing, on the page from which the department itself may not call."""
    stage, name, intake = Stage(world.cast), "兴桂制衣有限公司", world.cast.intake
    code = stage("confirmed", enterprise="xinggui-garment", confidential=True).code
    closed = appeals.close(queries.fetch(intake, code), result="resolved", by=intake, at=NOW)
    supervision.follow_up(closed, reached=True, said=f"{name}说已经解决", solved=True, level=4, by=intake, at=NOW)
    url = reverse("console:follow_up", args=[code])
    assert f"{name}说已经解决" in world.browser("intake").get(url).text
    assert name not in world.browser("lead officer").get(url).text
