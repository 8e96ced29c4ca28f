from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_told_apart")]

    operations = [
        migrations.AlterField(
            model_name="beneficiary",
            name="phone",
            field=models.CharField(blank=True, max_length=20, verbose_name="téléphone"),
        ),
        migrations.AddIndex(
            model_name="beneficiary",
            index=models.Index(fields=["organization", "phone"], name="person_phone"),
        ),
    ]
