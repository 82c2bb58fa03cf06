import django.db.models.deletion
from django.db import migrations, models

import qinqing.kernel.ids
import qinqing.procedure.receptions.rules.minutes
import qinqing.procedure.receptions.states


class Migration(migrations.Migration):
    dependencies = [
        ("plan", "0002_first"),
        ("receptions", "0002_planning"),
        ("register", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=qinqing.kernel.ids.public_code, max_length=16, unique=True)),
                (
                    "form",
                    models.CharField(
                        choices=[("minutes", "会议纪要"), ("decision", "会议决定")],
                        default=qinqing.procedure.receptions.rules.minutes.Form["MINUTES"],
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "待起草"),
                            ("drafting", "起草中"),
                            ("with_host", "待主持领导确认"),
                            ("confirmed", "已确认，待印发"),
                            ("issued", "已印发"),
                            ("correcting", "更正待确认"),
                        ],
                        max_length=16,
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=64)),
                ("opening", models.TextField(blank=True)),
                ("present", models.TextField(blank=True)),
                ("excused", models.TextField(blank=True)),
                ("observers", models.TextField(blank=True)),
                ("closing", models.TextField(blank=True)),
                ("opened_at", models.DateTimeField()),
                ("drafted_by", models.CharField(blank=True, max_length=200)),
                ("confirmed_by", models.CharField(blank=True, max_length=200)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("issued_by", models.CharField(blank=True, max_length=200)),
                ("issued_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "day",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="receptions.receptionday",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plan.edition"),
                ),
            ],
            options={
                "db_table": "receptions_minutes",
            },
        ),
        migrations.CreateModel(
            name="Excerpt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("items", models.PositiveSmallIntegerField(default=0)),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.organ"
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="excerpts", to="receptions.minutes"
                    ),
                ),
            ],
            options={
                "db_table": "receptions_excerpt",
            },
        ),
        migrations.CreateModel(
            name="Erratum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("was", models.TextField()),
                ("becomes", models.TextField()),
                ("reason", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "待主持领导确认"), ("confirmed", "已更正"), ("declined", "未同意")],
                        default=qinqing.procedure.receptions.rules.minutes.ErratumState["WAITING"],
                        max_length=16,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(null=True)),
                ("proposed_by", models.CharField(max_length=200)),
                ("proposed_at", models.DateTimeField()),
                ("remark", models.TextField(blank=True)),
                ("ruled_by", models.CharField(blank=True, max_length=200)),
                ("ruled_at", models.DateTimeField(null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="receptions.agendaitem",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="errata", to="receptions.minutes"
                    ),
                ),
            ],
            options={
                "db_table": "receptions_erratum",
                "ordering": ("ordinal",),
            },
        ),
        migrations.CreateModel(
            name="MinutesPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("heading", models.CharField(max_length=400)),
                ("statement", models.TextField(blank=True)),
                ("opinion", models.TextField(blank=True)),
                ("conclusion", models.TextField(blank=True)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="minuted", to="receptions.agendaitem"
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="receptions.minutes"
                    ),
                ),
            ],
            options={
                "db_table": "receptions_minutespart",
                "ordering": ("position", "id"),
            },
        ),
        migrations.CreateModel(
            name="MinutesItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=32)),
                ("text", models.TextField()),
                ("criterion", models.TextField()),
                ("due_on", models.DateField()),
                ("lead_name", models.CharField(max_length=200)),
                ("assisting_names", models.TextField(blank=True)),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.organ"
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="receptions.minutespart"
                    ),
                ),
            ],
            options={
                "db_table": "receptions_minutesitem",
                "ordering": ("id",),
            },
        ),
        migrations.AddIndex(
            model_name="minutes",
            index=models.Index(fields=["state", "id"], name="minutes_by_state"),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            qinqing.procedure.receptions.states.MinutesState["PENDING"],
                            qinqing.procedure.receptions.states.MinutesState["DRAFTING"],
                            qinqing.procedure.receptions.states.MinutesState["WITH_HOST"],
                            qinqing.procedure.receptions.states.MinutesState["CONFIRMED"],
                            qinqing.procedure.receptions.states.MinutesState["ISSUED"],
                            qinqing.procedure.receptions.states.MinutesState["CORRECTING"],
                        ],
                    )
                ),
                name="minutes_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("issued_at__isnull", False),
                        (
                            "state__in",
                            [
                                qinqing.procedure.receptions.states.MinutesState["CORRECTING"],
                                qinqing.procedure.receptions.states.MinutesState["ISSUED"],
                            ],
                        ),
                        models.Q(("number", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "state__in",
                                [
                                    qinqing.procedure.receptions.states.MinutesState["CORRECTING"],
                                    qinqing.procedure.receptions.states.MinutesState["ISSUED"],
                                ],
                            ),
                            _negated=True,
                        ),
                        ("issued_at__isnull", True),
                        ("number", ""),
                    ),
                    _connector="OR",
                ),
                name="minutes_issued_have_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True), fields=("number",), name="minutes_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="excerpt",
            constraint=models.UniqueConstraint(fields=("organ", "minutes"), name="excerpt_once"),
        ),
        migrations.AddConstraint(
            model_name="erratum",
            constraint=models.UniqueConstraint(fields=("minutes", "ordinal"), name="erratum_once"),
        ),
        migrations.AddConstraint(
            model_name="erratum",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("number__isnull", False),
                        ("state", qinqing.procedure.receptions.rules.minutes.ErratumState["CONFIRMED"]),
                    ),
                    models.Q(
                        models.Q(
                            ("state", qinqing.procedure.receptions.rules.minutes.ErratumState["CONFIRMED"]),
                            _negated=True,
                        ),
                        ("number__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="erratum_confirmed_has_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="erratum",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ruled_at__isnull", True),
                        ("state", qinqing.procedure.receptions.rules.minutes.ErratumState["WAITING"]),
                    ),
                    models.Q(
                        models.Q(
                            ("state", qinqing.procedure.receptions.rules.minutes.ErratumState["WAITING"]), _negated=True
                        ),
                        ("ruled_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="erratum_ruled_has_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesitem",
            constraint=models.UniqueConstraint(fields=("part", "number"), name="minutes_item_once"),
        ),
    ]
