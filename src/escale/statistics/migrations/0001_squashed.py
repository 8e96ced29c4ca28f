import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('statistics', '0001_initial'), ('statistics', '0002_one_row_a_month')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Release',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('link', 'par un lien'), ('report', 'dans un bilan'), ('file', 'dans un fichier')], max_length=10, verbose_name='comment')),
                    ('title', models.CharField(max_length=120, verbose_name='titre')),
                    ('since', models.DateField(verbose_name='du')),
                    ('until', models.DateField(verbose_name='au')),
                    ('filters', models.JSONField(blank=True, default=dict, verbose_name='filtres')),
                    ('tables', models.JSONField(blank=True, default=dict, verbose_name='chiffres')),
                    ('objectives', models.TextField(blank=True, max_length=2000, verbose_name='objectifs')),
                    ('comments', models.TextField(blank=True, max_length=4000, verbose_name='commentaire')),
                    ('made_at', models.DateTimeField(verbose_name='fait le')),
                    ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='s’ouvre jusqu’au')),
                    ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='fermé le')),
                    ('opened', models.PositiveIntegerField(default=0, verbose_name='ouvertures')),
                    ('link_nonce', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='graine du lien secret')),
                    ('link_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=64, verbose_name='empreinte du lien secret')),
                    ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='fait par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'chiffres sortis',
                    'verbose_name_plural': 'chiffres sortis',
                },
            ),
            migrations.CreateModel(
                name='ReportSchedule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=120, verbose_name='titre')),
                    ('recipient', models.EmailField(max_length=254, verbose_name='adresse mail')),
                    ('filters', models.JSONField(blank=True, default=dict, verbose_name='filtres')),
                    ('next_on', models.DateField(verbose_name='prochain envoi')),
                    ('made_at', models.DateTimeField(verbose_name='demandé le')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='arrêté le')),
                    ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='demandé par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'bilan de chaque mois',
                },
            ),
            migrations.CreateModel(
                name='MonthCount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('month', models.DateField(verbose_name='premier jour du mois')),
                    ('counts', models.JSONField(blank=True, default=dict, verbose_name='chiffres')),
                    ('network', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.network', verbose_name='réseau')),
                    ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'compte d’un mois',
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('network', None), ('organization__isnull', False)), models.Q(('network__isnull', False), ('organization', None)), _connector='OR'), name='month_count_of_one_owner'), models.UniqueConstraint(fields=('organization', 'month'), name='one_month_count_per_organization'), models.UniqueConstraint(fields=('network', 'month'), name='one_month_count_per_network')],
                },
            ),
        ]),
    ]
