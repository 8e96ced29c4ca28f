from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workshops", "0004_groups_formed_by_hand"),
    ]

    operations = [
        migrations.AddField(
            model_name="group",
            name="submission",
            field=models.UUIDField(
                blank=True, editable=False, null=True, unique=True, verbose_name="clé du formulaire"
            ),
        ),
    ]
