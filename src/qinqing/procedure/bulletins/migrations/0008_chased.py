from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bulletins", "0007_counted_from_an_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="bulletin",
            name="chased",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
