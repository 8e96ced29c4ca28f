import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_network")]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="keeps_people_months",
            field=models.PositiveSmallIntegerField(
                default=12,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(24)],
                verbose_name="mois de conservation des fiches",
            ),
        ),
    ]
