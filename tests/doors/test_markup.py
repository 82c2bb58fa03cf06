"""Whatever markup people type stays what they typed: a page has no element, attribute or address that it lacks without it."""

from html.parser import HTMLParser

import pytest
from tests.cast import NOW
from tests.doors.payloads import PAYLOADS

from qinqing.doors.portal.visitors import OPENED
from qinqing.kernel.actors import PUBLIC, Actor, Role
from qinqing.procedure.appeals import actions, queries
from qinqing.procedure.register import actions as register

pytestmark = pytest.mark.django_db
MARK, ALL, LONGEST = "XSS", "\n".join(PAYLOADS), 180
LEADING = {"href", "src", "action", "formaction", "data", "poster", "srcdoc", "style", "content"}


def lines():
    """All payloads, as few single lines as they fit into."""
    found = [""]
    for payload in PAYLOADS:
        found += [""] if len(found[-1]) + len(payload) > LONGEST else []
        found[-1] += f" {payload}"
    return [*found, *found[: -len(found) % 3]]


class Skeleton(HTMLParser):
    """What a browser makes of a page: elements with the names of their attributes, and what does or leads anywhere."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.doing, self.within = set(), [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.within = tag
        self.elements.add((tag, *sorted(name for name, _ in attrs)))
        leading = [(name, value or "") for name, value in attrs if name in LEADING or name.startswith(("on", "hx-"))]
        self.doing += [pair for pair in leading if MARK in pair[1] and not pair[1].startswith(("/desk/", "/my/", "?"))]

    def handle_endtag(self, tag):
        self.within = ""

    def handle_data(self, text):
        if self.within in {"script", "style"} and MARK in text:
            self.doing.append((self.within, text))

    def handle_decl(self, said):
        self.elements.add(("!", said))

    unknown_decl = handle_comment = handle_pi = handle_decl


def told_by(cast, *, text, singles):
    """One appeal up to the enterprise's doubt with this text in every field, and others until every line was used."""
    intake, officer, helper = cast.intake, cast.officer("power-supply"), cast.officer("park-west")
    made = [
        actions.lodge(
            title=title,
            text=text,
            enterprise_name=name,
            contact_name=contact,
            contact_phone="13800138000",
            by=PUBLIC,
            at=NOW,
        ).appeal
        for title, name, contact in zip(singles[::3], singles[1::3], singles[2::3], strict=True)
    ]
    appeal, line = made[0], singles[-1]
    actions.register_appeal(appeal, note=text, by=intake, at=NOW)
    actions.sort(appeal, kind="ordinary", matter="trouble", category="power", by=intake, at=NOW)
    organs = {"lead": cast.organ("power-supply"), "assisting": [cast.organ("park-west")]}
    actions.transfer(appeal, **organs, note=text, by=intake, at=NOW)
    actions.assist(appeal, opinion=text, by=helper, at=NOW)
    actions.sign_for(appeal, by=officer, at=NOW)
    actions.contact(appeal, contact=line, note=text, by=officer, at=NOW)
    actions.ask_material(appeal, note=text, by=officer, at=NOW)
    actions.supplement(appeal, note=text, by=intake, at=NOW)
    answer = {"outcome": "explained", "checked": text, "answer": text, "basis": text, "contact": line}
    actions.draft_outcome(appeal, **answer, by=officer, at=NOW)
    actions.sign_answer(appeal, note=text, by=cast.head("power-supply"), at=NOW)
    actions.doubt(appeal, doubt=text, by=Actor(Role.ENTERPRISE, appeals=frozenset({appeal.pk})), at=NOW)
    return made


def pages_of(cast, at_desk, visitor, *, text, singles):
    """Every page that shows it, read once: its skeleton and its source by where it is."""
    made = told_by(cast, text=text, singles=singles)
    kept = register.add_enterprise(
        name=f"甲{singles[0]}", address=singles[1], note=text,
        contacts=[{"name": singles[2], "phone": "13800138000"}], by=cast.intake, at=NOW,
    )  # fmt: skip
    appeal = queries.fetch(cast.intake, made[0].code)
    here, session = f"/desk/appeals/{appeal.code}/", visitor.session
    session[OPENED] = [one.pk for one in made]
    session.save()
    wanted = {
        "intake-1": [
            "/desk/", "/desk/appeals/", f"/desk/appeals/?q={MARK}", "/desk/messages/", here, f"{here}amend/",
            f"/desk/enterprises/{kept.code}/", f"/desk/enterprises/{kept.code}/edit/", f"/desk/enterprises/?q={MARK}",
            *(f"/desk/appeals/{one.code}/" for one in made[1:]),
        ],
        "power-supply-officer": [here, f"{here}draft_outcome/", "/desk/"],
        "audit-admin": ["/desk/journal/", f"/desk/journal/?subject=appeal/{appeal.code}"],
    }  # fmt: skip
    found = {(post, url): at_desk(post).get(url) for post, urls in wanted.items() for url in urls}
    found |= {("visitor", f"/my/{one.code}/"): visitor.get(f"/my/{one.code}/") for one in made[:2]}
    names = {one.code: f"<{number}>" for number, one in enumerate(made)} | {kept.code: "<kept>"}
    return {_named(where, names): told for where, told in found.items()}


def _named(where, names):
    who, url = where
    for code, name in names.items():
        url = url.replace(code, name)
    return who, url


def test_markup_stays_text_on_every_page(cast, at_desk, visitor):
    singles = lines()
    plain = pages_of(
        cast,
        at_desk,
        visitor,
        text=f"{MARK}跳闸\n" * len(PAYLOADS),
        singles=[f"{MARK}线路{n}" for n in range(len(singles))],
    )
    hostile = pages_of(cast, at_desk, visitor, text=ALL, singles=singles)
    wrong, shown = [], 0
    for where, told in hostile.items():
        assert (told.status_code, plain[where].status_code) == (200, 200), where
        shown += MARK in told.text
        wrong += [(where, more) for more in faults(told.text, plain[where].text)]
    assert wrong == []
    assert shown > len(hostile) - 3


def faults(page, plain):
    """What a page has that the same page about something harmless has not; and payloads that stand in it unescaped."""
    seen = Skeleton(page)
    verbatim = [payload for payload in PAYLOADS if set(payload) & set("<>\"'") and payload in page]
    return [*sorted(seen.elements - Skeleton(plain).elements), *seen.doing, *verbatim]


@pytest.mark.parametrize("payload", [one for one in PAYLOADS if "<" in one or one.startswith(('"', "'", "x on"))])
def test_a_page_that_does_not_escape_is_found_out(payload):
    """The broken twin: within an element, and within an attribute."""
    inside, beside = (
        "<p>{}</p>",
        "<input value={}>" if payload.startswith("x on") else "<input value='{0}' title=\"{0}\">",
    )
    assert faults(inside.format(payload), inside.format("")) or faults(beside.format(payload), beside.format(""))


def test_there_are_enough_of_them():
    assert len({one for one in PAYLOADS if MARK in one}) >= 80
