"""The form of the hearing room and the notes behind it: what was typed over which version, and what to do about clashes.

Every field comes with ``base_<field>``: the version it was shown in and a digest of the text as it stood, so that a
field nobody touched is not taken for typing. Where two wrote, ``against_<field>`` is the version of the other's text
and ``choose_<field>`` says whose counts.
"""

import json
from collections.abc import Mapping
from datetime import datetime

from django.http import QueryDict

from qinqing.doors.web import drafts
from qinqing.doors.web.requests import Request
from qinqing.kernel.phrases import local
from qinqing.procedure.receptions import actions, queries
from qinqing.procedure.receptions.rules.notes import MOST_ITEMS, Clash, Typed, digest, is_field, plain, rows_of

Notes = Mapping[str, queries.Note]
CHOICES = ("mine", "theirs", "both")


def settle(request: Request, entry: queries.AgendaItem) -> list[Clash]:
    """Keeps what the posted form brings; afterwards ``request.POST`` holds each field as it is to count.

    Nothing happens for those who do not record here, or after the outcome was: the action says why.
    """
    if entry.outcome or not queries.may("record_outcome", entry.day, request.actor, at=request.at):
        return []
    there = queries.notes(entry, request.actor, at=request.at)
    open_ones = _unchosen(request.POST, there)
    touched = [one for one in typed(request.POST, there) if one.field not in open_ones]
    clashes = actions.take_notes(entry, touched, by=request.actor, at=request.at)
    clashes += open_ones.values()
    mine = {one.field: one.text for one in touched} | {clash.field: clash.mine for clash in clashes}
    request.POST = _as_it_counts(request.POST, there, mine)
    return clashes


def typed(data: QueryDict, there: Notes) -> list[Typed]:
    """The fields that were touched since they were shown, or chosen against another's text."""
    found = []
    for name in _names(data):
        text, choice = value(data, name), data.get(f"choose_{name}", "")
        version, _, shown = data[f"base_{name}"].partition(".")
        base = _number(version)
        if choice in CHOICES and f"against_{name}" in data:
            base = _number(data[f"against_{name}"])
            if choice == "theirs" and name in there and there[name].version == base:
                continue
            if choice == "both" and name in there and there[name].version == base:
                text = f"{text.rstrip()}\n{there[name].text}"
        elif shown and digest(text) == shown:
            continue
        found.append(Typed(name, text, base))
    return found


def value(data: QueryDict, name: str) -> str:
    """One field as text: ticked boxes with commas between them."""
    return ",".join(data.getlist(name)) if name.startswith("assisting_") else plain(data.get(name, ""))


def initial(texts: Mapping[str, str]) -> dict[str, object]:
    """Kept texts as a form takes them."""
    return {
        name: [part for part in text.split(",") if part] if name.startswith("assisting_") else text
        for name, text in texts.items()
    }


def texts_of(data: QueryDict) -> dict[str, str]:
    """All fields of a posted form."""
    return {name: value(data, name) for name in _names(data)}


def rows_for(request: Request, there: Notes) -> int:
    """How many decided items the page has room for: those told, typed or posted, and more where they were asked for."""
    asked = _number(request.GET.get("items", ""))
    told = rows_of(name for name, note in there.items() if note.text)
    draft = drafts.find(request, request.path, at=request.at)
    kept = [name for name, values in json.loads(draft.data).items() if any(values)] if draft else []
    return min(MOST_ITEMS, max(1, told, rows_of(request.POST), rows_of(kept), asked))


def moment(at: datetime, request: Request) -> str:
    """``10:32``, with the day when it is another one."""
    then, now = local(at), local(request.at)
    return f"{then:%H:%M}" if then.date() == now.date() else f"{then.month}月{then.day}日 {then:%H:%M}"


def _names(data: QueryDict) -> list[str]:
    return [key[5:] for key in data if key.startswith("base_") and is_field(key[5:])]


def _unchosen(data: QueryDict, there: Notes) -> dict[str, Clash]:
    """Fields that were shown beside another's text, and nobody said whose counts."""
    return {
        name: Clash(name, value(data, name), note.text, note.version, note.by, note.at)
        for name in _names(data)
        if f"against_{name}" in data and data.get(f"choose_{name}") not in CHOICES
        if (note := there.get(name)) is not None and note.text != value(data, name)
    }


def _as_it_counts(data: QueryDict, there: Notes, mine: Mapping[str, str]) -> QueryDict:
    """What this writer touched stays; everything else reads as the notes now say."""
    counted = data.copy()
    for name in _names(data):
        text = mine.get(name, there[name].text if name in there else None)
        if text is not None:
            shaped = initial({name: text})[name]
            counted.setlist(name, shaped if isinstance(shaped, list) else [text])
    return counted


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
