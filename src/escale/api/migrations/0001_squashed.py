import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('api', '0001_initial'), ('api', '0002_reaches')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='ApiClient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='nom du programme')),
                ('key', models.CharField(max_length=40, unique=True, verbose_name='identifiant')),
                ('secret_hash', models.CharField(max_length=64, verbose_name='empreinte du secret')),
                ('reaches', models.JSONField(default=list, verbose_name='ce qu’il peut lire')),
                ('created_at', models.DateTimeField(verbose_name='ajouté le')),
                ('last_used_at', models.DateTimeField(blank=True, null=True, verbose_name='dernière lecture')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ajouté par')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_clients', to='accounts.organization', verbose_name='structure')),
            ],
            options={
                'verbose_name': 'programme relié',
            },
        ),
    ]
