"""Who may change the papers' templates."""

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny


def may_keep_templates(actor: Actor) -> Verdict:
    """The system administrator uploads templates and says which one is in force; everybody else looks at them."""
    if actor.role == Role.SYSTEM_ADMIN:
        return ALLOWED
    return deny("公文模板由系统管理员上传和启用，请转请其办理")
