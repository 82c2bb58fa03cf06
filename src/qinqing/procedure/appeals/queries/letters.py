"""What a letter may be about: the enterprise that wrote, and the appeal it goes with, each with why it is thought so."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.register import queries as register
from qinqing.services.letters import queries as letters
from qinqing.services.letters.queries import Letter
from qinqing.services.letters.rules.clues import Clues, clues_of

MOST = 5


@dataclass(frozen=True, slots=True)
class Writer:
    """An enterprise that may have written."""

    enterprise: Any  # of the register
    why: str


@dataclass(frozen=True, slots=True)
class GoesWith:
    """An appeal that a letter may be about."""

    appeal: Appeal
    why: str


def appeals_of_letter(actor: Actor, letter: Letter, clues: Clues) -> list[GoesWith]:
    """The appeals a letter answers or names, the surest first; of the visible ones. Three queries."""
    codes = [one.removeprefix("appeal/") for one in letters.subjects_answered(letter) if one.startswith("appeal/")]
    rows = Appeal.objects.visible_to(actor)
    answered = {one.code: one for one in rows.filter(code__in=codes)} if codes else {}
    named = list(rows.filter(number__in=clues.numbers)) if clues.numbers else []
    found = [GoesWith(answered[code], "这封信是对这件诉求往来邮件的回复") for code in codes if code in answered]
    found += [GoesWith(one, f"信里写了编号 {one.number}") for one in named if one.code not in answered]
    return found[:MOST]


def writers_of_letter(actor: Actor, letter: Letter, clues: Clues) -> list[Writer]:
    """The enterprises that may have written, the surest first: by code, by what this address brought before, by
    telephone, by name. At most ten look-ups.
    """
    found: dict[int, Writer] = {}
    for one in (*_by_text(actor, clues.codes, "信里写了它的信用代码"), *_by_address(actor, letter),
                *_by_text(actor, clues.phones, "信里写了它登记的电话"), *_by_text(actor, clues.names, "信里写了它的名称")):  # fmt: skip
        found.setdefault(one.enterprise.pk, one)
    return list(found.values())[:MOST]


def read_clues(letter: Letter) -> Clues:
    """What the letter itself gives to go by."""
    return clues_of(letter.subject_line, letter.text, letter.sender_name)


def _by_text(actor: Actor, texts: tuple[str, ...], why: str) -> Iterator[Writer]:
    for text in texts:
        found = register.find_enterprises(actor, text, 2)
        if len(found) == 1:
            yield Writer(found[0], why)


def _by_address(actor: Actor, letter: Letter) -> Iterator[Writer]:
    codes = [one.removeprefix("appeal/") for one in letters.subjects_of_sender(letter)]
    rows = Appeal.objects.visible_to(actor).filter(code__in=codes).select_related("enterprise") if codes else ()
    for appeal in rows:
        if not appeal.enterprise.unnamed:
            yield Writer(appeal.enterprise, f"这个邮箱来过信：{appeal.number}")
