"""What stands beside the fields of 反映诉求: how to write about the chosen matter, and whose code it is that was typed."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from qinqing.doors.portal.forms import Lodge
from qinqing.doors.web import doubts, drafts
from qinqing.doors.web.requests import Request, address_of
from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import clean_line, private_use_zh, shape_credit_code, shape_phone
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.rules.duplicates import says_nothing
from qinqing.procedure.appeals.rules.kinds import Category
from qinqing.procedure.register import queries as register
from qinqing.services.accounts import actions as accounts

HOUR = timedelta(hours=1)
ASKED_PER_HOUR = 300  # from one address: whole industrial parks share one
READ, LOOKED_AT = 5000, 200
SHORTEST = 2  # characters that may name a matter: 停电


class Doubts(NamedTuple):
    """What the enterprise might look at once more; ``token`` stands for having looked at just this."""

    sentences: tuple[str, ...]
    token: str


def typed(request: Request) -> Mapping[str, Any]:
    """What stands in the form: as it was sent, or as its draft has it."""
    if request.method == "POST":
        return request.POST
    draft = drafts.find(request, request.path, at=request.at)
    return drafts.initial(Lodge(), draft) if draft else {}


def beside(request: Request) -> dict[str, Any]:
    """Everything that stands beside the form."""
    told = typed(request)
    return {**prompt(told), **licence(request, told), "doubts": doubted(told) if request.method == "POST" else None}


def prompt(told: Mapping[str, Any]) -> dict[str, Any]:
    """What to write about the chosen matter, how others wrote, what is usually needed."""
    category = _line(told, "category")
    found = appeals.prompt(category)
    return {"prompt": found, "category": Category(category).label if found else ""}


def licence(request: Request, told: Mapping[str, Any]) -> dict[str, Any]:
    """The enterprise whose whole code, or whole name, was typed, as its licence has it; and what is odd with the code."""
    code, name = _line(told, "credit_code"), _line(told, "enterprise_name")
    shaped = shape_credit_code(code)
    found = register.licence(code=code, name=name) if (code or name) and _may_ask(request) else None
    same = found is not None and (found.name, found.code) == (name, shaped.value)
    unknown = bool(shaped.value and shaped.ok and found is None)
    return {"code_note": shaped.note_zh, "licence": found, "same_licence": same, "code_unknown": unknown}


def doubted(told: Mapping[str, Any]) -> Doubts:
    """What cannot be right, or says too little: each may be sent all the same."""
    text, code, phone = str(told.get("text", "")), _line(told, "credit_code"), _line(told, "contact_phone")
    shaped, sentences = shape_credit_code(code), []
    if text.strip() and says_nothing(text, shortest=SHORTEST):
        sentences.append("内容里看不出是什么困难。写上时间、地点、数额，办得更快；材料里已经写清的，可以照样提交。")
    if own := private_use_zh(_line(told, "enterprise_name") + text):
        sentences.append(f"{own}。")
    if code and not shaped.ok:
        sentences.append(f"{shaped.note_zh}。")
    if phone and not shape_phone(phone).ok:
        sentences.append("没有认出联系电话，部门可能打不通，请核对。")
    return Doubts(tuple(sentences), doubts.token(sentences))


def corrected(told: Mapping[str, Any]) -> str:
    """What was put right in the code and the telephone number that were typed, in Chinese; "" when nothing was."""
    code, phone = shape_credit_code(_line(told, "credit_code")), shape_phone(_line(told, "contact_phone"))
    notes = (code.note_zh if code.ok else "", f"联系电话{phone.note_zh}" if phone.note_zh else "")
    return "；".join(filter(None, notes))


def _may_ask(request: Request) -> bool:
    return accounts.strike(f"licence@{address_of(request)}", at=request.at, limit=ASKED_PER_HOUR, window=HOUR)


def _line(told: Mapping[str, Any], name: str) -> str:
    """What is looked for; what cannot be a line is looked for by nobody, and told beside its field."""
    try:
        return clean_line(str(told.get(name) or "")[:READ], limit=None)[:LOOKED_AT]
    except Refused:
        return ""
