"""The people of one enterprise, as the world has them: an administrator, a colleague, and somebody who is invited."""

from typing import Any

from tests.cast import NOW

from qinqing.procedure.register import actions as people
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.actions import joining


def peopled(cast: Any, enterprise: Any) -> dict[str, str]:
    """A colleague at the enterprise, one that is invited, and a second enterprise that knows the administrator's number."""
    speaker, mobile = cast.actor("hengxin"), "13700001111"
    colleague = joining.open_by_password(username="tongshi", name="黄工", phone="", password="Cloud-Ridge-2026", at=NOW)
    asked = people.ask_membership(
        enterprise, by=register.actor_for(colleague, None, NOW.date()), at=NOW
    )  # fmt: skip
    people.confirm_membership(asked.pk, by=speaker, at=NOW)
    joining.bind_mobile(mobile, by=speaker, at=NOW)
    second = people.add_enterprise(
        name="云岭恒信物流有限公司", contacts=[{"name": "陈总", "phone": mobile}], by=cast.intake, at=NOW
    )  # fmt: skip
    invited = people.invite(enterprise, phone="13700002222", name="李工", by=speaker, at=NOW)
    return {
        "own enterprise": enterprise.code, "colleague": str(asked.pk), "joinable enterprise": second.code,
        "invitation": str(invited.pk),
    }  # fmt: skip
