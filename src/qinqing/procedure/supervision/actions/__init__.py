"""Everything that is done after closing, and about limits that are missed: one verb, one transaction each."""

from qinqing.procedure.supervision.actions.aftercare import evaluate, follow_up
from qinqing.procedure.supervision.actions.chasing import chase
from qinqing.procedure.supervision.actions.correcting import correct, refresh_due, see, send_back
from qinqing.procedure.supervision.actions.digest import tell_the_day
from qinqing.procedure.supervision.actions.finding import (
    accept_rectification,
    find,
    find_wanting,
    hand_finding_over,
    rectify,
    send_rectification_back,
    take_finding_back,
    urge_finding,
)
from qinqing.procedure.supervision.actions.inspecting import close_round, draw_more, mark_round_read, open_round
from qinqing.procedure.supervision.actions.inspection_reminding import remind_inspection
from qinqing.procedure.supervision.actions.linking import evaluate_by_link, issue_link, renew_link
from qinqing.procedure.supervision.actions.sampling import call_in_vain, draw_sample, give_up, reach
from qinqing.procedure.supervision.actions.urging import answer, close_urging, drop, issue, send_urging_back

__all__ = [
    "accept_rectification",
    "answer",
    "call_in_vain",
    "chase",
    "close_round",
    "close_urging",
    "correct",
    "draw_more",
    "draw_sample",
    "drop",
    "evaluate",
    "evaluate_by_link",
    "find",
    "find_wanting",
    "follow_up",
    "give_up",
    "hand_finding_over",
    "issue",
    "issue_link",
    "mark_round_read",
    "open_round",
    "reach",
    "rectify",
    "refresh_due",
    "remind_inspection",
    "renew_link",
    "see",
    "send_back",
    "send_rectification_back",
    "send_urging_back",
    "take_finding_back",
    "tell_the_day",
    "urge_finding",
]
