"""The people of the demo county as actors, found once by the codes the story uses."""

from dataclasses import dataclass, field
from datetime import date

from qinqing.doors.operations.county.story import Answer, County
from qinqing.doors.operations.county.story import Appeal as Told
from qinqing.kernel.actors import PUBLIC, Actor
from qinqing.procedure.register import queries as register
from qinqing.services.accounts import queries as accounts

UNNAMED = "未具名企业"


@dataclass
class Cast:
    """Who plays whom. Posts act through their principal holders."""

    county: County
    on: date
    public: Actor = PUBLIC
    _actors: dict[str, Actor] = field(default_factory=dict)
    _organs: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._organs = {organ.code: organ.id for organ in register.organs()}

    def organ(self, code: str) -> int:
        """The id of an organ. Raises KeyError."""
        return self._organs[code]

    def organ_name(self, code: str) -> str:
        """The full name of an organ, or the words themselves."""
        return register.organ_names().get(self._organs.get(code, 0), code)

    def post(self, code: str) -> Actor:
        """The actor of a post, through its principal holder."""
        if code not in self._actors:
            told = next(post for post in self.county.posts if post.code == code)
            self._actors[code] = self.actor(told.holder, code)
        return self._actors[code]

    def actor(self, username: str, post: str = "") -> Actor:
        """A person in one post, or without one."""
        account = accounts.account_by_username(username)
        held = {held.code: held.id for held in register.posts_of(account, self.on)}
        return register.actor_for(account, held.get(post), self.on)

    @property
    def intake(self) -> Actor:
        return self.post("intake-1")

    @property
    def bureau_head(self) -> Actor:
        return self.post("bureau-head")

    @property
    def office(self) -> Actor:
        return self.post("office-1")

    @property
    def mayor(self) -> Actor:
        return self.post("mayor")

    @property
    def city(self) -> Actor:
        return self.post("city-liaison")

    @property
    def inspector(self) -> Actor:
        return self.post("inspector-1")

    def officer(self, organ: str) -> Actor:
        """The department officer of an organ."""
        return self.post(f"{organ}-officer")

    def head(self, organ: str) -> Actor:
        """The department head of an organ."""
        return self.post(f"{organ}-head")

    def code_of(self, organ: int) -> str:
        """The code of an organ, by its id."""
        return next(code for code, known in self._organs.items() if known == organ)

    def head_of(self, organ: int) -> str:
        """The name of the head of an organ, by its id."""
        return self.head(self.code_of(organ)).name

    def deputy(self, section: str) -> Actor:
        """The deputy mayor whose portfolio holds this industry."""
        told = next(post for post in self.county.posts if post.role == "deputy" and section in post.sections)
        return self.post(told.code)

    def spokesman(self, enterprise: str) -> Actor | None:
        """The enterprise user of an anchor, if it has one."""
        told = next((user for user in self.county.spokesmen if user.enterprise == enterprise), None)
        return self.actor(told.username) if told else None

    def identity(self, enterprise: str) -> dict[str, str]:
        """Name, code and contact of an anchor, as they are written on an appeal."""
        told = next((one for one in self.county.enterprises if one.key == enterprise and enterprise), None)
        if told is None:
            return {"enterprise_name": UNNAMED}
        return {
            "enterprise_name": told.name,
            "credit_code": told.credit_code,
            "contact_name": told.contact,
            "contact_phone": told.phone,
        }

    def plain_answer(self, told: Told, outcome: str) -> Answer:
        """What a department says where the story gives it no words of its own."""
        words = {
            "resolved": ("已到现场核实，情况属实。", "已办理完毕，企业反映的问题已经解决。", ""),
            "explained": ("已核对企业提供的材料。", "现行政策不允许，已向企业当面解释。", "《优化营商环境条例》"),
            "unresolved": ("已到现场核实，情况属实。", "涉及资金和多个部门，本部门权限内不能解决。", ""),
        }
        checked, result, basis = words[outcome]
        return Answer(outcome, checked, result, basis, day=0, contact=self.county.contact_of(told.lead))
