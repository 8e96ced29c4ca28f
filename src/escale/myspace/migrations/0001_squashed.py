import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('myspace', '0001_agreements_and_codes')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
        ('people', '0001_squashed'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='SpaceCode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('phone', models.CharField(max_length=20, verbose_name='téléphone')),
                    ('purpose', models.CharField(choices=[('open', 'ouvrir son espace'), ('new_number', 'changer de numéro')], max_length=12, verbose_name='pour')),
                    ('nonce', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='graine du code')),
                    ('asked_at', models.DateTimeField(verbose_name='demandé le')),
                    ('expires_at', models.DateTimeField(verbose_name='valable jusqu’à')),
                    ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='essais')),
                    ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='utilisé le')),
                ],
                options={
                    'verbose_name': 'code d’accès à son espace',
                    'verbose_name_plural': 'codes d’accès à son espace',
                },
            ),
            migrations.CreateModel(
                name='HelperAgreement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('helper_name', models.CharField(max_length=60, verbose_name='prénom du proche')),
                    ('helper_phone', models.CharField(max_length=20, verbose_name='téléphone du proche')),
                    ('asked_at', models.DateTimeField(verbose_name='demandé le')),
                    ('answer_by', models.DateTimeField(verbose_name='réponse attendue avant')),
                    ('agreed_at', models.DateTimeField(blank=True, null=True, verbose_name='accord donné le')),
                    ('agreed_how', models.CharField(blank=True, choices=[('sms', 'en ouvrant le lien reçu par SMS'), ('spoken', 'de vive voix, à l’équipe')], max_length=8, verbose_name='accord donné')),
                    ('until', models.DateTimeField(blank=True, null=True, verbose_name='valable jusqu’au')),
                    ('refused_at', models.DateTimeField(blank=True, null=True, verbose_name='refusé le')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='arrêté le')),
                    ('ended_by', models.CharField(blank=True, choices=[('person', 'la personne'), ('helper', 'son proche'), ('team', 'l’équipe')], max_length=8, verbose_name='arrêté par')),
                    ('link_nonce', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='graine du lien secret')),
                    ('link_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='empreinte du lien secret')),
                    ('noted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='accord noté par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='helper_agreements', to='people.beneficiary', verbose_name='personne aidée')),
                ],
                options={
                    'verbose_name': 'accord pour un proche',
                    'verbose_name_plural': 'accords pour un proche',
                    'indexes': [models.Index(fields=['helper_phone', 'until'], name='agreement_of_helper')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('agreed_at', None), ('agreed_how', ''), ('until', None)), models.Q(('agreed_at__isnull', False), ('until__isnull', False), models.Q(('agreed_how', ''), _negated=True)), _connector='OR'), name='an_agreement_says_how_and_until_when')],
                },
            ),
        ]),
    ]
