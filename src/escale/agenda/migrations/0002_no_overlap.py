from django.db import migrations

NAME = "no_two_exclusive_commitments_at_once"


def add_constraint(apps, schema_editor):
    # PostgreSQL's second line behind the lock of `agenda.commitments`. SQLite has none: there, IMMEDIATE transactions
    # let one writer in at a time. An ExclusionConstraint in Meta would break SQLite, hence this guarded migration.
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    schema_editor.execute(
        f"ALTER TABLE agenda_commitment ADD CONSTRAINT {NAME} "
        "EXCLUDE USING gist (resource_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (exclusive)"
    )


def drop_constraint(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE agenda_commitment DROP CONSTRAINT IF EXISTS {NAME}")


class Migration(migrations.Migration):
    dependencies = [("agenda", "0001_squashed")]
    operations = [migrations.RunPython(add_constraint, drop_constraint, elidable=False)]
