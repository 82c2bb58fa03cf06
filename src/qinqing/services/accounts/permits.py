"""Who may change an account: its owner the password, the security administrator everything else."""

from qinqing.kernel.actors import ADMINISTRATORS, Actor, Role
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny

KEEPERS = frozenset({Role.SECURITY_ADMIN, Role.MACHINE})


def may_set_password(actor: Actor, account_id: int) -> Verdict:
    """Owners set their own password; the security administrator sets anybody's."""
    if actor.role in KEEPERS or (actor.person is not None and actor.person == account_id):
        return ALLOWED
    return deny("只能修改本人的密码，他人的密码请转请安全管理员重置")


def may_switch(actor: Actor, account_id: int) -> Verdict:
    """Only the security administrator switches accounts off and on, and never the own one."""
    if actor.role not in KEEPERS:
        return deny("停用和启用账号由安全管理员办理，请转请其办理")
    if actor.person is not None and actor.person == account_id:
        return deny("不能停用或启用本人的账号，请由另一位安全管理员办理")
    return ALLOWED


def may_end_logins(actor: Actor, account_id: int) -> Verdict:
    """Owners end their own logins; the security administrator ends anybody's."""
    if actor.role in KEEPERS or (actor.person is not None and actor.person == account_id):
        return ALLOWED
    return deny("只能结束本人的登录，他人的登录请转请安全管理员结束")


def may_keep_token(actor: Actor, account_id: int) -> Verdict:
    """Tokens are the person's own affair: nobody issues or revokes them for another."""
    if actor.person is not None and actor.person == account_id:
        return ALLOWED
    return deny("令牌只能由本人发放和作废，请本人登录后办理")


def may_keep_second_factor(actor: Actor, account_id: int) -> Verdict:
    """Enrolling, renewing and giving up are the person's own affair."""
    if actor.person is not None and actor.person == account_id:
        return ALLOWED
    return deny("二次验证只能由本人开通、换发和停用，请本人登录后办理")


def may_bind(actor: Actor) -> Verdict:
    """Who may sign in as whom by another system's word is the security administrator's to say, never the person's own."""
    return ALLOWED if actor.role in KEEPERS else deny("绑定统一身份认证由安全管理员办理，请转请其办理")


def may_ask_reset(actor: Actor, account_id: int, *, of_security: bool) -> Verdict:
    """The security administrator asks; for a security administrator's own account the system administrator does."""
    if actor.person == account_id:
        return deny("不能申请重置本人的二次验证，请用恢复码，或请另一位管理员申请")
    asks = {Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN} if of_security else {Role.SECURITY_ADMIN}
    return ALLOWED if actor.role in asks else deny("重置二次验证由安全管理员申请，请转请其办理")


def may_settle_reset(actor: Actor, account_id: int, asked_by: int) -> Verdict:
    """Another administrator than the one who asked, and never for the own account."""
    if actor.role not in ADMINISTRATORS:
        return deny("重置二次验证由另一位管理员确认，请转请其办理")
    if actor.person in (account_id, asked_by):
        return deny("申请人和账号本人不能确认，请由另一位管理员确认")
    return ALLOWED
