"""Setting up peers, posting parcels with the step that causes them, sending them, and taking in what comes."""

from qinqing.services.exchange.actions.answering import Answer, NotNow, answer_trial, take_in
from qinqing.services.exchange.actions.filing import file_package
from qinqing.services.exchange.actions.peers import add_peer, amend_peer, drop_old_key, renew_key, try_peer, use_peer
from qinqing.services.exchange.actions.posting import (
    end_thread,
    file_thread,
    open_thread,
    post,
    post_files,
    turn_thread,
)
from qinqing.services.exchange.actions.sending import send_again, send_next, settle_parcel
from qinqing.services.exchange.actions.sweeping import sweep_pieces
from qinqing.services.exchange.actions.taking import Handler, Taken, handle_by

__all__ = [
    "Answer",
    "Handler",
    "NotNow",
    "Taken",
    "add_peer",
    "amend_peer",
    "answer_trial",
    "drop_old_key",
    "end_thread",
    "file_package",
    "file_thread",
    "handle_by",
    "open_thread",
    "post",
    "post_files",
    "renew_key",
    "send_again",
    "send_next",
    "settle_parcel",
    "sweep_pieces",
    "take_in",
    "try_peer",
    "turn_thread",
    "use_peer",
]
