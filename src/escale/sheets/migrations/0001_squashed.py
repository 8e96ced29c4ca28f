import django.db.models.deletion
import django.utils.timezone
import escale.writing.fields
import escale.writing.previewing
from django.conf import settings
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('sheets', '0001_initial'), ('sheets', '0002_submission')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
        ('appointments', '0001_squashed'),
        ('people', '0001_squashed'),
        ('publishing', '0001_squashed'),
        ('wagtailcore', '0098_apitoken'),
        ('workshops', '0001_squashed'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Collection',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=80, verbose_name='titre')),
                    ('slug', models.SlugField(max_length=90, unique=True, verbose_name='adresse')),
                    ('sentence', models.CharField(blank=True, max_length=200, verbose_name='en une phrase')),
                    ('is_public', models.BooleanField(default=False, verbose_name='montrée au public')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='créée le')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'collection de fiches',
                    'verbose_name_plural': 'collections de fiches',
                },
            ),
            migrations.CreateModel(
                name='ResourceSheet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                    ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                    ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                    ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                    ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                    ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                    ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                    ('kind', models.CharField(choices=[('how_to', 'Fiche pratique'), ('kit', 'Kit d’atelier'), ('exercise', 'Exercice'), ('method', 'Méthode'), ('site', 'Site à connaître')], default='how_to', max_length=10, verbose_name='genre')),
                    ('title', models.CharField(max_length=100, verbose_name='titre')),
                    ('slug', models.SlugField(max_length=110, unique=True, verbose_name='adresse')),
                    ('sentence', models.CharField(blank=True, max_length=200, verbose_name='à quoi elle sert, en une phrase')),
                    ('topics', models.JSONField(blank=True, default=list, verbose_name='sujets')),
                    ('level', models.CharField(blank=True, choices=[('beginner', 'découvre'), ('intermediate', 'se débrouille'), ('advanced', 'autonome')], max_length=15, verbose_name='niveau')),
                    ('audience', models.CharField(choices=[('everyone', 'tout le monde'), ('seniors', 'les seniors'), ('young', 'les 15-25 ans'), ('parents', 'les parents'), ('job_seekers', 'les personnes en recherche d’emploi'), ('newcomers', 'les personnes qui apprennent le français')], default='everyone', max_length=15, verbose_name='pour')),
                    ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='durée en minutes')),
                    ('licence', models.CharField(choices=[('etalab-2.0', 'Licence Ouverte 2.0 (Etalab)'), ('cc-by-4.0', 'CC BY 4.0'), ('cc-by-sa-4.0', 'CC BY-SA 4.0'), ('cc-by-nc-sa-4.0', 'CC BY-NC-SA 4.0'), ('reserved', 'Tous droits réservés')], default='cc-by-sa-4.0', max_length=20, verbose_name='licence')),
                    ('credit', models.CharField(blank=True, max_length=160, verbose_name='source ou auteur')),
                    ('url', models.URLField(blank=True, max_length=500, verbose_name='adresse du site')),
                    ('body', escale.writing.fields.Body([], blank=True, verbose_name='texte')),
                    ('read_again_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='relue le')),
                    ('read_again_on', models.DateField(blank=True, null=True, verbose_name='à relire le')),
                    ('starter', models.CharField(blank=True, editable=False, max_length=60, verbose_name='vient avec Escale')),
                    ('liked', models.PositiveIntegerField(default=0, editable=False, verbose_name='a aidé')),
                    ('not_liked', models.PositiveIntegerField(default=0, editable=False, verbose_name='n’a pas aidé')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='commencée le')),
                    ('submission', models.UUIDField(editable=False, null=True, unique=True, verbose_name='clé du formulaire')),
                    ('copied_from', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='sheets.resourcesheet', verbose_name='copiée de')),
                    ('cover', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='publishing.picture', verbose_name='image')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                    ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                    ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('read_again_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='relue par')),
                ],
                options={
                    'verbose_name': 'fiche',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('organization', None), models.Q(('starter', ''), _negated=True)), fields=('starter',), name='shipped_sheet_once')],
                },
                bases=(escale.writing.previewing.PreviewedText, models.Model),
            ),
            migrations.CreateModel(
                name='CollectedSheet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField(verbose_name='rang')),
                    ('collection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='sheets.collection', verbose_name='collection')),
                    ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sheets.resourcesheet', verbose_name='fiche')),
                ],
                options={
                    'verbose_name': 'fiche d’une collection',
                    'verbose_name_plural': 'fiches des collections',
                    'constraints': [models.UniqueConstraint(fields=('collection', 'sheet'), name='sheet_once_a_collection')],
                },
            ),
            migrations.CreateModel(
                name='SheetLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('url', models.URLField(max_length=500, verbose_name='adresse')),
                    ('due_at', models.DateTimeField(verbose_name='à vérifier le')),
                    ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='vérifiée le')),
                    ('problem', models.CharField(blank=True, max_length=20, verbose_name='ce qui ne va pas')),
                    ('failing_since', models.DateTimeField(blank=True, null=True, verbose_name='ne répond plus depuis')),
                    ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='sheets.resourcesheet', verbose_name='fiche')),
                ],
                options={
                    'verbose_name': 'lien d’une fiche',
                    'verbose_name_plural': 'liens des fiches',
                    'indexes': [models.Index(fields=['due_at'], name='link_due')],
                    'constraints': [models.UniqueConstraint(fields=('sheet', 'url'), name='link_once_a_sheet')],
                },
            ),
            migrations.CreateModel(
                name='SheetUse',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('printed', 'imprimée'), ('given', 'remise'), ('sms', 'envoyée par SMS'), ('taught', 'utilisée en atelier')], max_length=10, verbose_name='comment')),
                    ('at', models.DateTimeField(verbose_name='le')),
                    ('appointment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sheets', to='appointments.appointment', verbose_name='rendez-vous')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sheets', to='people.beneficiary', verbose_name='personne')),
                    ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='sheets.resourcesheet', verbose_name='fiche')),
                ],
                options={
                    'verbose_name': 'usage d’une fiche',
                    'verbose_name_plural': 'usages des fiches',
                },
            ),
            migrations.CreateModel(
                name='WorkshopSheet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='rang')),
                    ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='workshops', to='sheets.resourcesheet', verbose_name='fiche')),
                    ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='resource_sheets', to='workshops.workshop', verbose_name='atelier')),
                ],
                options={
                    'verbose_name': 'fiche d’un atelier',
                    'verbose_name_plural': 'fiches des ateliers',
                    'constraints': [models.UniqueConstraint(fields=('workshop', 'sheet'), name='sheet_once_a_workshop')],
                },
            ),
        ]),
    ]
