"""Every operation of the interface, in the order of the document. A line here is all that makes one."""

from typing import Any

from qinqing.doors.api.lines import OWN, Line
from qinqing.doors.api.schemas.appeals import Own, OwnList, Receipt, Tracked
from qinqing.doors.api.views import about, own
from qinqing.procedure.register.rules.scopes import Scope

# fmt: off
OPERATIONS: tuple[Line, ...] = (
    Line("GET", "/openapi.json", about.openapi, "接口说明", "本接口的 OpenAPI 3.1 说明，无需令牌。", dict[str, Any]),
    Line("POST", "/appeals", own.lodge, "提交诉求",
         "企业提交诉求，返回编号和查询码。带企业令牌的，记在该企业账号名下；不带令牌也可以提交。",
         Receipt, scope=Scope.WRITE, status=201),
    Line("GET", "/track", own.track, "查询进度",
         "凭编号和查询码（HTTP Basic）查一件诉求，并换得两小时内有效的通行证，可用它补充材料、确认答复、评价。",
         Tracked, receipt=True),
    Line("GET", "/my/appeals", own.own_appeals, "我的诉求", "本企业的全部诉求，新的在前，最多 200 件。",
         OwnList, roles=OWN, scope=Scope.READ),
    Line("GET", "/my/appeals/{slug:code}", own.own_appeal, "我的一件诉求",
         "办到哪一步、谁在办、答复、经过、材料，以及现在可以办的。", Own, roles=OWN, scope=Scope.READ),
)
# fmt: on
