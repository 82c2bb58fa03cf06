from django.db import migrations, models

import qinqing.procedure.supervision.states


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0003_by_enterprise"),
        ("register", "0004_enterprise_initials"),
        ("supervision", "0006_samples"),
    ]

    operations = [
        migrations.AddField(
            model_name="samplecall",
            name="due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="samplecall",
            index=models.Index(
                condition=models.Q(("state", qinqing.procedure.supervision.states.CallState["PENDING"])),
                fields=["due_at", "id"],
                name="sample_call_waiting",
            ),
        ),
    ]
