"""覆盖面: 确保每个企业都知晓、都参与、都能解决问题. 五(五)."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import NOW

from qinqing.kernel.actors import PUBLIC
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.outreach import actions, queries
from qinqing.procedure.outreach.queries import CoverageWanted
from qinqing.procedure.outreach.rules.coverage import Across, Cell, Group, Mark, lay_out, totals
from qinqing.procedure.register import actions as registering
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.models import Enterprise
from qinqing.procedure.register.rules import Size, Status
from qinqing.procedure.supervision import actions as supervision

pytestmark = pytest.mark.django_db


@pytest.fixture
def lonely(cast, park):
    """An enterprise of the park that nobody has told anything."""
    return registering.add_enterprise(
        name="云岭县静思竹器厂", township=park.organ, section="C", size="micro", by=cast.intake, at=NOW
    )


def marks(actor, enterprise):
    """The marks the actor reads of one enterprise."""
    rows, _ = queries.covered(actor, CoverageWanted())
    one = next(row for row in rows if row.pk == enterprise.pk)
    return {mark for mark in Mark if getattr(one, f"is_{mark}")}


def closed(stand, cast, result, solved=None, **told):
    appeal = stand("confirmed", **told)
    appeals.close(appeal, result=result, by=cast.intake, at=NOW)
    if solved is not None:
        supervision.evaluate(appeal, solved=solved, level=3, by=cast.actor("hengxin"), at=NOW + timedelta(minutes=1))


def test_who_was_visited_knows(cast, lonely):
    assert marks(cast.intake, lonely) == set()
    actions.write_down_visit(lonely, visited_at=NOW, visitors="某人", met="", summary="正常", by=cast.intake, at=NOW)
    assert marks(cast.intake, lonely) == {Mark.VISITED, Mark.INFORMED}


def test_a_visit_that_is_only_planned_reaches_nobody(cast, lonely):
    actions.plan_visit(lonely, on=day_of(NOW), visitors="某人", by=cast.intake, at=NOW)
    assert marks(cast.intake, lonely) == set()


def test_who_was_invited_knows_and_who_came_takes_part(cast, lonely):
    told = {"title": "政策进园区", "on": day_of(NOW), "place": "大厅"}
    campaign = actions.plan_campaign(**told, by=cast.intake, at=NOW)
    actions.invite(campaign, enterprises=[lonely], by=cast.intake, at=NOW)
    assert marks(cast.intake, lonely) == {Mark.INFORMED}
    actions.attend(campaign, enterprises=[lonely], by=cast.intake, at=NOW)
    assert marks(cast.intake, lonely) == {Mark.INFORMED, Mark.TAKEN_PART}


def test_who_has_an_account_knows(cast, hengxin):
    assert marks(cast.intake, hengxin) == {Mark.INFORMED}


@pytest.mark.parametrize(
    ("result", "solved", "helped"),
    [("resolved", None, False), ("resolved", True, True), ("resolved", False, False), ("explained", None, False)],
)
def test_helped_is_who_says_so_and_silence_is_neither(cast, stand, hengxin, result, solved, helped):
    closed(stand, cast, result, solved, **({"outcome": "explained"} if result == "explained" else {}))
    assert (Mark.HELPED in marks(cast.intake, hengxin)) is helped
    assert Mark.TAKEN_PART in marks(cast.intake, hengxin)


def test_a_place_counts_its_own_and_nothing_that_wants_to_stay_unnamed(cast, lonely, park):
    told = {"text": "某局拖着不批", "enterprise_name": lonely.name, "credit_code": lonely.credit_code or ""}
    appeals.lodge(**told, confidential=True, by=PUBLIC, at=NOW)
    assert Mark.TAKEN_PART in marks(cast.intake, lonely)
    assert marks(park, lonely) == set()
    assert {one.township for one in queries.groups(park, CoverageWanted())} == {park.organ}
    assert queries.groups(cast.post("power-supply-officer"), CoverageWanted()) == []


def test_the_figures_add_up_to_the_lists_behind_them(cast, made, hengxin):
    made()
    groups = queries.groups(cast.intake, CoverageWanted())
    for mark in Mark:
        rows, _ = queries.covered(cast.intake, CoverageWanted(mark=mark))
        lacking, _ = queries.covered(cast.intake, CoverageWanted(mark=mark, lacking=True))
        assert totals(groups)[mark] == (len(rows), len(rows) + len(lacking))


def test_only_whom_the_plan_receives_is_counted(cast):
    """二(三): the list asks in SQL what the rule asks in words."""
    for n, (status, county, signed, unnamed) in enumerate(product(Status, (True, False), (True, False), (False,))):
        Enterprise.objects.create(
            name=f"某厂{n}",
            name_key=f"某厂{n}",
            status=status,
            county_registered=county,
            agreement_signed=signed,
            unnamed=unnamed,
        )
    counted = set(register.received(cast.intake).values_list("pk", flat=True))
    named = Enterprise.objects.filter(unnamed=False)
    assert counted == {one.pk for one in named if register.may_be_received(one)}


@pytest.mark.parametrize("rows", [1, 30])
def test_the_map_is_two_questions_and_the_list_another(cast, made, rows):
    Enterprise.objects.bulk_create(Enterprise(name=f"某厂{n}", name_key=f"某厂{n}") for n in range(rows))
    made()
    with CaptureQueriesContext(connection) as asked:
        queries.groups(cast.intake, CoverageWanted())
        queries.covered(cast.intake, CoverageWanted(mark=Mark.VISITED, lacking=True))
    assert len(asked) == 4, "one more while an enterprise waits for its recount"
    actions.recount()
    with CaptureQueriesContext(connection) as asked:
        queries.groups(cast.intake, CoverageWanted())
        queries.covered(cast.intake, CoverageWanted(mark=Mark.VISITED, lacking=True))
    assert len(asked) == 3


def test_what_is_not_known_is_found_as_such(cast):
    Enterprise.objects.create(name="某厂", name_key="某厂")
    wanted = CoverageWanted(township="none", section="none", size="none")
    assert [one.name for one in queries.covered(cast.intake, wanted)[0]] == ["某厂"]


GROUPS = [
    Group(1, "C", "small", 3, dict.fromkeys(Mark, 1)), Group(1, "C", "large", 1, dict.fromkeys(Mark, 1)),
    Group(None, "", "", 2, dict.fromkeys(Mark, 0)),
]  # fmt: skip


def test_a_grid_keeps_every_sum():
    grid = lay_out(GROUPS, Mark.VISITED, Across.SECTION, ["A", "C"])
    assert (grid.rows, grid.columns) == ((1, None), ("C", ""))
    assert grid.cells[1, "C"] == grid.by_row[1] == grid.by_column["C"] == (2, 4)
    assert grid.cells[1, ""] == (0, 0)
    assert grid.total == totals(GROUPS)[Mark.HELPED] == (2, 6)


def test_sizes_stand_from_large_to_micro_and_the_unknown_last():
    assert lay_out(GROUPS, Mark.VISITED, Across.SIZE, list(Size)).columns == ("large", "small", "")


@pytest.mark.parametrize(
    ("marked", "all_", "percent", "shade"),
    [(0, 0, None, 0), (0, 9, 0, 0), (1, 9, 11, 1), (1, 4, 25, 2), (1, 2, 50, 3), (299, 300, 99, 4), (3, 3, 100, 4)],
)
def test_no_share_of_nothing_and_no_whole_that_is_not_one(marked, all_, percent, shade):
    cell = Cell(marked, all_)
    assert (cell.percent, cell.shade) == (percent, shade)
