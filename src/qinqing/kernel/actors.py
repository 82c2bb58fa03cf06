"""Who is acting: built once per request at the door, and passed to every query and action."""

from dataclasses import dataclass

from qinqing.kernel.labels import Labelled


class Role(Labelled):
    """The parts people play in the Plan (procedure, section 1)."""

    PUBLIC = "public", "社会公众"
    ENTERPRISE = "enterprise", "企业"
    INTAKE = "intake", "受理岗"
    BUREAU_HEAD = "bureau_head", "工信商务局负责人"
    OFFICER = "officer", "部门经办人"
    HEAD = "head", "部门主要负责人"
    OFFICE = "office", "县政府办"
    DEPUTY = "deputy", "分管副县长"
    MAYOR = "mayor", "县长"
    INSPECTOR = "inspector", "督查室"
    CITY = "city", "市企业服务中心"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"
    MACHINE = "machine", "系统"


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
STAFF = frozenset(Role) - {Role.PUBLIC, Role.ENTERPRISE, Role.MACHINE}
BUREAU = frozenset({Role.INTAKE, Role.BUREAU_HEAD})
DEPARTMENT = frozenset({Role.OFFICER, Role.HEAD})
LEADERS = frozenset({Role.DEPUTY, Role.MAYOR})
GROUPS = {"administrators": ADMINISTRATORS, "leaders": LEADERS, "bureau": BUREAU, "staff": STAFF}


@dataclass(frozen=True, slots=True)
class Actor:
    """One person in one post (or one enterprise user), as the procedure sees them.

    ``organ`` and ``post`` are ids in the register; ``sections`` are the GB/T 4754 section letters of a deputy
    mayor's portfolio; ``enterprises`` the enterprises an enterprise user speaks for; ``appeals`` single appeals
    opened by number and query code, ``left`` the enterprises the user spoke for and does no longer. ``substitute_for`` names the holder in whose place a substitute acts.
    """

    role: Role
    name: str = ""
    person: int | None = None
    post: int | None = None
    post_label: str = ""
    organ: int | None = None
    organ_name: str = ""
    substitute_for: str = ""
    sections: frozenset[str] = frozenset()
    enterprises: frozenset[int] = frozenset()
    appeals: frozenset[int] = frozenset()
    left: frozenset[int] = frozenset()

    @property
    def title(self) -> str:
        """Name with post, as the record and the pages show it."""
        place = self.post_label or self.role.label
        stand_in = f"，代{self.substitute_for}" if self.substitute_for else ""
        return f"{self.name}（{place}{stand_in}）" if self.name not in ("", place) else place


PUBLIC = Actor(Role.PUBLIC)
MACHINE = Actor(Role.MACHINE, name="系统")
