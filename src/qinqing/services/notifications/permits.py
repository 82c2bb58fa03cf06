"""Who sets up the ways out, and who looks after what went over them."""

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny


def may_keep_channels(actor: Actor) -> Verdict:
    """The system administrator."""
    if actor.role == Role.SYSTEM_ADMIN:
        return ALLOWED
    return deny("发送通道由系统管理员设置，请转请其办理")


def may_follow_deliveries(actor: Actor) -> Verdict:
    """The system administrator and the county's office: what did not go is sent again, without its words being read."""
    if actor.role in {Role.SYSTEM_ADMIN, Role.OFFICE}:
        return ALLOWED
    return deny("发送情况由县政府办和系统管理员查看，请转请其办理")


def may_write_wordings(actor: Actor) -> Verdict:
    """The county's office, the bureau's head and the system administrator propose, and another of them confirms."""
    if actor.role in {Role.OFFICE, Role.BUREAU_HEAD, Role.SYSTEM_ADMIN}:
        return ALLOWED
    return deny("消息文字由县政府办、工信商务局负责人和系统管理员修改，请转请其办理")


def may_confirm_wording(actor: Actor, written_by: int | None) -> Verdict:
    """Somebody else than who wrote it."""
    verdict = may_write_wordings(actor)
    if verdict and actor.person == written_by:
        return deny("自己提出的文字，请由另一位同事确认")
    return verdict
