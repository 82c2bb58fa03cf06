from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("object_id", models.BigIntegerField()),
                ("body", models.TextField()),
                ("identity", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "检索条目",
                "verbose_name_plural": "检索条目",
                "constraints": [models.UniqueConstraint(fields=("kind", "object_id"), name="search_document_object")],
            },
        ),
    ]
