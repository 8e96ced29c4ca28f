from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0011_more_ways_to_hear_of_us"),
    ]

    operations = [
        migrations.AlterField(
            model_name="appointment",
            name="booked_via",
            field=models.CharField(
                choices=[("public", "en ligne"), ("staff", "par l’équipe"), ("prescriber", "par un partenaire")],
                max_length=10,
                verbose_name="réservé",
            ),
        ),
    ]
