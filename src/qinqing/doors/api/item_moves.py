"""Which shape asks for what a decided item's move needs, and which action makes it."""

from typing import Any

from qinqing.doors.api.moves import Step
from qinqing.doors.api.schemas import item_moves as s
from qinqing.doors.api.schemas import moves as m
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries
from qinqing.procedure.decisions.rules.kinds import NewMilestone


def _plan(item: queries.DecidedItem, *, milestones: list[dict[str, Any]], **rest: Any) -> Any:
    return decisions.plan_milestones(item, milestones=[NewMilestone(**one) for one in milestones], **rest)


ITEM: dict[str, Step] = {
    "contact": Step(m.Contact, decisions.contact),
    "complete": Step(s.Done, decisions.complete),
    "plan_milestones": Step(s.Milestones, _plan),
    "finish_milestone": Step(s.Finish, decisions.finish_milestone),
    "move_milestone": Step(s.MoveMilestone, decisions.move_milestone),
    "drop_milestone": Step(s.DropMilestone, decisions.drop_milestone),
    "note_progress": Step(s.Progress, decisions.note_progress),
    "block": Step(s.Blocked, decisions.block),
    "unblock": Step(s.Unblock, decisions.unblock),
    "ask_due": Step(s.AskDue, decisions.ask_due),
    "move_due": Step(m.Note, decisions.move_due),
    "keep_due": Step(m.Reason, decisions.keep_due),
    "draft_report": Step(s.Report, decisions.draft_report),
    "sign_report": Step(s.SignReport, decisions.sign_report),
    "return_draft": Step(m.Reason, decisions.return_draft),
    "circulate": Step(m.Note, decisions.circulate),
    "mark_read": Step(s.Remark, decisions.mark_read),
    "send_back_report": Step(m.Reason, decisions.send_back_report),
    "accept": Step(m.Note, decisions.accept),
    "decline": Step(m.Reason, decisions.decline),
    "close_out": Step(m.Note, decisions.close_out),
    "confirm_receipt": Step(s.MoneyCame, decisions.confirm_receipt),
    "confirm": Step(s.SaidDone, decisions.confirm),
    "doubt": Step(s.SaidNotDone, decisions.doubt),
    "call_in_vain": Step(s.InVain, decisions.call_in_vain),
    "hand_over": Step(s.HandItemOver, decisions.hand_over),
    "cancel": Step(m.Reason, decisions.cancel),
}
OWN_ITEM: dict[str, Step] = {
    "confirm_receipt": Step(s.OwnReceived, decisions.confirm_receipt),
    "confirm": Step(s.OwnSaid, decisions.confirm),
    "doubt": Step(s.OwnDoubt, decisions.doubt),
}
