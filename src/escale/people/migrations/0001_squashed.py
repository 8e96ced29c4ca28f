import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('people', '0001_initial'), ('people', '0002_follow_up'), ('people', '0003_whole_file'), ('people', '0005_told_apart'), ('people', '0006_find_by_number'), ('people', '0007_found_by_number_alone')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Beneficiary',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('first_name', models.CharField(max_length=60, verbose_name='prénom')),
                    ('last_name', models.CharField(blank=True, max_length=60, verbose_name='nom')),
                    ('search_key', models.CharField(db_index=True, editable=False, max_length=130, verbose_name='clé de recherche')),
                    ('phone', models.CharField(blank=True, max_length=20, verbose_name='téléphone')),
                    ('other_phone', models.CharField(blank=True, max_length=20, verbose_name='autre téléphone')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='adresse mail')),
                    ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='année de naissance')),
                    ('gender', models.CharField(choices=[('feminin', 'Féminin'), ('masculin', 'Masculin'), ('non_communique', 'Non communiqué')], default='non_communique', max_length=15, verbose_name='genre')),
                    ('status', models.CharField(choices=[('retraite', 'À la retraite'), ('sans_emploi', 'Sans emploi'), ('en_emploi', 'En emploi'), ('scolarise', 'Scolarisé'), ('non_communique', 'Non communiqué')], default='non_communique', max_length=15, verbose_name='situation')),
                    ('commune', models.CharField(blank=True, max_length=5, verbose_name='commune (code INSEE)')),
                    ('helper_name', models.CharField(blank=True, max_length=80, verbose_name='personne qui l’aide')),
                    ('helper_phone', models.CharField(blank=True, max_length=20, verbose_name='téléphone de la personne qui l’aide')),
                    ('messages_to_helper', models.BooleanField(default=False, verbose_name='les messages vont à la personne qui l’aide')),
                    ('preference', models.CharField(choices=[('sms', 'par SMS'), ('call', 'par téléphone'), ('email', 'par mail'), ('paper', 'sur papier')], default='sms', max_length=10, verbose_name='préfère être prévenu')),
                    ('goals', models.TextField(blank=True, max_length=300, verbose_name='ce qu’elle veut savoir faire')),
                    ('needs', models.CharField(blank=True, max_length=200, verbose_name='ce qu’il lui faut dans la salle')),
                    ('notes', models.TextField(blank=True, max_length=300, verbose_name='à savoir')),
                    ('notice_version', models.CharField(blank=True, max_length=20, verbose_name='version de l’information remise')),
                    ('notice_given_at', models.DateTimeField(blank=True, null=True, verbose_name='information remise le')),
                    ('warned_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='effacement annoncé le')),
                    ('created_at', models.DateTimeField(verbose_name='première venue')),
                    ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='effacée le')),
                    ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.beneficiary', verbose_name='réunie avec')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='beneficiaries', to='accounts.organization', verbose_name='structure')),
                    ('referent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='personne qui la suit')),
                ],
                options={
                    'verbose_name': 'personne',
                },
            ),
            migrations.CreateModel(
                name='Merge',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(verbose_name='le')),
                    ('undo_until', models.DateTimeField(verbose_name='peut être défaite jusqu’au')),
                    ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='défaite le')),
                    ('remembered', models.JSONField(blank=True, default=dict, verbose_name='ce qui a changé')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                    ('gone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merged_by', to='people.beneficiary', verbose_name='fiche réunie')),
                    ('kept', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='people.beneficiary', verbose_name='fiche gardée')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'réunion de deux fiches',
                },
            ),
            migrations.CreateModel(
                name='PeopleImport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('file_name', models.CharField(max_length=160, verbose_name='fichier')),
                    ('content', models.BinaryField(blank=True, default=b'', verbose_name='contenu')),
                    ('mapping', models.JSONField(blank=True, default=dict, verbose_name='colonnes')),
                    ('state', models.CharField(choices=[('reading', 'en lecture'), ('ready', 'prête à écrire'), ('writing', 'en cours d’écriture'), ('written', 'écrite'), ('refused', 'refusée'), ('undone', 'défaite')], default='reading', max_length=10, verbose_name='état')),
                    ('rows', models.PositiveIntegerField(default=0, verbose_name='lignes')),
                    ('done', models.PositiveIntegerField(default=0, verbose_name='lignes lues')),
                    ('written', models.PositiveIntegerField(default=0, verbose_name='fiches ouvertes')),
                    ('already', models.PositiveIntegerField(default=0, verbose_name='fiches déjà là')),
                    ('faults', models.PositiveIntegerField(default=0, verbose_name='fautes')),
                    ('problems', models.JSONField(blank=True, default=list, verbose_name='premières fautes')),
                    ('made_at', models.DateTimeField(verbose_name='apportée le')),
                    ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finie le')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'liste de personnes apportée',
                },
            ),
        ]),
        migrations.AddField(
            model_name='beneficiary',
            name='imported_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to='people.peopleimport', verbose_name='apportée par'),
        ),
        CreateModels([
            migrations.CreateModel(
                name='ToldApart',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(verbose_name='le')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                    ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.beneficiary', verbose_name='une fiche')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.beneficiary', verbose_name='l’autre fiche')),
                ],
                options={
                    'verbose_name': 'fiches de deux personnes',
                    'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='told_apart_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='told_apart_in_order')],
                },
            ),
            migrations.CreateModel(
                name='FileRead',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(verbose_name='le')),
                    ('kind', models.CharField(choices=[('opened', 'a ouvert la fiche'), ('printed', 'a imprimé la fiche'), ('given', 'a remis la copie de la fiche'), ('exported', 'a exporté la fiche dans une liste')], max_length=10, verbose_name='ce qu’elle a fait')),
                    ('reason', models.CharField(blank=True, max_length=160, verbose_name='pourquoi')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reads', to='people.beneficiary', verbose_name='personne')),
                ],
                options={
                    'verbose_name': 'lecture d’une fiche',
                    'indexes': [models.Index(fields=['person', 'at'], name='file_read_person')],
                },
            ),
        ]),
        migrations.AddIndex(
            model_name='beneficiary',
            index=models.Index(fields=['organization', 'search_key'], name='person_search'),
        ),
        migrations.AddIndex(
            model_name='beneficiary',
            index=models.Index(fields=['organization', 'phone'], name='person_phone'),
        ),
        migrations.AddIndex(
            model_name='beneficiary',
            index=models.Index(fields=['phone'], name='person_by_phone'),
        ),
        migrations.AddIndex(
            model_name='beneficiary',
            index=models.Index(fields=['other_phone'], name='person_by_other_phone'),
        ),
        migrations.AddIndex(
            model_name='beneficiary',
            index=models.Index(fields=['helper_phone'], name='person_by_helper_phone'),
        ),
    ]
