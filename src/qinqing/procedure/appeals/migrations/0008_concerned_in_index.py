from django.db import migrations

# One word in both databases for the names of an appeal's departments in one line.
JOINED = {"sqlite": "group_concat", "postgresql": "string_agg"}


def mark(apps, schema_editor):
    """Marks every appeal in the full-text index with the departments it concerns, before that index is made."""
    concerned = f"""SELECT {JOINED[schema_editor.connection.vendor]}(CAST(organ_id AS text), ' ')
        FROM appeals_concern WHERE appeal_id = search_document.object_id"""
    schema_editor.execute(
        f"""UPDATE search_document SET marks = ({concerned}) WHERE kind = 'appeal'
        AND EXISTS (SELECT 1 FROM appeals_concern WHERE appeal_id = search_document.object_id)"""
    )


class Migration(migrations.Migration):
    dependencies = [("appeals", "0007_asked_extensions"), ("search", "0002_marks")]
    run_before = [("search", "0003_index")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
