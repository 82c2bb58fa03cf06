"""An appeal heard today, ready to be decided, and decided items brought to any state."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.consistency.comparing import items_agree

from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries
from qinqing.procedure.decisions.rules.kinds import NewItem
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries as days

TODAY = date(2026, 11, 23)
WAY = {
    "contact": "implementing", "complete": "completed", "draft_report": "signing", "sign_report": "reported",
    "circulate": "circulated", "accept": "accepted", "confirm": "confirmed", "close_out": "closed",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _recounted(db) -> Iterator[None]:
    """Whatever a test did, every clock ends as the independent recount of the record has it."""
    yield
    items_agree()


@pytest.fixture
def entry(cast, stand, later) -> Any:
    """An appeal on today's agenda of the deputy in charge."""
    day = receptions.plan(
        host_post=cast.deputy("C").post,
        date=TODAY,
        place="县政府二楼会议室",
        reason="急需协调",
        by=cast.office,
        at=later(),
    )
    receptions.put_on_agenda(day, [stand("ripe", rung=2)], by=cast.office, at=later())
    return days.agenda(day, cast.office)[0]


@pytest.fixture
def told(cast) -> Any:
    """``told(due_on=None)``: a decided item as it is told, whole but for what is changed."""

    def tell(**changed: Any) -> NewItem:
        whole = {
            "text": "三十日内把二号线负荷调整到安全范围",
            "criterion": "连续三十日不跳闸",
            "lead": cast.organ("power-supply"),
            "due_on": date(2026, 12, 31),
            "assisting": (cast.organ("park-west"),),
        }
        return NewItem(**(whole | changed))

    return tell


@pytest.fixture
def decided(entry, told, cast, later) -> Any:
    """``decided(2)``: so many decided items of the appeal that was heard."""

    def decide(count: int = 1) -> Any:
        return decisions.decide_at_hearing(
            entry, items=[told()] * count, opinion="限期解决", statement="每周跳闸三次", by=cast.intake, at=later()
        )

    return decide


@pytest.fixture
def walk(cast, later, speaker) -> Any:
    """``walk(item, "reported")``: takes an item on to that point, and returns it as the bureau sees it."""

    def act(name: str, item: Any) -> None:
        officer, head = cast.officer("power-supply"), cast.head("power-supply")
        at = later(minutes=2)
        {
            "contact": lambda: decisions.contact(item, contact="何工", note="约定查看", by=officer, at=at),
            "complete": lambda: decisions.complete(item, note="已调整负荷", by=officer, at=at),
            "draft_report": lambda: decisions.draft_report(item, text="负荷已降到七成", by=officer, at=at),
            "sign_report": lambda: decisions.sign_report(item, copied=[cast.organ("housing")], by=head, at=at),
            "circulate": lambda: decisions.circulate(item, by=cast.office, at=at),
            "accept": lambda: decisions.accept(item, by=cast.intake, at=at),
            "confirm": lambda: decisions.confirm(item, by=speaker(item.appeal), at=at),
            "close_out": lambda: decisions.close_out(item, by=cast.intake, at=at),
        }[name]()

    def go(item: Any, state: str) -> Any:
        for name, reached in WAY.items():
            act(name, queries.fetch(cast.intake, item.code))
            if reached == state:
                return queries.fetch(cast.intake, item.code)
        raise AssertionError(state)

    return go
