from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0002_place_and_daily_counts'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='counted_on',
            field=models.DateField(blank=True, null=True, verbose_name='compté dans les plafonds du'),
        ),
    ]
