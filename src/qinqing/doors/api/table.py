"""Every operation of the interface, in the order of the document. A line here is all that makes one."""

from typing import Any

from qinqing.doors.api import moves
from qinqing.doors.api.lines import OWN, UPPER, WORK, Line
from qinqing.doors.api.schemas.appeals import Detail, Own, OwnList, Page, Receipt, Todo, Tracked
from qinqing.doors.api.schemas.moves import Made
from qinqing.doors.api.schemas.opened import Bulletins, CountyTold, Measures, Schedule
from qinqing.doors.api.schemas.register import Enterprises, EnterpriseTold, Organs, OrganTold
from qinqing.doors.api.views import about, desk, opened, own, register
from qinqing.kernel.actors import STAFF, Role
from qinqing.procedure.register.rules.scopes import Scope

FORM = "multipart/form-data"
READ, WRITE = Scope.READ, Scope.WRITE
INTAKE, CITY = frozenset({Role.INTAKE}), frozenset({Role.CITY})

# fmt: off
OPERATIONS: tuple[Line, ...] = (
    # Open to everybody
    Line("GET", "/openapi.json", about.openapi, "接口说明", "本接口的 OpenAPI 3.1 说明，无需令牌。", dict[str, Any]),
    Line("GET", "/bulletins", opened.bulletins, "月度通报", "已公布的月度通报，新的在前。四(六)。", Bulletins),
    Line("GET", "/bulletins/{slug:month}", opened.bulletin, "一个月的通报",
         "一个月的数字，含各部门、各项比率及其分子分母、更正和摘要；月份写成 2026-10。", dict[str, Any]),
    Line("GET", "/measures", opened.measures, "评价指标", "各项指标的含义，和已公布月份的全县数字。", Measures),
    Line("GET", "/county", opened.county, "本县信息", "县名、联系点，和不在接待范围的事项找哪里。四。", CountyTold),
    Line("GET", "/days", opened.days, "接待日安排", "已公布、还没有举行的接待日。二(一)。", Schedule),
    # The enterprise's own
    Line("POST", "/appeals", own.lodge, "提交诉求",
         "企业提交诉求，返回编号和查询码。带企业令牌的，记在该企业账号名下；不带令牌也可以提交。",
         Receipt, scope=WRITE, status=201),
    Line("GET", "/track", own.track, "查询进度",
         "凭编号和查询码（HTTP Basic）查一件诉求，并换得两小时内有效的通行证，可用它补充材料、确认答复、评价。",
         Tracked, receipt=True),
    Line("GET", "/my/appeals", own.own_appeals, "我的诉求", "本企业的全部诉求，新的在前，最多 200 件。",
         OwnList, roles=OWN, scope=READ),
    Line("GET", "/my/appeals/{slug:code}", own.own_appeal, "我的一件诉求",
         "办到哪一步、谁在办、答复、经过、材料，以及现在可以办的。", Own, roles=OWN, scope=READ),
    Line("POST", "/my/appeals/{slug:code}/moves/{slug:name}", own.own_move, "答复、补充或撤回",
         "办一步：name 和要填的各项，见诉求的 moves。", Made, roles=OWN, scope=WRITE, steps=moves.OWN),
    Line("POST", "/my/appeals/{slug:code}/material", own.own_material, "补充材料",
         "上传照片或材料，单个不超过 100 MB，可附说明。", Made, roles=OWN, scope=WRITE, body=FORM),
    Line("GET", "/my/appeals/{slug:code}/files/{slug:file}", own.own_file, "下载材料", "一份材料。",
         None, roles=OWN, scope=READ),
    Line("POST", "/my/appeals/{slug:code}/evaluation", own.evaluate, "评价",
         "办结后由企业评价，解决和满意分开问，每次办结评价一次。五(四)。", Made, roles=OWN, scope=WRITE),
    # The desk
    Line("GET", "/desk/todo", desk.todo, "待办", "等本岗办理的诉求、配合和意见、决定事项，急的在前。",
         Todo, roles=WORK, scope=READ),
    Line("GET", "/desk/appeals", desk.appeals, "诉求", "本岗看得到的诉求，可筛选、排序、查找，分页。",
         Page, roles=WORK, scope=READ),
    Line("POST", "/desk/appeals", desk.receive, "登记诉求", "受理岗登记来电、来访、来函。四(一)1。",
         Receipt, roles=INTAKE, scope=WRITE, status=201),
    Line("POST", "/desk/appeals/handed-down", desk.hand_down, "转来诉求", "市企业服务中心转来诉求。三(四)。",
         Receipt, roles=CITY, scope=WRITE, status=201),
    Line("GET", "/desk/appeals/{slug:code}", desk.appeal, "一件诉求",
         "办到哪一步、经过、时限、材料，以及流转表给本岗的各步：能办的要填什么，不能办的为什么。",
         Detail, roles=WORK, scope=READ),
    Line("POST", "/desk/appeals/{slug:code}/moves/{slug:name}", desk.move, "办一步",
         "按流转表办一步：name 和要填的各项，见诉求的 moves。不合规定的，回答 422，写明原因和条款。",
         Made, roles=WORK, scope=WRITE, steps=moves.DESK),
    Line("POST", "/desk/appeals/{slug:code}/material", desk.material, "补充材料",
         "上传材料，单个不超过 100 MB，可附说明。", Made, roles=WORK, scope=WRITE, body=FORM),
    Line("GET", "/desk/appeals/{slug:code}/files/{slug:file}", desk.file, "下载材料", "一份材料。",
         None, roles=WORK, scope=READ),
    # The register
    Line("GET", "/register/enterprises", register.enterprises, "企业", "企业登记册，新入册的在前，分页。",
         Enterprises, roles=UPPER, scope=READ),
    Line("GET", "/register/enterprises/{slug:code}", register.enterprise, "一家企业",
         "登记信息、联系人、是不是接待对象。二(三)。", EnterpriseTold, roles=UPPER, scope=READ),
    Line("GET", "/register/organs", register.organs, "机构", "机构和代码，办理时填代码。",
         Organs, roles=STAFF, scope=READ),
    Line("GET", "/register/organs/{slug:code}", register.organ, "一个机构", "职责、岗位和任职的人。",
         OrganTold, roles=STAFF, scope=READ),
)
# fmt: on
