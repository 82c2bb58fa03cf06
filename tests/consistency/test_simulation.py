"""A simulated county leaves a clean record, and an independent recount agrees with every clock."""

from collections import defaultdict
from datetime import date, datetime, time

import pytest
from django.db import transaction
from django.db.models import F
from tests.consistency.comparing import items_agree
from tests.consistency.item_recount import ItemRecount
from tests.consistency.recount import SHANGHAI, Recount

from qinqing.doors.operations.county.cast import Cast
from qinqing.doors.operations.county.settling import settle
from qinqing.doors.operations.county.story import tell
from qinqing.doors.operations.simulation.running import live
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.plan.actions import adopt
from qinqing.procedure.register import queries as register
from qinqing.services.calendar import queries as calendar
from qinqing.services.calendar.models import Clock
from qinqing.services.journal import queries as journal

START = date(2026, 1, 26)  # so that the Spring Festival and its moved working days lie in the middle
PER_ORGAN = frozenset({"assist", "opinion"})


@pytest.fixture
def lived(db, data_folder) -> list[str]:
    """Two months of a county that wants many reception days; the public codes of what was lodged."""
    county = tell()
    settle(county, at=datetime(2025, 11, 3, 9, tzinfo=SHANGHAI))
    cast, at = Cast(county, START), datetime.combine(START, time(0, 1), SHANGHAI)
    title, many = plan.in_force(START).title, {"deputy_days_month": 4}
    adopt(title=title, settings=many, in_force_from=START, by=cast.bureau_head, at=at)
    return live(cast, start=START, months=2, arriving=45, seed=7).lodged


def test_two_months_are_lived_and_recorded_as_the_plan_wants(lived):
    every_clock_agrees_with_a_recount_from_the_journal(lived)
    days_meetings_minutes_and_items_are_lived_too()
    every_day_is_announced_and_its_dossier_issued_before_it_is_held()


def every_clock_agrees_with_a_recount_from_the_journal(lived):
    organs = {name: organ for organ, name in register.organ_names().items()}
    compared = 0
    for code in lived:
        subject = f"appeal/{code}"
        count = Recount(organs)
        for entry in journal.history(subject):
            count.read(entry.event, entry.at, entry.facts, entry.organ)
        kept = defaultdict(list)
        for clock in sorted(calendar.clocks_of([subject])[subject], key=lambda clock: clock.pk):
            if clock.kind != "shelf":
                organ = clock.holder_organ if clock.kind in PER_ORGAN else None
                kept[clock.kind, organ].append((clock.due_at, clock.verdict))
        told = {key: [(run.due_at, run.verdict) for run in runs] for key, runs in count.runs.items() if runs}
        assert told == dict(kept), subject
        compared += sum(map(len, kept.values()))
    assert compared > 200
    assert items_agree() > 20
    assert journal.verify().ok


# What a county lives through beside the appeals' own steps: each at least once in those weeks.
LIVED = {
    "receptions.day.meeting_called", "receptions.day.guest_recorded", "receptions.day.attendance_recorded",
    "receptions.day.notice_issued", "receptions.dossier.submitted", "receptions.dossier.missed",
    "receptions.day.sheet_written", "receptions.day.dossier_issued", "receptions.minutes.issued",
    "receptions.minutes.adopted", "decisions.item.milestones_planned",
    "decisions.item.milestone_finished", "decisions.item.blocked", "decisions.item.unblocked",
    "decisions.item.closed_out",
}  # fmt: skip


def days_meetings_minutes_and_items_are_lived_too():
    assert LIVED - set(journal.Entry.objects.values_list("event", flat=True)) == set()
    assert any(
        "迟到" in told
        for entry in entries_of("receptions.day.attendance_recorded")
        for told in entry.facts["attendance"]
    )


def every_day_is_announced_and_its_dossier_issued_before_it_is_held():
    held = [entry.subject for entry in entries_of("receptions.day.closed")]
    assert held
    for subject in held:
        told = [entry.event.rpartition(".")[2] for entry in journal.history(subject)]
        assert told.index("notice_issued") < told.index("dossier_issued") < told.index("closed")
    late = Clock.objects.filter(kind="dossier", stopped_at__gte=F("due_at"))
    assert late.exists()


def entries_of(event):
    return list(journal.Entry.objects.filter(event=event))


def test_the_same_seed_lives_the_same_life(db, data_folder):
    county = tell()
    settle(county, at=datetime(2025, 11, 3, 9, tzinfo=SHANGHAI))
    assert _life(county, seed=3) == _life(county, seed=3)
    assert _life(county, seed=3) != _life(county, seed=4)


def _life(county, *, seed):
    """Three weeks and everything that is recorded in them, but for what is drawn by lot; then as if they had not been."""
    with transaction.atomic():
        live(Cast(county, START), start=START, months=1, arriving=12, seed=seed)
        told = list(journal.Entry.objects.order_by("id").values_list("event", "at", "name"))
        transaction.set_rollback(True)
    return told


def test_the_recount_would_notice_a_wrong_limit():
    """The recount's broken twin: a limit that forgets the moved working days is not accepted."""
    count = Recount({})
    count.read("appeals.appeal.lodged", datetime(2026, 2, 13, 10, tzinfo=SHANGHAI), {}, None)
    assert count.runs["transfer", None][0].due_at == datetime(2026, 2, 25, tzinfo=SHANGHAI)


def test_the_items_recount_would_notice_a_limit_that_did_not_rest():
    """Its broken twin: declared done on Friday and sent back on Tuesday, the item has two working days more."""
    count = ItemRecount()
    friday, tuesday = (datetime(2026, 3, day, 10, tzinfo=SHANGHAI) for day in (6, 10))
    told = {"lead": "供电公司", "due_on": "2026-03-20"}
    for event, at, facts in (("assigned", friday, told), ("completed", friday, {}), ("declined", tuesday, {})):
        count.read(f"decisions.item.{event}", at, facts, {})
    assert count.runs["item"][0].due_at == datetime(2026, 3, 25, tzinfo=SHANGHAI)
