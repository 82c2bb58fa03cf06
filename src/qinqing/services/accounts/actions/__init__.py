"""Making and changing accounts, their logins and tokens, and counting attempts.

This service stands below the journal, so the caller puts the change on the record in the same transaction.
"""

from qinqing.services.accounts.actions.accounts import (
    activate,
    bind,
    create_account,
    deactivate,
    end_sessions,
    rename,
    set_demo_password,
    set_password,
    turn_out,
)
from qinqing.services.accounts.actions.attempts import forgive, give_back, guess, lift_limits, strike, sweep_attempts
from qinqing.services.accounts.actions.logins import (
    close_login,
    end_login,
    end_other_logins,
    note_login,
    note_login_use,
    reopen_login,
    sweep_logins,
)
from qinqing.services.accounts.actions.phone_codes import (
    bind_mobile,
    create_account_by_phone,
    issue_phone_code,
    prove_phone_code,
    sweep_phone_codes,
)
from qinqing.services.accounts.actions.resets import ask_reset, settle_reset
from qinqing.services.accounts.actions.second_factors import (
    WRONG_CODE,
    enrol_second_factor,
    give_up_second_factor,
    prove_second_factor,
    renew_recovery_codes,
    replace_second_factor,
    second_factor_windows,
)
from qinqing.services.accounts.actions.tokens import issue_token, note_use, revoke_token

__all__ = [
    "WRONG_CODE",
    "activate",
    "ask_reset",
    "bind",
    "bind_mobile",
    "close_login",
    "create_account",
    "create_account_by_phone",
    "deactivate",
    "end_login",
    "end_other_logins",
    "end_sessions",
    "enrol_second_factor",
    "forgive",
    "give_back",
    "give_up_second_factor",
    "guess",
    "issue_phone_code",
    "issue_token",
    "lift_limits",
    "note_login",
    "note_login_use",
    "note_use",
    "prove_phone_code",
    "prove_second_factor",
    "rename",
    "renew_recovery_codes",
    "reopen_login",
    "replace_second_factor",
    "revoke_token",
    "second_factor_windows",
    "set_demo_password",
    "set_password",
    "settle_reset",
    "strike",
    "sweep_attempts",
    "sweep_logins",
    "sweep_phone_codes",
    "turn_out",
]
