import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('programme', '0001_initial')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
        ('places', '0001_squashed'),
        ('questions', '0001_squashed'),
        ('workshops', '0001_squashed'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Programme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=80, verbose_name='titre')),
                    ('slug', models.SlugField(max_length=80, unique=True, verbose_name='adresse de la page')),
                    ('starts_on', models.DateField(verbose_name='du')),
                    ('ends_on', models.DateField(verbose_name='au')),
                    ('stage', models.CharField(choices=[('draft', 'à choisir'), ('review', 'à relire'), ('published', 'publié')], default='draft', max_length=10, verbose_name='étape')),
                    ('introduction', models.TextField(blank=True, max_length=400, verbose_name='mot d’accueil')),
                    ('created_at', models.DateTimeField(verbose_name='créé le')),
                    ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='publié le')),
                    ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                    ('submission', models.UUIDField(blank=True, editable=False, null=True, unique=True, verbose_name='clé du formulaire')),
                    ('copied_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programme.programme', verbose_name='repris de')),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='créé par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='programmes', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'programme',
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='programme_ends_after_it_starts', violation_error_message='La fin vient après le début.')],
                },
            ),
            migrations.CreateModel(
                name='ProgrammeSlot',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('on', models.DateField(verbose_name='jour')),
                    ('start', models.TimeField(verbose_name='de')),
                    ('end', models.TimeField(verbose_name='à')),
                    ('title', models.CharField(blank=True, max_length=60, verbose_name='thème')),
                    ('audience', models.CharField(choices=[('everyone', 'tout le monde'), ('seniors', 'les seniors'), ('young', 'les 15-25 ans'), ('parents', 'les parents'), ('job_seekers', 'les personnes en recherche d’emploi'), ('newcomers', 'les personnes qui apprennent le français')], default='everyone', max_length=15, verbose_name='pour')),
                    ('level', models.CharField(blank=True, choices=[('beginner', 'découvre'), ('intermediate', 'se débrouille'), ('advanced', 'autonome')], max_length=15, verbose_name='niveau')),
                    ('seats', models.PositiveSmallIntegerField(default=6, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(200)], verbose_name='places')),
                    ('co_host', models.CharField(blank=True, max_length=80, verbose_name='avec')),
                    ('off_because', models.CharField(blank=True, max_length=120, verbose_name='pas d’atelier parce que')),
                    ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='animé par')),
                    ('group', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='programme_slot', to='workshops.group', verbose_name='groupe')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='programme.programme', verbose_name='programme')),
                    ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='slots', to='questions.recurringquestion', verbose_name='question récurrente')),
                    ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='places.room', verbose_name='salle')),
                    ('venue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.venue', verbose_name='lieu')),
                    ('workshop', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workshops.workshop', verbose_name='atelier')),
                ],
                options={
                    'verbose_name': 'date d’un programme',
                    'verbose_name_plural': 'dates d’un programme',
                    'constraints': [models.UniqueConstraint(fields=('programme', 'on', 'start', 'adviser'), name='one_slot_per_hour_and_adviser', violation_error_message='Ce programme a déjà cette date à cette heure.')],
                },
            ),
        ]),
    ]
