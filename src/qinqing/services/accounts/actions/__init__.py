"""Making and changing accounts, their logins and tokens, and counting attempts.

This service stands below the journal, so the caller puts the change on the record in the same transaction.
"""

from qinqing.services.accounts.actions.accounts import (
    activate,
    create_account,
    deactivate,
    end_sessions,
    rename,
    set_demo_password,
    set_password,
)
from qinqing.services.accounts.actions.attempts import forgive, give_back, guess, strike, sweep_attempts
from qinqing.services.accounts.actions.logins import (
    close_login,
    end_login,
    end_other_logins,
    note_login,
    note_login_use,
    reopen_login,
    sweep_logins,
)
from qinqing.services.accounts.actions.tokens import issue_token, note_use, revoke_token

__all__ = [
    "activate",
    "close_login",
    "create_account",
    "deactivate",
    "end_login",
    "end_other_logins",
    "end_sessions",
    "forgive",
    "give_back",
    "guess",
    "issue_token",
    "note_login",
    "note_login_use",
    "note_use",
    "rename",
    "reopen_login",
    "revoke_token",
    "set_demo_password",
    "set_password",
    "strike",
    "sweep_attempts",
    "sweep_logins",
]
