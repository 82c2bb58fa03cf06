from django.db import migrations, models

import qinqing.procedure.receptions.rules.kinds


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0002_figures_elsewhere"),
        ("receptions", "0006_feeds"),
        ("register", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="guest",
            field=models.CharField(
                blank=True,
                choices=[("came", "企业到会"), ("excused", "事先说明，未到会"), ("missing", "没有说明，未到会")],
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="guest_name",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="guest_reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="attendance",
            name="arrived_at",
            field=models.TimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("guest", qinqing.procedure.receptions.rules.kinds.Guest["CAME"]), _negated=True),
                    models.Q(("guest_name", ""), _negated=True),
                    _connector="OR",
                ),
                name="agenda_guest_has_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("presence", qinqing.procedure.receptions.rules.kinds.Presence["ABSENT"]), _negated=True),
                    ("arrived_at__isnull", True),
                    _connector="OR",
                ),
                name="attendance_late_came",
            ),
        ),
    ]
