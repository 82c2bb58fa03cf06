from django.db import migrations

from qinqing.services.search import backends


def install(apps, schema_editor):
    backends.install(schema_editor)


def remove(apps, schema_editor):
    backends.remove(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_marks")]

    operations = [migrations.RunPython(install, remove)]
