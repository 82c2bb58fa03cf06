"""One cast for all tests: a corner of the demo county, its people as actors, and appeals brought to any state."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from qinqing.doors.operations.county import hearings  # noqa: F401  (its steps register themselves)
from qinqing.doors.operations.county.cast import Cast
from qinqing.doors.operations.county.journeys import steps_of
from qinqing.doors.operations.county.settling import settle
from qinqing.doors.operations.county.story import Appeal as Told
from qinqing.doors.operations.county.story import County, Refusal, Return, Shelving, tell
from qinqing.doors.operations.county.walking import STEPS, Walk, lodge
from qinqing.procedure.appeals import queries

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # a working Monday, ten o'clock in Shanghai
SETTLED_AT = NOW - timedelta(days=320)
ORGANS = frozenset(
    {
        "county-government", "industry-commerce", "county-office", "inspectorate", "city-centre", "power-supply",
        "park-west", "natural-resources", "housing", "lingcheng",
    }
)  # fmt: skip
PLAIN = Told(
    key="plain",
    title="园区10千伏线路频繁跳闸",
    text="七月以来园区二号线每周跳闸两三次，最长一次停了四个小时，炉内铁水报废。",
    channel="portal",
    category="power",
    kind="ordinary",
    matter="trouble",
    urgency="normal",
    enterprise="hengxin-casting",
    lead="power-supply",
    state="registered",
    age=0,
    returned=Return("线路走廊用地事项", "三定规定第五条", "natural-resources"),
    refusal=Refusal("已进入诉讼程序", "请向县人民法院反映", "不是同一件事"),
    shelving=Shelving("上级电网规划调整前客观上办不了", 90),
    material="请补充近三个月停电记录",
    ruling="政策依据充分，已当面解释。",
)


def corner(county: County) -> County:
    """The demo county with a tenth of its organs and the enterprises that speak for themselves."""
    posts = tuple(post for post in county.posts if post.organ in ORGANS)
    holders = {post.holder for post in posts}
    codes = {post.code for post in posts}
    substitutes = tuple(one for one in county.substitutes if one.post in codes)
    names = holders | {one.username for one in substitutes} | {one.username for one in county.spokesmen}
    keys = {one.enterprise for one in county.spokesmen} | {"hengxin-casting"}
    return replace(
        county,
        organs=tuple(organ for organ in county.organs if organ.code in ORGANS),
        persons=tuple(person for person in county.persons if person.username in names),
        posts=posts,
        substitutes=substitutes,
        enterprises=tuple(one for one in county.enterprises if one.key in keys),
    )


CORNER = corner(tell())


class Stage:
    """Brings plain appeals to any state, one after the other, all at ten o'clock of the same Monday, or another day."""

    def __init__(self, cast: Cast, at: datetime = NOW) -> None:
        self.cast, self.at, self.codes, self.count = cast, at, {}, 0

    def __call__(self, state: str, *, outcome: str = "resolved", **told: object) -> queries.Appeal:
        """An appeal in this state, its steps taken within one minute of its moment, fetched as the bureau sees it."""
        self.count += 1
        story = replace(PLAIN, key=f"plain-{self.count}", state=state, **told)
        walk = Walk(self.cast, story, self.codes, outcome=outcome, ahead=self.at)
        lodge(walk, self.at)
        for name in steps_of(story):
            STEPS[name](walk, self.at)
        return queries.fetch(self.cast.intake, self.codes[story.key])


class Settled:
    """The corner settled once through the public actions; later tests get the same rows put back at once."""

    def __init__(self) -> None:
        self.added: dict[type[Model], list[dict[str, object]]] = {}
        self.changed: list[tuple[type[Model], dict[str, object]]] = []
        self.statements: list[tuple[str, object]] = []

    def __call__(self) -> None:
        if self.statements:
            with connection.cursor() as cursor:
                for statement, values in self.statements:
                    cursor.execute(statement, values)
        elif self.added:
            with connection.execute_wrapper(self._listen):
                self._put_back()
        else:
            self._learn()

    def _listen(self, execute: Any, statement: str, values: Any, many: bool, context: Any) -> Any:
        self.statements.append((statement, values))
        return execute(statement, values, many, context)

    def _put_back(self) -> None:
        for model, row in self.changed:
            model._base_manager.filter(pk=row[model._meta.pk.attname]).update(**row)
        for model, rows in self.added.items():
            model._base_manager.bulk_create([model(**row) for row in rows])
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.added)):
                cursor.execute(statement)

    def _learn(self) -> None:
        before = {model: _rows(model) for model in apps.get_models()}
        settle(CORNER, at=SETTLED_AT)
        for model, known in before.items():
            now = _rows(model)
            if fresh := [row for pk, row in now.items() if pk not in known]:
                self.added[model] = fresh
            self.changed += [(model, row) for pk, row in now.items() if pk in known and row != known[pk]]


def _rows(model: type[Model]) -> dict[object, dict[str, object]]:
    return {row[model._meta.pk.attname]: row for row in model._base_manager.order_by("pk").values()}


settled_corner = Settled()
