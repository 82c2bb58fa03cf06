"""Every operation of the interface, in the order of the document. A line here is all that makes one."""

from typing import Any

from qinqing.doors.api import day_moves, item_moves, minutes_moves, moves
from qinqing.doors.api.lines import INSIDE, OWN, UPPER, WORK, Line
from qinqing.doors.api.schemas.appeals import Detail, Own, OwnList, Page, Receipt, Todo, Tracked
from qinqing.doors.api.schemas.days import DayMade, ReceptionDays, ReceptionDayTold
from qinqing.doors.api.schemas.items import ItemsPage, ItemTold
from qinqing.doors.api.schemas.minutes import MinutesPage, MinutesTold
from qinqing.doors.api.schemas.moves import Made
from qinqing.doors.api.schemas.opened import Bulletins, CountyTold, Measures, Schedule
from qinqing.doors.api.schemas.register import Enterprises, EnterpriseTold, Organs, OrganTold
from qinqing.doors.api.views import about, days, desk, items, minutes, opened, own, register
from qinqing.kernel.actors import STAFF, Role
from qinqing.procedure.register.rules.scopes import Scope

FORM = "multipart/form-data"
READ, WRITE = Scope.READ, Scope.WRITE
INTAKE, CITY, OFFICE = frozenset({Role.INTAKE}), frozenset({Role.CITY}), frozenset({Role.OFFICE})

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
    Line("POST", "/my/appeals/{slug:code}/items/{slug:item}/moves/{slug:name}", items.own_item_move, "对决定事项的意见",
         "企业确认到账、确认已经落实，或提出还没有落实；见诉求的 items。四(三)。",
         Made, roles=OWN, scope=WRITE, steps=item_moves.OWN_ITEM),
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
    # Decided items
    Line("GET", "/desk/items", items.items, "决定事项", "本岗看得到的决定事项，可筛选、排序、查找，分页。四(三)。",
         ItemsPage, roles=INSIDE, scope=READ),
    Line("GET", "/desk/items/{slug:code}", items.item, "一项决定",
         "决定内容、验收标准、节点、受阻、到账、报告和圈阅、时限、经过，以及流转表给本岗的各步。四(三)、四(四)。",
         ItemTold, roles=INSIDE, scope=READ),
    Line("POST", "/desk/items/{slug:code}/moves/{slug:name}", items.item_move, "办理决定事项",
         "按流转表办一步：name 和要填的各项，见决定事项的 moves。不合规定的，回答 422，写明原因和条款。",
         Made, roles=INSIDE, scope=WRITE, steps=item_moves.ITEM),
    Line("POST", "/desk/items/{slug:code}/proof", items.item_proof, "完成节点并附材料",
         "完成一个节点，附上佐证材料，单个不超过 100 MB。", Made, roles=INSIDE, scope=WRITE, body=FORM),
    Line("GET", "/desk/items/{slug:code}/files/{slug:file}", items.item_file, "下载佐证", "一份佐证材料。",
         None, roles=INSIDE, scope=READ),
    Line("GET", "/desk/items/{slug:code}/papers/{slug:paper}/{slug:form}", items.item_paper, "下载报告或交办单",
         "一份公文，form 是 docx 或 pdf。", None, roles=INSIDE, scope=READ),
    # Reception days and minutes
    Line("GET", "/desk/days", days.reception_days, "接待日和联席会议", "本岗看得到的接待日和联席会议，按日期，分页。二。",
         ReceptionDays, roles=INSIDE, scope=READ),
    Line("POST", "/desk/days", days.plan_day, "安排接待日", "县政府办安排一次接待日。二(一)。",
         DayMade, roles=OFFICE, scope=WRITE, status=201),
    Line("POST", "/desk/days/meetings", days.call_meeting, "召集联席会议", "县政府办召集联席会议。五(三)。",
         DayMade, roles=OFFICE, scope=WRITE, status=201),
    Line("GET", "/desk/days/{slug:code}", days.reception_day, "一次接待日",
         "议程、部门意见、到会、每件的接谈结果、公文、经过，以及流转表给本岗的各步。四(二)。",
         ReceptionDayTold, roles=INSIDE, scope=READ),
    Line("POST", "/desk/days/{slug:code}/moves/{slug:name}", days.day_move, "办理接待日",
         "按流转表办一步：列入诉求、登记到会、记录接谈结果、研究决定、结束等，见接待日的 moves。",
         Made, roles=INSIDE, scope=WRITE, steps=day_moves.DAY),
    Line("GET", "/desk/days/{slug:code}/papers/{slug:paper}/{slug:form}", days.day_paper, "下载接待日公文",
         "一份公文，form 是 docx 或 pdf。", None, roles=INSIDE, scope=READ),
    Line("GET", "/desk/minutes", minutes.minutes_list, "会议纪要", "本岗看得到的会议纪要，新的在前，分页。四(二)。",
         MinutesPage, roles=INSIDE, scope=READ),
    Line("GET", "/desk/minutes/{slug:code}", minutes.minutes, "一份会议纪要",
         "纪要全文、决定事项、更正、摘录单位、公文，以及流转表给本岗的各步。四(二)。",
         MinutesTold, roles=INSIDE, scope=READ),
    Line("POST", "/desk/minutes/{slug:code}/moves/{slug:name}", minutes.minutes_move, "办理会议纪要",
         "按流转表办一步：起草、修改、送审、确认、印发、更正，见纪要的 moves。",
         Made, roles=INSIDE, scope=WRITE, steps=minutes_moves.MINUTES),
    Line("GET", "/desk/minutes/{slug:code}/papers/{slug:paper}/{slug:form}", minutes.minutes_paper, "下载会议纪要",
         "纪要、更正或交办单，form 是 docx 或 pdf。", None, roles=INSIDE, scope=READ),
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
