from django.db import migrations, models

from qinqing.procedure.register.rules.pinyin import initials

BATCH = 1000


def fill(apps, schema_editor):
    """The initials of those who are in the register already."""
    rows = apps.get_model("register", "Enterprise").objects
    known = [rows.model(pk=pk, initials=initials(name)) for pk, name in rows.values_list("pk", "name").iterator(BATCH)]
    rows.bulk_update(known, ["initials"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("register", "0003_enterprise_notes")]

    operations = [
        migrations.AddField("enterprise", "initials", models.CharField(blank=True, max_length=400)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
