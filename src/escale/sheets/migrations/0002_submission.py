from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sheets", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="resourcesheet",
            name="submission",
            field=models.UUIDField(editable=False, null=True, unique=True, verbose_name="clé du formulaire"),
        ),
    ]
