import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('writing', '0001_consents_and_reviews')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
        ('publishing', '0001_squashed'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='PictureConsent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('who', models.CharField(max_length=80, verbose_name='qui y est')),
                    ('until', models.DateField(verbose_name='jusqu’au')),
                    ('on_site', models.BooleanField(default=True, verbose_name='sur le site')),
                    ('on_paper', models.BooleanField(default=True, verbose_name='sur le papier')),
                    ('on_networks', models.BooleanField(default=False, verbose_name='sur les réseaux sociaux')),
                    ('noted_at', models.DateTimeField(verbose_name='noté le')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='accord repris le')),
                    ('told_before_at', models.DateTimeField(blank=True, null=True, verbose_name='équipe prévenue le')),
                    ('told_after_at', models.DateTimeField(blank=True, null=True, verbose_name='équipe informée de la fin le')),
                    ('noted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noté par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('picture', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='publishing.picture', verbose_name='image')),
                ],
                options={
                    'verbose_name': 'droit à l’image',
                    'verbose_name_plural': 'droits à l’image',
                    'indexes': [models.Index(fields=['picture', 'until'], name='consents_of_a_picture')],
                },
            ),
            migrations.CreateModel(
                name='Review',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('article', 'chronique'), ('sheet', 'fiche')], max_length=10, verbose_name='genre')),
                    ('text_id', models.PositiveBigIntegerField(verbose_name='texte')),
                    ('title', models.CharField(max_length=120, verbose_name='titre')),
                    ('asked_at', models.DateTimeField(verbose_name='demandé le')),
                    ('word', models.CharField(blank=True, max_length=300, verbose_name='ce qu’il faut regarder')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='relu le')),
                    ('is_ready', models.BooleanField(default=False, verbose_name='peut paraître')),
                    ('answer', models.CharField(blank=True, max_length=1000, verbose_name='réponse')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='demandé par')),
                    ('asked_of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to=settings.AUTH_USER_MODEL, verbose_name='demandé à')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'relecture',
                    'indexes': [models.Index(fields=['organization', 'kind', 'text_id'], name='reviews_of_a_text')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('kind', 'text_id', 'asked_of'), name='asked_once_of_each_reader', violation_error_message='Cette personne a déjà ce texte à relire.')],
                },
            ),
        ]),
    ]
