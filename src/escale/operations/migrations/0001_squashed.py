from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('operations', '0001_initial')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='nom')),
                ('at', models.DateTimeField(verbose_name='dernier signe')),
            ],
            options={
                'verbose_name': 'signe de vie',
            },
        ),
    ]
