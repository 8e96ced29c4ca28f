from django.db import migrations

INDEX = "person_fragments"


def add_index(apps, schema_editor):
    # SQLite walks the names of one organization, in order, in the index they are in. PostgreSQL can do better with the
    # fragments of names and telephones; "C" gives both databases the same order, and prefixes the plain index.
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    schema_editor.execute('ALTER TABLE people_beneficiary ALTER COLUMN search_key TYPE varchar(130) COLLATE "C"')
    schema_editor.execute(
        f"CREATE INDEX {INDEX} ON people_beneficiary USING gin ((' ' || search_key) gin_trgm_ops, "
        "(REPLACE(search_key, ' ', '')) gin_trgm_ops, phone gin_trgm_ops, other_phone gin_trgm_ops, "
        "helper_phone gin_trgm_ops)"
    )


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {INDEX}")
        schema_editor.execute('ALTER TABLE people_beneficiary ALTER COLUMN search_key TYPE varchar(130) COLLATE "default"')


class Migration(migrations.Migration):
    dependencies = [("people", "0001_squashed")]
    operations = [migrations.RunPython(add_index, drop_index, elidable=False)]
