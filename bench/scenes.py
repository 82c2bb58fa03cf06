"""What people ask all day, as requests: each scene is begun for one client and may then be repeated for ever."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Protocol
from urllib.parse import quote

from bench.timing import Call
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.states import State

TOLD = {
    "enterprise_name": "云岭县恒鑫铸造有限公司",
    "contact_name": "陈立恒",
    "contact_phone": "13800001107",
}


class Client(Protocol):
    """Somebody signed in who asks: over the network, or inside the process where queries are counted."""

    def get(self, path: str) -> object:
        """A page."""

    def post(self, path: str, **fields: object) -> object:
        """A form."""


@dataclass(frozen=True, slots=True)
class Scene:
    """``begin(client, place)`` gives the request to repeat; ``place`` tells clients apart that write.

    ``target`` is the median one client may wait on PostgreSQL, in milliseconds.
    """

    name: str
    who: str
    begin: Callable[[Client, int], Call]
    target: float
    is_list: bool = False


def scenes(in_hand: Sequence[Appeal], department: int) -> list[Scene]:
    """Every scene. ``in_hand`` are appeals the department handles, one for each place."""
    old = Appeal.objects.filter(lead=department, state=State.CLOSED).order_by("id")
    detail = f"/desk/appeals/{old[old.count() // 2].code}/"
    return [
        _page("待办，受理岗", "clerk", "/desk/", 20, is_list=True),
        _page("待办，部门经办人", "officer", "/desk/", 20, is_list=True),
        _page("诉求列表，受理岗", "clerk", "/desk/appeals/", 20, is_list=True),
        _page("诉求列表，部门经办人", "officer", "/desk/appeals/", 20, is_list=True),
        _page("按部门和环节筛选，受理岗", "clerk", f"/desk/appeals/?lead={department}&state=closed", 20, is_list=True),
        _page("按环节筛选，部门经办人", "officer", "/desk/appeals/?state=closed", 20, is_list=True),
        *(_search(word, who) for word in ("企业", "铁水", "消防验收", "拖欠货款") for who in ("clerk", "officer")),
        _page("诉求详情，受理岗", "clerk", detail, 20),
        _page("诉求详情，部门经办人", "officer", detail, 20),
        _page("我的诉求，企业", "enterprise", "/my/", 20),
        Scene("登记诉求，受理岗", "clerk", _receiving, 15),
        Scene("提交诉求，企业", "enterprise", _lodging, 15),
        Scene("一步流转，部门经办人", "officer", lambda client, place: _moving(client, in_hand[place]), 15),
        _page("部门统计，受理岗", "clerk", "/desk/statistics/", 30),
        _page("覆盖面，受理岗", "clerk", "/desk/coverage/", 200),
    ]


def _page(name: str, who: str, path: str, target: float, *, is_list: bool = False) -> Scene:
    return Scene(name, who, lambda client, place: lambda: client.get(path), target, is_list)


def _search(word: str, who: str) -> Scene:
    label = {"clerk": "受理岗", "officer": "部门经办人"}[who]
    return _page(f"查找“{word}”，{label}", who, f"/desk/appeals/?q={quote(word)}", 30, is_list=True)


def _receiving(client: Client, place: int) -> Call:
    return lambda: receive(client, made_up(4))


def receive(client: Client, word: str) -> object:
    """The clerk writes down an appeal with a word in it, of somebody who has not called before and tells what is new."""
    text = f"{made_up(20)}{word}{made_up(20)}"
    caller = {"enterprise_name": f"云岭县{word}铸造有限公司", "contact_phone": f"138{secrets.randbelow(10**8):08}"}
    told = TOLD | caller
    return client.post("/desk/appeals/new/", text=text, channel="telephone", urgency="normal", **told)


def _lodging(client: Client, place: int) -> Call:
    text = "厂区二号线每周跳闸两三次，最长一次停了四个小时，炉内铁水报废。"
    return lambda: client.post("/appeals/new", text=text, **TOLD)


def _moving(client: Client, appeal: Appeal) -> Call:
    """To and fro between handling and waiting for the enterprise: clocks rest and run again."""
    steps = cycle((("ask_material", {"note": "请补充合同和付款凭证"}), ("resume", {"reason": "材料已在现场核对"})))

    def step() -> object:
        name, fields = next(steps)
        return client.post(f"/desk/appeals/{appeal.code}/{name}/", **fields)

    return step


def made_up(length: int) -> str:
    """A word of rare characters that nobody has used before."""
    return "".join(chr(0x9000 + secrets.randbelow(0x0E00)) for _ in range(length))
