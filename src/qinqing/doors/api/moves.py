"""Which shape asks for what a move needs, and which action makes it: this door's half of the table of moves."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from qinqing.doors.api.schemas import moves as s
from qinqing.doors.api.schemas.fields import Told
from qinqing.doors.api.schemas.parts import Offer
from qinqing.kernel.moves import Move
from qinqing.kernel.verdicts import Verdict
from qinqing.procedure.appeals import actions as appeals

if TYPE_CHECKING:
    from qinqing.procedure.appeals.models import Appeal


class Step(NamedTuple):
    """How one move is made here."""

    shape: type[Told]
    act: Callable[..., Any]


def _split(appeal: "Appeal", *, parts: list[dict[str, str]], **rest: Any) -> Any:
    return appeals.split(appeal, parts=[(part["title"], part["text"]) for part in parts], **rest)


def _compile(appeal: "Appeal", **rest: Any) -> Any:
    return appeals.compile_batch([appeal], **rest)


OWN: dict[str, Step] = {
    "confirm": Step(s.Confirmed, appeals.confirm),
    "doubt": Step(s.Doubt, appeals.doubt),
    "doubt_again": Step(s.Doubt, appeals.doubt),
    "supplement": Step(s.Supplement, appeals.supplement),
    "supply_material": Step(s.Supplement, appeals.supplement),
    "ask_review": Step(s.Reason, appeals.ask_review),
    "withdraw": Step(s.Reason, appeals.withdraw),
}
DESK: dict[str, Step] = {
    "register": Step(s.Note, appeals.register_appeal),
    "sort": Step(s.Sort, appeals.sort),
    "ask_clearer": Step(s.Clearer, appeals.ask_clearer),
    "amend": Step(s.Amend, appeals.amend),
    "split": Step(s.Split, _split),
    "merge": Step(s.Merge, appeals.merge_by_number),
    "renew_query_code": Step(s.Reason, appeals.renew_query_code),
    "propose_refusal": Step(s.Refusal, appeals.propose_refusal),
    "refuse": Step(s.Note, appeals.refuse),
    "decline_refusal": Step(s.Reason, appeals.decline_refusal),
    "uphold_refusal": Step(s.Refusal, appeals.uphold_refusal),
    "overturn_refusal": Step(s.Note, appeals.overturn_refusal),
    "transfer": Step(s.Transfer, appeals.transfer),
    "sign_for": Step(s.Note, appeals.sign_for),
    "return": Step(s.Return, appeals.return_appeal),
    "insist": Step(s.Reason, appeals.insist),
    "redirect": Step(s.Redirect, appeals.redirect),
    "hand_over": Step(s.HandOver, appeals.hand_over),
    "contact": Step(s.Contact, appeals.contact),
    "ask_material": Step(s.Called, appeals.ask_material),
    "supply_material": Step(s.Supplement, appeals.supplement),
    "resume": Step(s.Reason, appeals.resume),
    "supplement": Step(s.Supplement, appeals.supplement),
    "add_assisting": Step(s.Assisting, appeals.add_assisting),
    "release_assisting": Step(s.Release, appeals.release_assisting),
    "assist": Step(s.Opinion, appeals.assist),
    "ask_extension": Step(s.Extension, appeals.ask_extension),
    "grant_extension": Step(s.Note, appeals.grant_extension),
    "deny_extension": Step(s.Reason, appeals.deny_extension),
    "draft_outcome": Step(s.Drafted, appeals.draft_outcome),
    "send_back": Step(s.Reason, appeals.send_back),
    "sign_answer": Step(s.Note, appeals.sign_answer),
    "sign_unresolved": Step(s.Note, appeals.sign_unresolved),
    "raise_rung": Step(s.Reason, appeals.raise_rung),
    "compile": Step(s.Note, _compile),
    "ask_fast_lane": Step(s.FastLane, appeals.ask_fast_lane),
    "accept_fast_lane": Step(s.Note, appeals.accept_fast_lane),
    "decline_fast_lane": Step(s.Reason, appeals.decline_fast_lane),
    "consult": Step(s.Consult, appeals.consult),
    "give_opinion": Step(s.Opinion, appeals.give_opinion),
    "compile_opinions": Step(s.Note, appeals.compile_opinions),
    "report_to_mayor": Step(s.Note, appeals.report_to_mayor),
    "send_to_city": Step(s.Note, appeals.send_to_city),
    "city_explains": Step(s.CityExplained, appeals.city_explains),
    "city_leaves": Step(s.Reason, appeals.city_leaves),
    "confirm": Step(s.Said, appeals.confirm),
    "doubt": Step(s.Doubt, appeals.doubt),
    "doubt_again": Step(s.Doubt, appeals.doubt),
    "call_in_vain": Step(s.Called, appeals.call_in_vain),
    "give_up_calling": Step(s.Called, appeals.give_up_calling),
    "rule_explained": Step(s.Reason, appeals.rule_explained),
    "rule_unresolved": Step(s.Reason, appeals.rule_unresolved),
    "propose_shelving": Step(s.Shelving, appeals.propose_shelving),
    "approve_shelving": Step(s.Note, appeals.approve_shelving),
    "decline_shelving": Step(s.Reason, appeals.decline_shelving),
    "renew_shelving": Step(s.Shelving, appeals.renew_shelving),
    "take_up": Step(s.Reason, appeals.take_up),
    "close": Step(s.Close, appeals.close),
    "reopen": Step(s.Reason, appeals.reopen),
}


def offers(
    offered: Iterable[tuple[Move, Verdict]], steps: Mapping[str, Step], word: Callable[[str], str] = str
) -> list[Offer]:
    """The table's offers as a program reads them: all of them, with what each asks for where it is made here.

    ``word`` puts a label into the words of what the move is made on.
    """
    return [
        Offer(
            name=move.name,
            label=word(move.label),
            allowed=bool(verdict),
            reason=verdict.reason,
            clause=verdict.clause or move.clause,
            grave=move.grave,
            here=move.name in steps,
            fields=schema_of(steps[move.name].shape) if move.name in steps else None,
        )
        for move, verdict in offered
    ]


@cache
def schema_of(shape: type[Told]) -> dict[str, Any]:
    """A shape as JSON Schema."""
    return shape.model_json_schema()
