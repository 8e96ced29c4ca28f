import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agenda', '0006_permanence_versions'),
    ]

    operations = [
        migrations.AddField(
            model_name='externalevent',
            name='noted_at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='lu à cette heure depuis le'),
            preserve_default=False,
        ),
    ]
