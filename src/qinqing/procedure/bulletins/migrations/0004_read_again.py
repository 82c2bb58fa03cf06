"""Every record is read again: the steps that habits are counted from were not written down before."""

from django.db import migrations


def read_again(apps, schema_editor):
    """Puts every record back to before its first entry; what is known of it stands until then."""
    apps.get_model("bulletins", "Checked").objects.update(last=0)


class Migration(migrations.Migration):
    dependencies = [
        ("bulletins", "0003_checks"),
    ]

    operations = [
        migrations.RunPython(read_again, migrations.RunPython.noop),
    ]
