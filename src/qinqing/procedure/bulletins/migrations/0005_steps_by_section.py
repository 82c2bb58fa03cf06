"""Each step says whose it is, so that a deputy mayor's year is counted from the index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bulletins", "0004_read_again"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="step",
            name="step_counted",
        ),
        migrations.RemoveField(
            model_name="checked",
            name="host",
        ),
        migrations.AddField(
            model_name="step",
            name="host",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="step",
            name="section",
            field=models.CharField(blank=True, default="", max_length=1),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(fields=["at", "key", "kept", "organ", "section", "host"], name="step_counted"),
        ),
    ]
