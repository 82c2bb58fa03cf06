"""Who may change the papers' templates, and who may take a ledger away."""

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny
from qinqing.services.documents.rules.ledgers.describing import Ledger


def may_keep_templates(actor: Actor) -> Verdict:
    """The system administrator uploads templates and proposes which one is used; everybody else looks at them."""
    if actor.role == Role.SYSTEM_ADMIN:
        return ALLOWED
    return deny("公文模板由系统管理员上传和提请启用，请转请其办理")


def may_rule_template(actor: Actor) -> Verdict:
    """The county's office, the bureau's head and the system administrator answer for what papers look like."""
    if actor.role in {Role.OFFICE, Role.BUREAU_HEAD, Role.SYSTEM_ADMIN}:
        return ALLOWED
    return deny("公文模板由县政府办、工信商务局负责人或另一位系统管理员确认，请转请其办理")


def may_confirm_template(actor: Actor, proposer: int | None) -> Verdict:
    """One of them, and somebody else than who proposed it."""
    verdict = may_rule_template(actor)
    if verdict and actor.person == proposer:
        return deny("自己提请启用的模板，请由另一位同事看过样例后确认")
    return verdict


def may_export(ledger: Ledger, actor: Actor) -> Verdict:
    """The posts that work with what the ledger lists; each gets the rows it sees on its own pages."""
    return ALLOWED if actor.role in ledger.readers else deny(f"本岗位不办理这些事项，不能导出{ledger.name}")
