"""The edition the program comes with: the Plan as issued, its blanks at their defaults."""

from datetime import UTC, datetime, time
from typing import Any

from django.db import migrations

from qinqing.procedure.plan.rules import DEFAULTS, packaged
from qinqing.procedure.plan.rules.editions import FIRST, FIRST_DAY, FIRST_DIGEST, TITLE, as_data


def seed(apps: Any, schema_editor: Any) -> None:
    """Enters the first edition."""
    apps.get_model("plan", "Edition").objects.create(
        number=FIRST,
        title=TITLE,
        in_force_from=FIRST_DAY,
        settings=DEFAULTS,
        clauses=as_data(packaged()),
        digest=FIRST_DIGEST,
        note="随系统提供，各项时限取默认值",
        adopted_by="系统",
        adopted_at=datetime.combine(FIRST_DAY, time(0), UTC),
    )


def clear(apps: Any, schema_editor: Any) -> None:
    """Going back drops the table; its rows go first."""
    apps.get_model("plan", "Edition").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("plan", "0001_initial")]

    operations = [migrations.RunPython(seed, clear)]
