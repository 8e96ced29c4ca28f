import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agenda", "0005_waiting_list")]

    operations = [
        migrations.AddField(
            model_name="permanence",
            name="revision",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="révision"),
        ),
        migrations.AddField(
            model_name="permanence",
            name="submission",
            field=models.UUIDField(
                default=uuid.uuid4, editable=False, unique=True, verbose_name="clé du formulaire"
            ),
        ),
        migrations.AddField(
            model_name="permanenceoccurrence",
            name="note",
            field=models.CharField(blank=True, max_length=80, verbose_name="pourquoi, pour l’équipe"),
        ),
    ]
