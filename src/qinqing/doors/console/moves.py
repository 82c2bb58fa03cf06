"""Which form asks for what a move needs, and which action makes it: the desk's half of the table of moves."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms

from qinqing.doors.console.forms import appeals as f
from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.register import queries as register

if TYPE_CHECKING:
    from qinqing.procedure.appeals.models import Appeal


class Page(NamedTuple):
    """The page of one move: its form, the action, and what the form starts with."""

    form: type[forms.Form]
    act: Callable[..., Any]
    initial: Callable[["Appeal"], dict[str, Any]] = lambda appeal: {}


def _split(appeal: "Appeal", *, by: Actor, at: Any, **fields: str) -> Any:
    names = ("first", "second", "third")
    parts = [(fields[f"{name}_title"], fields[f"{name}_text"]) for name in names if fields[f"{name}_text"].strip()]
    return appeals.split(appeal, parts=parts, by=by, at=at)


def _compile(appeal: "Appeal", **rest: Any) -> Any:
    return appeals.compile_batch([appeal], **rest)


def _values(*names: str) -> Callable[["Appeal"], dict[str, Any]]:
    return lambda appeal: {name: getattr(appeal, name) for name in names}


def _heir(appeal: "Appeal") -> dict[str, Any]:
    return {"lead": register.organ(appeal.lead_id).successor} if appeal.lead_id else {}


SORTED = _values("matter", "category", "kind", "urgency", "section", "title")
KNOWN = _values("title", "enterprise_name", "contact_name", "contact_phone", "confidential")

PAGES: dict[str, Page] = {
    "register": Page(f.Note, appeals.register_appeal),
    "sort": Page(f.Sort, appeals.sort, SORTED),
    "ask_clearer": Page(f.Clearer, appeals.ask_clearer),
    "amend": Page(f.Amend, appeals.amend, KNOWN),
    "split": Page(f.Split, _split),
    "merge": Page(f.Merge, appeals.merge_by_number),
    "renew_query_code": Page(f.Reason, appeals.renew_query_code),
    "propose_refusal": Page(f.Refusal, appeals.propose_refusal),
    "refuse": Page(f.Note, appeals.refuse),
    "decline_refusal": Page(f.Reason, appeals.decline_refusal),
    "uphold_refusal": Page(f.Refusal, appeals.uphold_refusal),
    "overturn_refusal": Page(f.Note, appeals.overturn_refusal),
    "transfer": Page(f.Transfer, appeals.transfer),
    "sign_for": Page(f.Note, appeals.sign_for),
    "return": Page(f.Return, appeals.return_appeal),
    "insist": Page(f.Reason, appeals.insist),
    "redirect": Page(f.Redirect, appeals.redirect),
    "hand_over": Page(f.HandOver, appeals.hand_over, _heir),
    "contact": Page(f.Contact, appeals.contact),
    "ask_material": Page(f.Note, appeals.ask_material),
    "supply_material": Page(f.Supplement, appeals.supplement),
    "resume": Page(f.Reason, appeals.resume),
    "supplement": Page(f.Supplement, appeals.supplement),
    "add_assisting": Page(f.Assisting, appeals.add_assisting),
    "release_assisting": Page(f.Release, appeals.release_assisting),
    "assist": Page(f.Opinion, appeals.assist),
    "ask_extension": Page(f.Extension, appeals.ask_extension),
    "grant_extension": Page(f.Note, appeals.grant_extension),
    "deny_extension": Page(f.Reason, appeals.deny_extension),
    "draft_outcome": Page(f.Drafted, appeals.draft_outcome),
    "send_back": Page(f.Reason, appeals.send_back),
    "sign_answer": Page(f.Note, appeals.sign_answer),
    "sign_unresolved": Page(f.Note, appeals.sign_unresolved),
    "raise_rung": Page(f.Reason, appeals.raise_rung),
    "compile": Page(f.Batch, _compile),
    "ask_fast_lane": Page(f.FastLane, appeals.ask_fast_lane),
    "accept_fast_lane": Page(f.Note, appeals.accept_fast_lane),
    "decline_fast_lane": Page(f.Reason, appeals.decline_fast_lane),
    "consult": Page(f.Consult, appeals.consult),
    "give_opinion": Page(f.Opinion, appeals.give_opinion),
    "compile_opinions": Page(f.Note, appeals.compile_opinions),
    "report_to_mayor": Page(f.Note, appeals.report_to_mayor),
    "send_to_city": Page(f.Note, appeals.send_to_city),
    "city_explains": Page(f.CityExplained, appeals.city_explains),
    "city_leaves": Page(f.CityLeft, appeals.city_leaves),
    "confirm": Page(f.Said, appeals.confirm),
    "doubt": Page(f.Doubt, appeals.doubt),
    "doubt_again": Page(f.Doubt, appeals.doubt),
    "call_in_vain": Page(f.Note, appeals.call_in_vain),
    "give_up_calling": Page(f.Note, appeals.give_up_calling),
    "rule_explained": Page(f.Reason, appeals.rule_explained),
    "rule_unresolved": Page(f.Reason, appeals.rule_unresolved),
    "propose_shelving": Page(f.Shelving, appeals.propose_shelving),
    "approve_shelving": Page(f.Note, appeals.approve_shelving),
    "decline_shelving": Page(f.Reason, appeals.decline_shelving),
    "renew_shelving": Page(f.Shelving, appeals.renew_shelving, _values("review_on")),
    "take_up": Page(f.Reason, appeals.take_up),
    "close": Page(f.Close, appeals.close, _values("outcome")),
    "reopen": Page(f.Reason, appeals.reopen),
}

# These moves are made elsewhere: on the way in, at a reception day's page, with decided items, by the enterprise, or by
# the machine: out of an old ledger, or as a duty.
ELSEWHERE = frozenset(
    {
        "lodge", "receive", "write_down", "hand_down", "come_up", "split_off", "absorb", "ask_review", "withdraw", "schedule", "unschedule",
        "reschedule",
        "decide", "explain_at_hearing", "leave_unresolved", "defer", "take_back_hearing", "bring_to_meeting", "note_meeting", "city_decides", "finish_implementing",
        "cover", "uncover", "import_open", "import_closed", "follow_ledger", "close_by_ledger", "pass_call",
    }
)  # fmt: skip

# Of these, the ones that an appeal's page leads to all the same.
ADDRESSES = {"city_decides": "console:city_decides"}
