"""A notice moves running clocks to the day the rules say, on the record, and leaves stopped ones alone."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import SHANGHAI
from qinqing.services.calendar import actions, queries
from qinqing.services.calendar.actions import Clocks, recompute
from qinqing.services.calendar.models import CalendarDay, Clock, Notice
from qinqing.services.calendar.rules import Draft
from qinqing.services.calendar.rules.fitting import Fit, fit
from qinqing.services.calendar.rules.rows import primitives
from qinqing.services.calendar.states import Status, Unit
from qinqing.services.journal.queries import history

pytestmark = pytest.mark.django_db
ADMIN = Actor(Role.SYSTEM_ADMIN, name="周敏", person=1)
HEAD = Actor(Role.BUREAU_HEAD, name="莫东升", person=2)
NEW_YEAR = [date(2027, 1, day) for day in (1, 2, 3)]
WORKED = [date(2027, 1, 9)]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


NOW = at("2026-12-28 10:00")


def start(subject: str, moment: str, length: int, kind: str = "handle", **more: Any) -> None:
    clocks = Clocks.of(subject)
    clocks.start(kind, at=at(moment), holder_role=more.pop("holder_role", "officer"), length=length, **more)
    clocks.save()


def draft(**more: Any) -> Draft:
    said = {
        "number": "国办发明电〔2026〕9号",
        "published_on": date(2026, 11, 25),
        "off": NEW_YEAR,
        "worked": WORKED,
    } | more
    return Draft(2027, **said | {"off": tuple(said["off"]), "worked": tuple(said["worked"])})


def enter(*, at: datetime = NOW, **more: Any) -> actions.Moved:
    """Proposed by the one and confirmed by the other."""
    return actions.enter_notice(draft(**more), proposed_by=ADMIN, by=HEAD, at=at)


@pytest.fixture
def refreshes(monkeypatch: pytest.MonkeyPatch) -> list[recompute.Refresh]:
    registry: list[recompute.Refresh] = []
    monkeypatch.setattr(recompute, "_refreshes", registry)
    return registry


def test_it_moves_running_clocks() -> None:
    start("appeal/a", "2026-12-30 10:00", 2)
    moved = enter()
    clock = Clock.objects.get()
    assert (clock.due_on, clock.due_at) == (date(2027, 1, 4), at("2027-01-05 00:00"))
    assert (clock.provisional, clock.calendar_version) == (False, 2)
    assert [(item.subject, item.key, item.old_on, item.new_on) for item in moved.moved] == [
        ("appeal/a", "handle", date(2027, 1, 1), date(2027, 1, 4))
    ]
    assert (moved.year, moved.holidays, moved.worked) == (2027, tuple(NEW_YEAR), tuple(WORKED))


def test_the_enterprises_own_limit_never_gets_shorter() -> None:
    for subject, role in (("appeal/a", Role.OFFICER), ("appeal/b", Role.ENTERPRISE)):
        start(subject, "2027-01-06 10:00", 5, holder_role=role)
    enter(off=[date(2027, 1, 2)], at=at("2027-01-07 10:00"))
    assert dict(Clock.objects.values_list("subject", "due_on")) == {
        "appeal/a": date(2027, 1, 12),
        "appeal/b": date(2027, 1, 13),
    }


def test_stopped_clocks_are_frozen() -> None:
    start("appeal/a", "2026-12-30 10:00", 2)
    clocks = Clocks.of("appeal/a")
    clocks.stop("handle", at("2026-12-31 10:00"))
    before = clocks.save()
    assert enter().moved == ()
    assert queries.stored_clocks(["appeal/a"]) == {"appeal/a": before}
    assert history("appeal/a") == []


def test_paused_clocks_move_too() -> None:
    start("appeal/a", "2026-12-25 10:00", 5)
    clocks = Clocks.of("appeal/a")
    clocks.pause("handle", at("2026-12-30 10:00"))
    clocks.resume("handle", at("2027-01-01 10:00"))
    clocks.pause("handle", at("2027-01-01 11:00"))
    clocks.save()
    assert Clock.objects.get().excluded == 2
    enter()
    clock = Clock.objects.get()
    assert (clock.excluded, clock.due_on) == (1, date(2027, 1, 5))
    assert clock.paused_at is not None


def test_an_extension_and_the_original_both_move() -> None:
    start("appeal/a", "2026-12-30 10:00", 2)
    clocks = Clocks.of("appeal/a")
    clocks.extend("handle", 3, NOW)
    clocks.save()
    enter()
    clock = Clock.objects.get()
    assert (clock.due_on, clock.original_due_at) == (date(2027, 1, 7), at("2027-01-05 00:00"))


def test_limits_in_hours_move() -> None:
    start("appeal/a", "2026-12-31 17:00", 2, unit=Unit.HOUR)
    assert len(enter().moved) == 1
    assert Clock.objects.get().due_at == at("2027-01-04 10:00")


def test_given_dates_stay() -> None:
    start("appeal/a", "2026-12-31 17:00", 0, unit=Unit.DATE, due_on=date(2027, 1, 1))
    moved = enter()
    assert (moved.moved, moved.confirmed) == ((), 0)


def test_a_date_that_stays_is_confirmed() -> None:
    start("appeal/a", "2027-01-11 10:00", 2)
    moved = enter()
    assert (moved.moved, moved.confirmed) == ((), 1)
    assert Clock.objects.get().provisional is False
    assert [entry.event for entry in history("appeal/a")] == ["calendar.clock.confirmed"]


def test_a_preview_changes_nothing() -> None:
    start("appeal/a", "2026-12-30 10:00", 2)
    before = (queries.version(), queries.current(), queries.stored_clocks(["appeal/a"]), Notice.objects.count())
    preview = actions.preview_notice(draft(), by=ADMIN, at=NOW)
    assert len(preview.moved) == 1
    assert before == (
        queries.version(), queries.current(), queries.stored_clocks(["appeal/a"]), Notice.objects.count(),
    )  # fmt: skip
    assert history("calendar/2027") == history("appeal/a") == []
    assert enter() == preview


def test_it_counts_what_is_overdue_before_and_after() -> None:
    start("appeal/a", "2027-01-06 10:00", 3)  # due Monday the 11th, or Saturday the 9th
    moved = enter(off=[date(2027, 1, 2)], at=at("2027-01-10 10:00"))
    assert (moved.overdue_before, moved.overdue_after) == (0, 1)


def test_the_record_replays_to_the_rows(refreshes: list[recompute.Refresh]) -> None:
    def refresh(subjects: Sequence[str], by: Actor, at: datetime) -> Mapping[str, Mapping[str, object]]:
        return {subject: {"due_at": "copied"} for subject in subjects}

    actions.on_moved(refresh)
    actions.on_moved(refresh)
    assert len(refreshes) == 1
    start("appeal/a", "2026-12-30 10:00", 2)
    start("appeal/a", "2026-12-30 10:00", 3, kind="contact")
    enter()
    [entry] = history("appeal/a")
    assert (entry.event, entry.by.name) == ("calendar.clock.moved", "莫东升")
    assert {**entry.sets} == {**queries.stored_clocks(["appeal/a"])["appeal/a"], "due_at": "copied"}
    proposed, noticed = history("calendar/2027")
    assert (proposed.event, noticed.event) == ("calendar.notice.proposed", "calendar.notice.entered")
    assert (noticed.facts["number"], noticed.facts["moved"]) == ("国办发明电〔2026〕9号", 2)
    assert (proposed.by.name, noticed.by.name, noticed.facts["proposed_by"]) == ("周敏", "莫东升", ADMIN.title)


def test_a_second_entry_is_a_correction() -> None:
    start("appeal/a", "2026-12-30 10:00", 2)
    enter()
    corrected = enter(off=[date(2027, 1, 1)], worked=[date(2027, 1, 2)])
    assert corrected.version == 2
    assert Clock.objects.get().due_on == date(2027, 1, 2)
    entered = [entry for entry in history("calendar/2027") if entry.event == "calendar.notice.entered"]
    assert Notice.objects.filter(year=2027).count() == len(entered) == 2
    assert queries.current().version == 3


def test_a_region_may_add_its_own() -> None:
    start("appeal/a", "2026-12-30 10:00", 2)
    enter()
    enter(region="广西壮族自治区", off=[date(2027, 1, 4)], worked=[], reasons={date(2027, 1, 4): "三月三"})
    assert Clock.objects.get().due_on == date(2027, 1, 5)
    assert queries.current().name(date(2027, 1, 4)) == "三月三"
    assert not queries.current().is_working(date(2027, 1, 1))


def test_an_expectation_stays_provisional() -> None:
    start("appeal/a", "2026-12-30 10:00", 2)
    enter(status=Status.PROVISIONAL)
    clock = Clock.objects.get()
    assert (clock.due_on, clock.provisional) == (date(2027, 1, 4), True)


def test_limits_far_beyond_the_days_kept_follow_too() -> None:
    start("appeal/a", "2026-12-30 10:00", 1500)
    due = Clock.objects.get().due_on
    assert due > queries.current().last
    enter(worked=[])
    assert Clock.objects.get().due_on == queries.current().add(date(2026, 12, 30), 1500) == due + timedelta(days=1)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM_ADMIN])
def test_only_the_system_administrator_may(role: Role) -> None:
    with pytest.raises(Refused, match="系统管理员"):
        actions.propose_notice(draft(), by=Actor(role, person=3), at=NOW)
    assert Notice.objects.filter(year=2027).count() == 0


def test_the_days_say_what_the_notice_says() -> None:
    enter(reasons={date(2027, 1, 1): "元旦"})
    calendar = queries.current()
    assert [calendar.is_working(day) for day in [*NEW_YEAR, *WORKED]] == [False, False, False, True]
    assert calendar.name(date(2027, 1, 1)) == "元旦"
    assert "国办发明电〔2026〕9号" in calendar.day(date(2027, 1, 9)).notice
    stored = CalendarDay.objects.order_by("date").values_list("date", "ordinal")
    assert all(calendar.ordinal(day) == ordinal for day, ordinal in stored)
    assert (calendar.last, calendar.provisional(date(2027, 6, 1))) == (date(2029, 12, 31), False)


def test_the_number_of_statements_does_not_grow(django_assert_num_queries: Any) -> None:
    counts = []
    for many in (3, 30):
        for number in range(many):
            start(f"appeal/{many}-{number}", "2026-12-30 10:00", 2 + number)
            start(f"appeal/{many}-{number}", "2026-12-31 10:00", 9, kind="urgent", unit=Unit.HOUR)
        with CaptureQueriesContext(connection) as statements:
            moved = actions.preview_notice(draft(), by=ADMIN, at=NOW)
        assert len(moved.moved) >= many
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_database_agrees_with_the_rules_on_random_clocks() -> None:
    chance = random.Random(2027)
    for number in range(60):
        begun = at("2026-12-01 09:00") + timedelta(hours=chance.randrange(24 * 50))
        clocks = Clocks(f"appeal/{number}")
        unit = chance.choice([Unit.DAY, Unit.DAY, Unit.HOUR, Unit.DATE])
        due_on = begun.date() + timedelta(days=20) if unit == Unit.DATE else None
        clocks.start("handle", at=begun, holder_role="officer", unit=unit, length=chance.randrange(15), due_on=due_on)
        for _ in range(chance.randrange(3)):
            clocks.pause("handle", begun := begun + timedelta(hours=chance.randrange(60)))
            clocks.resume("handle", begun := begun + timedelta(hours=chance.randrange(100)))
        if chance.random() < 0.3:
            clocks.extend("handle", chance.randrange(1, 9), begun)
        clocks.save()
    before = {clock.pk: primitives(clock) for clock in Clock.objects.all()}
    moved = enter(off=[*NEW_YEAR, date(2027, 1, 13), date(2027, 1, 26)], worked=[*WORKED, date(2027, 1, 24)])
    assert len(moved.moved) > 20
    calendar = queries.current()
    for clock in Clock.objects.prefetch_related("pauses"):
        clock.excluded = sum(
            recompute.rested(clock.unit, pause.from_at, pause.until_at, calendar) for pause in clock.pauses.all()
        )
        stored = Fit(clock.due_on, clock.due_at, clock.original_due_at, clock.provisional)
        assert stored == fit(clock, calendar), before[clock.pk]
    assert actions.settle(by=ADMIN, at=NOW) == 0


def test_settling_moves_a_clock_that_missed_the_change() -> None:
    enter()
    start("appeal/a", "2026-12-30 10:00", 2)
    Clock.objects.update(due_on=date(2027, 1, 1), due_at=at("2027-01-02 00:00"), calendar_version=1)
    assert actions.settle(by=ADMIN, at=NOW) == 1
    assert Clock.objects.get().due_on == date(2027, 1, 4)
    assert [entry.event for entry in history("appeal/a")] == ["calendar.clock.moved"]


def test_the_calendar_is_read_once_per_version(django_assert_num_queries: Any) -> None:
    queries.current()
    with django_assert_num_queries(1):
        queries.current()
