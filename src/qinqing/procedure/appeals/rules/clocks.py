"""The clocks an appeal runs on: who is on each, under which clause, by which setting of the edition."""

from dataclasses import dataclass

from qinqing.kernel.actors import Role
from qinqing.kernel.labels import Labelled


class Clock(Labelled):
    """Kinds of clock of sections 2 and 3 of the procedure that belong to an appeal."""

    TRANSFER = "transfer", "登记转办"
    SIGN = "sign", "签收"
    CONTACT = "contact", "首次联系企业"
    RULING = "ruling", "退回裁定"
    HANDLE = "handle", "部门办理"
    ASSIST = "assist", "配合部门反馈"
    COMPILE = "compile", "汇总报县政府办"
    OPINION = "opinion", "反馈意见"
    SEND_CITY = "send_city", "报送市企业服务中心"
    ANSWER = "answer", "企业答复"
    SHELF = "shelf", "挂账复查"
    FOLLOW_UP = "follow_up", "办结回访"


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One clock: clause, setting, the role on it, and the rungs where it runs at all."""

    clause: str
    setting: str
    holder: Role
    rungs: frozenset[int] = frozenset({1, 2, 3, 4})


CLOCKS: dict[Clock, ClockRule] = {
    Clock.TRANSFER: ClockRule("四(一)1", "transfer", Role.INTAKE),
    Clock.SIGN: ClockRule("四(一)1", "sign", Role.OFFICER),
    Clock.CONTACT: ClockRule("四(一)1", "contact", Role.OFFICER),
    Clock.RULING: ClockRule("四(一)1", "ruling", Role.INTAKE),
    Clock.HANDLE: ClockRule("四(一)1", "handle_{kind}", Role.OFFICER),
    Clock.ASSIST: ClockRule("四(一)1", "assist", Role.OFFICER),
    Clock.COMPILE: ClockRule("四(一)2", "compile", Role.INTAKE, frozenset({1})),
    Clock.OPINION: ClockRule("四(一)2", "opinion", Role.OFFICER),
    Clock.SEND_CITY: ClockRule("四(一)4", "send_city", Role.OFFICE, frozenset({3})),
    Clock.ANSWER: ClockRule("四(三)", "answer", Role.ENTERPRISE),
    Clock.SHELF: ClockRule("四(一)4", "", Role.INTAKE),
    Clock.FOLLOW_UP: ClockRule("五(四)", "follow_up", Role.INTAKE),
}


def setting_for(clock: Clock, kind: str) -> str:
    """The edition's setting that gives this clock its length; handling depends on the kind of appeal."""
    return CLOCKS[clock].setting.format(kind=kind or "ordinary")
