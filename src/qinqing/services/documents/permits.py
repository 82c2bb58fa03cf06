"""Who may change the papers' templates, and who may take a ledger away."""

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny
from qinqing.services.documents.rules.ledgers.describing import Ledger


def may_keep_templates(actor: Actor) -> Verdict:
    """The system administrator uploads templates and says which one is in force; everybody else looks at them."""
    if actor.role == Role.SYSTEM_ADMIN:
        return ALLOWED
    return deny("公文模板由系统管理员上传和启用，请转请其办理")


def may_export(ledger: Ledger, actor: Actor) -> Verdict:
    """The posts that work with what the ledger lists; each gets the rows it sees on its own pages."""
    return ALLOWED if actor.role in ledger.readers else deny(f"本岗位不办理这些事项，不能导出{ledger.name}")
