"""What stands beside the intake form: who it may be, what they brought before, and what tells the same already."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.urls import reverse

from qinqing.doors.console.scanned import readable
from qinqing.doors.web import doubts, drafts
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import clean_line, fold, private_use_zh, shape_credit_code
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.rules.duplicates import says_nothing
from qinqing.procedure.appeals.rules.kinds import Channel
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.rules import Standing, eligibility
from qinqing.services.documents import queries as documents

MATCHES, EARLIER, PHONED, SHORTEST, FIGURES = 5, 5, 3, 2, 7
FIRST_WIDE, LOOKED_FOR, READ = 0x2E80, 100, 6000
SCANNED = frozenset({Channel.FAX})


class Doubts(NamedTuple):
    """What a clerk should look at before saving; ``token`` stands for having looked at just this."""

    sentences: tuple[str, ...]
    duplicates: tuple[appeals.Duplicate, ...]
    token: str


def beside(request: Request, typed: Mapping[str, str]) -> dict[str, Any]:
    """Enterprises that fit, the earlier appeals of the best, calls from the same telephone, and likely duplicates."""
    shaped = shape_credit_code(typed.get("credit_code", "")[:60])
    text = _line(typed.get("enterprise_name", "")) or shaped.value
    found = register.find_enterprises(request.actor, text, MATCHES) if len(text) >= SHORTEST else []
    phoned = [] if found else _phoned(request, typed.get("contact_phone", "") or _as_telephone(text))
    return {
        "scans": scans_waiting(request),
        "note": shaped.note_zh,
        "looked_for": text,
        "rows": [_row(one) for one in found],
        "earlier": appeals.of_enterprise(request.actor, found[0].pk, limit=EARLIER) if found else [],
        "phoned": phoned,
        "telephone": _as_telephone(text),
        "callers": list(dict.fromkeys(one.enterprise_name for one in phoned)),
        "duplicates": _duplicates(request, typed, found[0].name if len(found) == 1 else text),
    }


def scans_waiting(request: Request) -> list[dict[str, Any]]:
    """Pictures and PDFs that wait for 登记诉求, each with how far its words have been read."""
    return readable(documents.uploads(drafts.shelf_of(request, reverse("console:intake"))))


def entered_for(actor: Actor, name: str, credit_code: str) -> dict[str, str]:
    """Name and code of the one enterprise meant, where its initials, code or telephone were typed in place of its name."""
    found = _meant(actor, name)
    if len(found) != 1:
        return {}
    return {"enterprise_name": found[0].name, "credit_code": credit_code or found[0].credit_code or found[0].old_number}


def unsettled(request: Request, typed: Mapping[str, Any], *, files: bool) -> Doubts:
    """What should be looked at before this is saved."""
    told = {name: str(value or "") for name, value in typed.items()}
    sentences = []
    if says_nothing(told["text"]) and told["text"].strip():
        sentences.append("内容没有写明是什么困难。请再问一句；对方只肯这样说的，可以照登。")
    if own := private_use_zh(told["enterprise_name"] + told["text"]):
        sentences.append(f"{own}。")
    if told["channel"] in SCANNED and not files:
        sentences.append("传真件还没有附扫描件。随后补的，登记后在诉求页面补充材料。")
    if told["channel"] == Channel.CITY and not told["note"].strip():
        sentences.append("市里转来的，登记说明里还没有写来文字号。")
    name = told["enterprise_name"]
    meant = _meant(request.actor, name)
    if name and not _is_written_out(name) and len(meant) != 1:
        known = "不止一家对得上" if meant else "没有对得上的"
        sentences.append(f"“{name[:40]}”不像企业全称，登记册里{known}。请选用一家或写全称；确是名称的，可以照登。")
    return _doubts(request, told, meant[0].name if len(meant) == 1 else name, sentences)


def told_before(request: Request, typed: Mapping[str, Any]) -> Doubts:
    """What tells the same already, of what may be seen from here."""
    told = {name: str(value or "") for name, value in typed.items()}
    return _doubts(request, told, told.get("enterprise_name", ""), [])


def look_first(found: Doubts, checked: str, button: str) -> None:
    """Raises Refused until just this has been looked at."""
    if found.token and found.token != checked:
        raise Refused(f"请先核对下面列出的情况，再点一次“{button}”；已填的内容都在", clause="四(一)1")


def _doubts(request: Request, told: Mapping[str, str], name: str, sentences: list[str]) -> Doubts:
    same = tuple(_duplicates(request, told, name))
    return Doubts(tuple(sentences), same, doubts.token([*sentences, *(one.appeal.code for one in same)]))


def settled_doubts(request: Request, told: dict[str, Any], checked: str) -> dict[str, Any]:
    """What was typed, with the enterprise meant, once the clerk has looked at what is doubtful. Raises Refused before."""
    told = told | entered_for(request.actor, told["enterprise_name"], told["credit_code"])
    look_first(unsettled(request, told, files=bool(told["files"])), checked, "登记")
    return told


def _meant(actor: Actor, name: str) -> list[Any]:
    """The enterprises that initials, a code or a telephone fit, at most two; none for a name in Chinese."""
    return [] if _is_written_out(name) else register.find_enterprises(actor, _line(name), 2)


def _line(text: str) -> str:
    """What is looked for; what cannot be a line is looked for by nobody, and told beside its field."""
    try:
        return clean_line(text[:LOOKED_FOR])
    except Refused:
        return ""


def _is_written_out(name: str) -> bool:
    return any(ord(character) >= FIRST_WIDE for character in name)


def _duplicates(request: Request, typed: Mapping[str, str], name: str) -> list[appeals.Duplicate]:
    if len(typed.get("text", "").strip()) < SHORTEST:
        return []
    return appeals.duplicates(
        request.actor, typed["text"][:READ], enterprise_name=name, phone=typed.get("contact_phone", ""), at=request.at
    )


def _as_telephone(text: str) -> str:
    """What was typed for the enterprise, where it may be a telephone number: a code has letters."""
    return "" if any(sign.isalpha() for sign in text) else text


def _phoned(request: Request, phone: str) -> list[Any]:
    """Appeals that came from this telephone before: who calls may be known by it."""
    number = re.search(rf"[0-9]{{{FIGURES},}}", fold(phone[:LOOKED_FOR]))
    if number is None:
        return []
    return list(appeals.page(request.actor, appeals.Wanted(text=number[0], size=PHONED), at=request.at).rows)


def _row(one: Any) -> dict[str, Any]:
    contact = next(iter(register.contacts(one)), None)
    return {
        "enterprise": one,
        "code": one.credit_code or one.old_number,
        "contact": contact,
        "verdict": eligibility(Standing(one.status, one.county_registered, one.agreement_signed, one.unnamed)),
    }
