"""Who may change what counts as a working day: one proposes the notice, another confirms it."""

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny

KEEPERS = frozenset({Role.SYSTEM_ADMIN, Role.BUREAU_HEAD})


def may_propose_notice(actor: Actor) -> Verdict:
    """Only the system administrator proposes a State Council notice."""
    if actor.role == Role.SYSTEM_ADMIN:
        return ALLOWED
    return deny("放假通知由系统管理员录入，请联系系统管理员")


def may_rule_on_notice(actor: Actor) -> Verdict:
    """The bureau's head and the system administrators read what is proposed, and may turn it down."""
    if actor.role in KEEPERS:
        return ALLOWED
    return deny("放假通知由系统管理员或工信商务局负责人确认，请转请其办理")


def may_second_notice(actor: Actor) -> Verdict:
    """What the machine's operator entered alone is looked at by the bureau's head, whom nobody takes for the operator."""
    if actor.role == Role.BUREAU_HEAD and actor.person is not None:
        return ALLOWED
    return deny("由命令导入的通知由工信商务局负责人核对后确认或撤回；要更正，请另提出一份通知")


def may_confirm_notice(actor: Actor, proposer: int | None) -> Verdict:
    """Whoever may rule on it, but not the person who proposed it, in whatever post; ``proposer`` is an account's id."""
    verdict = may_rule_on_notice(actor)
    if not verdict:
        return verdict
    if actor.person is None:
        return deny("确认放假通知的人须以本人账号办理，请登录后再确认")
    if actor.person == proposer:
        return deny("这份通知是您提出的，须由另一个人确认（工信商务局负责人或另一位系统管理员）")
    return ALLOWED
