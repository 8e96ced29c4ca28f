from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0006_find_by_number")]

    operations = [
        migrations.AddIndex(
            model_name="beneficiary",
            index=models.Index(fields=["phone"], name="person_by_phone"),
        ),
        migrations.AddIndex(
            model_name="beneficiary",
            index=models.Index(fields=["other_phone"], name="person_by_other_phone"),
        ),
        migrations.AddIndex(
            model_name="beneficiary",
            index=models.Index(fields=["helper_phone"], name="person_by_helper_phone"),
        ),
    ]
