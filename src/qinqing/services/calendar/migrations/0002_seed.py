"""The notices of 2020 to 2026, and the calendar they make."""

import re
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from django.db import migrations

from qinqing.services.calendar.rules.composing import InForce, compose, digest, last_day
from qinqing.services.calendar.rules.parsing import parse_notice

NOTICES = Path(__file__).parent.parent / "notices"


def seed(apps: Any, schema_editor: Any) -> None:
    """Enters each file as a notice; a second file for a year (``2020-2``) is its second version."""
    newest: dict[int, InForce] = {}
    for path in sorted(NOTICES.glob("*.toml"), key=_year_and_version):
        notice = _enter(apps, path)
        newest[notice.year] = notice
    rows = compose(list(newest.values()), last=last_day(newest.values()))
    day = apps.get_model("calendar", "CalendarDay")
    day.objects.bulk_create(day(**row._asdict()) for row in rows)
    apps.get_model("calendar", "CalendarVersion").objects.create(number=1, digest=digest(rows))


def _year_and_version(path: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", path.stem))


def _enter(apps: Any, path: Path) -> InForce:
    draft = parse_notice(path.read_bytes(), path.name)
    assert draft.published_on is not None
    year, *version = _year_and_version(path)
    notice = apps.get_model("calendar", "Notice").objects.create(
        year=year,
        version=version[0] if version else 1,
        number=draft.number,
        published_on=draft.published_on,
        status=draft.status,
        entered_by="系统",
        entered_at=datetime.combine(draft.published_on, time(0), UTC),
    )
    day = apps.get_model("calendar", "NoticeDay")
    day.objects.bulk_create(
        day(notice=notice, date=date, off=not working, reason=reason)
        for date, (working, reason) in draft.days().items()
    )
    return InForce(notice.pk, year, True, draft.days())


def clear(apps: Any, schema_editor: Any) -> None:
    """Going back drops the tables; their rows go first."""
    for name in ("CalendarDay", "CalendarVersion", "NoticeDay", "Notice"):
        apps.get_model("calendar", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("calendar", "0001_initial")]

    operations = [migrations.RunPython(seed, clear)]
