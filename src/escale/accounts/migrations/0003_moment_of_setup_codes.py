from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_commune_of_organizations")]

    operations = [
        migrations.AlterField(
            model_name="setupcode", name="created_at", field=models.DateTimeField(verbose_name="créé le")
        ),
    ]
