"""Reception days get an end, a capacity, a reason for what is out of the ordinary, and the moment of their notice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("receptions", "0001_initial")]

    operations = [
        migrations.AddField("receptionday", "capacity", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("receptionday", "ends_at", models.TimeField(null=True)),
        migrations.AddField("receptionday", "notified_at", models.DateTimeField(null=True)),
        migrations.AddField("receptionday", "reason", models.TextField(blank=True, default="")),
    ]
