"""One look at a text: everything in it that may tell who somebody is, each with why it was flagged. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qinqing.kernel.labels import Labelled
from qinqing.procedure.bulletins.rules.scanning import patterns as p
from qinqing.procedure.bulletins.rules.scanning.people import named
from qinqing.procedure.bulletins.rules.scanning.views import LOOK_ALIKE, View, folded, in_digits, tight
from qinqing.procedure.bulletins.rules.scanning.watch import NOBODY_KNOWN, Watch, plain
from qinqing.procedure.bulletins.rules.scanning.words import ANYBODY, FORMS, STANDING

WITHIN = r"(?![的在由与等是了被把对向从给让就也及])[一-鿿A-Z0-9]"
COMPANY = re.compile(rf"(?:{WITHIN}){{1,16}}?(?:{'|'.join(FORMS)})")
AFTER = re.compile("(?:公司|集团|厂|店|老板|老总)?")
FORM = re.compile(rf"(?:{'|'.join(FORMS)})$")


class Detail(Labelled):
    """What a flagged stretch seems to be."""

    ENTERPRISE = "enterprise", "企业名称"
    PERSON = "person", "人名"
    PHONE = "phone", "电话号码"
    CODE = "code", "证件或信用代码"
    ACCOUNT = "account", "账号"
    PLATE = "plate", "车牌号"
    EMAIL = "email", "电子邮箱"
    ONLINE = "online", "微信或QQ号"
    ADDRESS = "address", "地址"


STAND_INS = {Detail.ENTERPRISE: "某企业", Detail.PERSON: "某某", Detail.ADDRESS: "某地"}
Found = Iterator[tuple[int, int, Detail]]


@dataclass(frozen=True, slots=True)
class Flag:
    """A stretch of a text, [start, end), and what it seems to tell."""

    start: int
    end: int
    detail: Detail
    text: str

    @property
    def key(self) -> str:
        """By what the same detail is known again, wherever it stands and however it is written."""
        return f"{self.detail.value}/{plain(self.text)}"


def scan(text: str, watch: Watch = NOBODY_KNOWN) -> tuple[Flag, ...]:
    """Everything in a text that may tell who somebody is, in the order in which it stands; none overlaps another."""
    whole = folded(text)
    close = tight(whole)
    found = [*_numbers(whole), *_places(whole), *_enterprises(close, watch), *_people(whole, close, watch)]
    flags: list[Flag] = []
    for start, end, detail in sorted(found, key=lambda one: (one[0], -one[1])):
        if flags and start < flags[-1].end:
            start, detail = flags[-1].start, flags[-1].detail
            end = max(end, flags.pop().end)
        flags.append(Flag(start, end, detail, text[start:end]))
    return tuple(flags)


def anonymised(text: str, watch: Watch = NOBODY_KNOWN) -> str:
    """The text with a stand-in for everything flagged: where a clerk begins, not where the work ends."""
    for flag in reversed(scan(text, watch)):
        text = text[: flag.start] + STAND_INS.get(flag.detail, "×××") + text[flag.end :]
    return re.sub(r"(某企业|某某|某地)(?:\1)+", r"\1", text)


def _numbers(whole: View) -> Found:
    figures = _without_harmless(in_digits(whole))
    spoken = View(figures.text.translate(LOOK_ALIKE), figures.places)
    yield from _matches(spoken, Detail.PHONE, *p.PHONES, p.CALLED)
    yield from _matches(figures, Detail.CODE, p.IDENTITY, p.CREDIT, p.ORGANISATION)
    yield from _matches(figures, Detail.ACCOUNT, p.ACCOUNT)
    yield from _matches(figures, Detail.PLATE, p.PLATE)
    yield from _matches(whole, Detail.EMAIL, p.EMAIL)
    yield from _matches(in_digits(whole), Detail.ONLINE, p.WECHAT)


def _without_harmless(view: View) -> View:
    return View(p.HARMLESS.sub(lambda found: "\x00" * len(found[0]), view.text), view.places)


def _places(whole: View) -> Found:
    yield from _matches(in_digits(whole), Detail.ADDRESS, *p.ADDRESSES)
    for found in p.VILLAGE.finditer(whole.text):
        if not re.sub(r"(?:委会|民小组)$", "", found[0]).endswith(STANDING):
            yield *whole.span(*found.span()), Detail.ADDRESS


def _enterprises(close: View, watch: Watch) -> Found:
    for start, end, whose in watch.found(close.text):
        is_person = whose == Detail.PERSON.label
        rest = None if is_person else AFTER.match(close.text, end)
        yield *close.span(start, rest.end() if rest else end), Detail.PERSON if is_person else Detail.ENTERPRISE
    for found in COMPANY.finditer(close.text):
        name = FORM.sub("", found[0])
        if name and not name.endswith(ANYBODY) and not found[0].endswith(tuple(watch.free) or ("\x00",)):
            yield *close.span(*found.span()), Detail.ENTERPRISE


def _people(whole: View, close: View, watch: Watch) -> Found:
    for view in (whole, close):
        for start, end in named(view.text):
            if view.text[start:end] not in watch.free:
                yield *view.span(start, end), Detail.PERSON


def _matches(view: View, detail: Detail, *expressions: re.Pattern[str]) -> Found:
    for expression in expressions:
        for found in expression.finditer(view.text):
            yield *view.span(*found.span(1 if expression.groups else 0)), detail
