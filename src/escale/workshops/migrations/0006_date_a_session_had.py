from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workshops", "0005_form_that_made_a_group"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="moved_from",
            field=models.DateTimeField(blank=True, null=True, verbose_name="était le"),
        ),
    ]
