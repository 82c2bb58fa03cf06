"""Places on a day: asked for by enterprises, given by the office, confirmed or not."""

import django.db.models.deletion
from django.db import migrations, models

import qinqing.kernel.ids

STATES = [
    ("asked", "企业申请，待答复"),
    ("declined", "未同意"),
    ("withdrawn", "企业撤回申请"),
    ("invited", "已列入，待企业确认"),
    ("coming", "企业参加"),
    ("not_coming", "企业不能参加"),
    ("lapsed", "已失效"),
]
KNOWN = ["asked", "declined", "withdrawn", "invited", "coming", "not_coming", "lapsed"]
LIVE = ["asked", "coming", "invited", "not_coming"]


class Migration(migrations.Migration):
    dependencies = [("appeals", "0001_initial"), ("receptions", "0003_minutes")]

    operations = [
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=qinqing.kernel.ids.public_code, max_length=16, unique=True)),
                ("state", models.CharField(choices=STATES, max_length=16)),
                ("wish", models.TextField(blank=True)),
                ("visitors", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=200)),
                ("reason", models.TextField(blank=True)),
                ("opened_by", models.CharField(max_length=200)),
                ("opened_at", models.DateTimeField()),
                ("answered_by", models.CharField(blank=True, max_length=200)),
                ("answered_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "appeal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="appeals.appeal"
                    ),
                ),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="slots", to="receptions.receptionday"
                    ),
                ),
            ],
            options={
                "db_table": "receptions_slot",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("state__in", KNOWN)), name="slot_state_known"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", LIVE)), fields=("day", "appeal"), name="slot_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")), fields=("appeal",), name="slot_asked_once"
                    ),
                ],
            },
        ),
    ]
