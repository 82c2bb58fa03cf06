from django.db import migrations, models

from qinqing.services.search import backends


def remove(apps, schema_editor):
    backends.remove(schema_editor)


class Migration(migrations.Migration):
    """Takes away the index that earlier versions made without marks; the next one makes it, once rows are marked."""

    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RunPython(remove, migrations.RunPython.noop),
        migrations.AddField("document", "marks", models.TextField(blank=True, default="")),
    ]
