"""Who may change the register: three administrators apart, and the bureau for enterprises."""

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny

ORGAN_KEEPERS = frozenset({Role.SYSTEM_ADMIN, Role.MACHINE})
DUTY_KEEPERS = frozenset({Role.SYSTEM_ADMIN, Role.INTAKE, Role.BUREAU_HEAD, Role.MACHINE})
CONTACT_KEEPERS = frozenset({Role.SYSTEM_ADMIN, Role.INTAKE, Role.BUREAU_HEAD, Role.MACHINE})
POST_KEEPERS = frozenset({Role.SECURITY_ADMIN, Role.MACHINE})
ENTERPRISE_KEEPERS = frozenset({Role.INTAKE, Role.BUREAU_HEAD, Role.MACHINE})


def may_keep_organs(actor: Actor) -> Verdict:
    """Organs are the system administrator's."""
    return _of(actor, ORGAN_KEEPERS, "机构由系统管理员维护，请转请其办理")


def may_keep_duties(actor: Actor) -> Verdict:
    """The catalogue of duties is the system administrator's and the bureau's, which transfers by it, 四(一)1."""
    return _of(actor, DUTY_KEEPERS, "权责清单由系统管理员和县工业信息化和商务局维护，请转请其办理", "四(一)1")


def may_name_county(actor: Actor) -> Verdict:
    """The county's name stands on every paper: it is the system administrator's."""
    return _of(actor, ORGAN_KEEPERS, "县名由系统管理员维护，请转请其办理")


def may_keep_contact(actor: Actor) -> Verdict:
    """How it is reached is the bureau's to publish, 四; the system administrator enters it in a new county."""
    return _of(actor, CONTACT_KEEPERS, "联系方式由县工业信息化和商务局维护，请转请其办理", "四")


def may_keep_posts(actor: Actor) -> Verdict:
    """Posts, holdings, substitutes and portfolios are the security administrator's."""
    return _of(actor, POST_KEEPERS, "岗位、任职和分管由安全管理员维护，请转请其办理")


def may_keep_accounts(actor: Actor) -> Verdict:
    """Accounts are the security administrator's."""
    return _of(actor, POST_KEEPERS, "账号由安全管理员维护，请转请其办理")


def may_keep_leave(actor: Actor, account: int) -> Verdict:
    """People enter their own leave; the security administrator anybody's."""
    if actor.person is not None and actor.person == account:
        return ALLOWED
    return _of(actor, POST_KEEPERS, "请假由本人或安全管理员登记，请转请其办理")


def may_keep_enterprises(actor: Actor) -> Verdict:
    """The register of enterprises is the bureau's, 四."""
    return _of(actor, ENTERPRISE_KEEPERS, "企业登记册由县工业信息化和商务局维护，请转请其办理", "四")


def may_ask_membership(actor: Actor) -> Verdict:
    """Whoever is signed in for no organ may ask to speak for an enterprise."""
    if actor.role is Role.ENTERPRISE and actor.person is not None:
        return ALLOWED
    return deny("请用企业账号登录后再申请关联企业")


def _of(actor: Actor, keepers: frozenset[Role], reason: str, clause: str = "") -> Verdict:
    return ALLOWED if actor.role in keepers else deny(reason, clause)
