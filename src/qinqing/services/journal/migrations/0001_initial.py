from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from qinqing.services.journal import guards


def put_guards_on(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guards.install(schema_editor.connection)


def take_guards_off(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("day", models.DateField(db_index=True)),
                ("sealed_at", models.DateTimeField()),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("count", models.PositiveIntegerField()),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("leaves", models.TextField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "封存",
                "verbose_name_plural": "封存",
            },
        ),
        migrations.CreateModel(
            name="Stream",
            fields=[
                ("subject", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("sequence", models.PositiveIntegerField()),
                ("hash", models.CharField(max_length=64)),
                ("last", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("subject", models.CharField(max_length=120)),
                ("sequence", models.PositiveIntegerField()),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("event", models.CharField(max_length=80)),
                ("at", models.DateTimeField(db_index=True)),
                ("role", models.CharField(max_length=20)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("person", models.BigIntegerField(null=True)),
                ("post", models.BigIntegerField(null=True)),
                ("post_label", models.CharField(blank=True, max_length=200)),
                ("organ", models.BigIntegerField(null=True)),
                ("organ_name", models.CharField(blank=True, max_length=200)),
                ("substitute_for", models.CharField(blank=True, max_length=120)),
                ("clause", models.CharField(blank=True, max_length=120)),
                ("body", models.TextField()),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "办理记录",
                "verbose_name_plural": "办理记录",
                "indexes": [
                    models.Index(fields=["event", "id"], name="journal_entry_event"),
                    models.Index(fields=["person", "id"], name="journal_entry_person"),
                ],
                "constraints": [models.UniqueConstraint(fields=("subject", "sequence"), name="journal_entry_place")],
            },
        ),
        migrations.RunPython(put_guards_on, take_guards_off),
    ]
