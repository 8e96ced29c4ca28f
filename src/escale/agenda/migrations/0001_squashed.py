import django.db.models.deletion
import escale.places.models
import uuid
from django.conf import settings
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('agenda', '0001_initial'), ('agenda', '0003_external_calendars'), ('agenda', '0004_absences_equipment_teams'), ('agenda', '0005_waiting_list'), ('agenda', '0006_permanence_versions'), ('agenda', '0007_noted_external_events'), ('agenda', '0008_commune_of_a_visit'), ('agenda', '0009_one_index_by_start'), ('agenda', '0010_occurrences_of_a_place')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
        ('people', '0001_squashed'),
        ('places', '0001_squashed'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='ExternalCalendar',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60, verbose_name='nom')),
                    ('kind', models.CharField(choices=[('address', 'adresse d’agenda'), ('file', 'fichier d’agenda'), ('caldav', 'CalDAV')], max_length=10, verbose_name='nature')),
                    ('sealed', models.TextField(editable=False, verbose_name='adresse et mot de passe scellés')),
                    ('keeps_titles', models.BooleanField(default=False, verbose_name='garder les titres')),
                    ('created_at', models.DateTimeField(verbose_name='ajouté le')),
                    ('paused_at', models.DateTimeField(blank=True, null=True, verbose_name='mis en pause le')),
                    ('next_read_at', models.DateTimeField(verbose_name='prochaine lecture')),
                    ('read_started_at', models.DateTimeField(blank=True, null=True, verbose_name='lecture commencée le')),
                    ('last_read_at', models.DateTimeField(blank=True, null=True, verbose_name='dernière lecture')),
                    ('whole_read_at', models.DateTimeField(blank=True, null=True, verbose_name='dernière lecture entière')),
                    ('etag', models.CharField(blank=True, max_length=255, verbose_name='version (ETag)')),
                    ('last_modified', models.CharField(blank=True, max_length=64, verbose_name='version (Last-Modified)')),
                    ('event_count', models.PositiveIntegerField(default=0, verbose_name='événements lus')),
                    ('left_out', models.PositiveIntegerField(default=0, verbose_name='événements illisibles')),
                    ('problem', models.CharField(blank=True, choices=[('unreachable', 'l’adresse ne répond pas'), ('forbidden', 'cette adresse n’est pas permise'), ('gone', 'il n’y a rien à cette adresse'), ('password', 'le mot de passe est refusé'), ('refused', 'l’accès est refusé'), ('broken_down', 'le site de l’agenda est en panne'), ('slow', 'le site de l’agenda répond trop lentement'), ('unsafe', 'le certificat du site n’est pas valable'), ('moved', 'l’adresse a changé'), ('too_big', 'l’agenda est trop gros'), ('not_a_calendar', 'ce n’est pas un agenda'), ('sealed', 'l’adresse enregistrée ne se lit plus')], max_length=20, verbose_name='problème')),
                    ('failing_since', models.DateTimeField(blank=True, null=True, verbose_name='en échec depuis')),
                    ('failures', models.PositiveSmallIntegerField(default=0, verbose_name='échecs de suite')),
                ],
                options={
                    'verbose_name': 'autre agenda',
                    'verbose_name_plural': 'autres agendas',
                },
            ),
            migrations.CreateModel(
                name='Commitment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_at', models.DateTimeField(verbose_name='début')),
                    ('ends_at', models.DateTimeField(verbose_name='fin')),
                    ('kind', models.CharField(choices=[('appointment', 'rendez-vous'), ('session', 'séance'), ('absence', 'absence'), ('external', 'autre agenda'), ('offer', 'heure proposée'), ('loan', 'prêt')], max_length=15, verbose_name='nature')),
                    ('exclusive', models.BooleanField(default=True, verbose_name='exclusif')),
                    ('label', models.CharField(blank=True, max_length=120, verbose_name='libellé')),
                    ('commune', models.CharField(blank=True, max_length=5, verbose_name='commune de la visite (code INSEE)')),
                    ('before', models.PositiveSmallIntegerField(default=0, verbose_name='minutes gardées avant')),
                    ('after', models.PositiveSmallIntegerField(default=0, verbose_name='minutes gardées après')),
                    ('overbooked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='surréservé par')),
                    ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='places.venue', verbose_name='lieu')),
                ],
                options={
                    'verbose_name': 'occupation',
                },
            ),
            migrations.CreateModel(
                name='Equipment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60, verbose_name='nom')),
                    ('kind', models.CharField(choices=[('tablet', 'tablette'), ('laptop', 'ordinateur portable'), ('phone', 'téléphone'), ('modem', 'clé ou borne 4G'), ('other', 'autre matériel')], default='tablet', max_length=10, verbose_name='ce que c’est')),
                    ('inventory_number', models.CharField(blank=True, max_length=30, verbose_name='numéro d’inventaire')),
                    ('computers', models.PositiveSmallIntegerField(default=1, verbose_name='compte pour combien de postes')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='à savoir')),
                    ('created_at', models.DateTimeField(verbose_name='ajouté le')),
                    ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='equipment', to='accounts.organization', verbose_name='structure')),
                    ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='equipment', to='places.venue', verbose_name='rangé à')),
                ],
                options={
                    'verbose_name': 'matériel',
                    'verbose_name_plural': 'matériel',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('organization', 'name'), name='one_equipment_name_per_organization', violation_error_message='Un matériel porte déjà ce nom.')],
                },
            ),
            migrations.CreateModel(
                name='ExternalEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=64, verbose_name='empreinte')),
                    ('title', models.CharField(blank=True, max_length=120, verbose_name='titre')),
                    ('starts_at', models.DateTimeField(verbose_name='début')),
                    ('ends_at', models.DateTimeField(verbose_name='fin')),
                    ('all_day', models.BooleanField(default=False, verbose_name='journée entière')),
                    ('noted_at', models.DateTimeField(verbose_name='lu à cette heure depuis le')),
                    ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='agenda.externalcalendar', verbose_name='autre agenda')),
                    ('commitment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='external_event', to='agenda.commitment', verbose_name='occupation')),
                ],
                options={
                    'verbose_name': 'événement d’un autre agenda',
                    'verbose_name_plural': 'événements d’un autre agenda',
                    'constraints': [models.UniqueConstraint(fields=('calendar', 'key'), name='one_event_per_key'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='external_event_ends_after_it_starts')],
                },
            ),
            migrations.CreateModel(
                name='Loan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('borrower', models.CharField(blank=True, max_length=60, verbose_name='à qui, sans fiche')),
                    ('lent_at', models.DateTimeField(verbose_name='prêté le')),
                    ('due_on', models.DateField(verbose_name='à rendre le')),
                    ('condition', models.CharField(blank=True, max_length=200, verbose_name='état au départ')),
                    ('returned_at', models.DateTimeField(blank=True, null=True, verbose_name='rendu le')),
                    ('return_condition', models.CharField(blank=True, max_length=200, verbose_name='état au retour')),
                    ('commitment', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='loan', to='agenda.commitment', verbose_name='occupation')),
                    ('equipment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='loans', to='agenda.equipment', verbose_name='matériel')),
                    ('lent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='prêté par')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='loans', to='people.beneficiary', verbose_name='prêté à')),
                    ('returned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='rendu à')),
                ],
                options={
                    'verbose_name': 'prêt',
                    'indexes': [models.Index(condition=models.Q(('returned_at', None)), fields=['due_on'], name='loan_due')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('returned_at', None)), fields=('equipment',), name='one_running_loan_per_equipment', violation_error_message='Ce matériel est déjà prêté.')],
                },
            ),
            migrations.CreateModel(
                name='Permanence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_on', models.DateField(verbose_name='à partir du')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                    ('start_time', models.TimeField(verbose_name='de')),
                    ('end_time', models.TimeField(verbose_name='à')),
                    ('rule', models.CharField(max_length=200, verbose_name='règle (RRULE)')),
                    ('reception', models.CharField(choices=[('appointment', 'sur rendez-vous'), ('walk_in', 'sans rendez-vous'), ('both', 'avec ou sans rendez-vous')], default='appointment', max_length=15, verbose_name='comment on vient')),
                    ('skips_public_holidays', models.BooleanField(default=True, verbose_name='pas les jours fériés')),
                    ('skips_school_holidays', models.BooleanField(default=False, verbose_name='pas pendant les vacances scolaires')),
                    ('written_until', models.DateField(blank=True, editable=False, null=True, verbose_name='dates écrites jusqu’au')),
                    ('created_at', models.DateTimeField(verbose_name='créée le')),
                    ('revision', models.PositiveIntegerField(default=0, editable=False, verbose_name='révision')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='permanences', to='accounts.organization', verbose_name='structure')),
                    ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='permanences', to='places.room', verbose_name='salle')),
                    ('venue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='permanences', to='places.venue', verbose_name='lieu')),
                ],
                options={
                    'verbose_name': 'permanence',
                },
            ),
            migrations.CreateModel(
                name='Resource',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('adviser', 'personne qui reçoit'), ('room', 'salle'), ('equipment', 'matériel')], max_length=10, verbose_name='nature')),
                    ('label', models.CharField(blank=True, max_length=80, verbose_name='nom')),
                    ('adviser', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='resource', to=settings.AUTH_USER_MODEL, verbose_name='personne qui reçoit')),
                    ('equipment', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='resource', to='agenda.equipment', verbose_name='matériel')),
                    ('room', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='resource', to='places.room', verbose_name='salle')),
                ],
                options={
                    'verbose_name': 'ressource',
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('adviser__isnull', False), ('equipment', None), ('kind', 'adviser'), ('room', None)), models.Q(('adviser', None), ('equipment', None), ('kind', 'room'), ('room__isnull', False)), models.Q(('adviser', None), ('equipment__isnull', False), ('kind', 'equipment'), ('room', None)), _connector='OR'), name='resource_is_what_its_kind_says')],
                },
            ),
            migrations.CreateModel(
                name='RepeatedAbsence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('label', models.CharField(blank=True, max_length=80, verbose_name='raison, pour vous')),
                    ('starts_on', models.DateField(verbose_name='à partir du')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                    ('start_time', models.TimeField(blank=True, null=True, verbose_name='de')),
                    ('end_time', models.TimeField(blank=True, null=True, verbose_name='à')),
                    ('rule', models.CharField(max_length=200, verbose_name='règle (RRULE)')),
                    ('time_zone', models.CharField(default='Europe/Paris', max_length=40, validators=[escale.places.models.is_time_zone], verbose_name='fuseau horaire')),
                    ('written_until', models.DateField(blank=True, editable=False, null=True, verbose_name='dates écrites jusqu’au')),
                    ('created_at', models.DateTimeField(verbose_name='notée le')),
                    ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='repeated_absences', to='agenda.resource', verbose_name='qui est absent')),
                ],
                options={
                    'verbose_name': 'absence répétée',
                    'verbose_name_plural': 'absences répétées',
                    'constraints': [models.CheckConstraint(condition=models.Q(('start_time', None), ('end_time', None), ('end_time__gt', models.F('start_time')), _connector='OR'), name='repeated_absence_ends_after_it_starts', violation_error_message='L’heure de fin vient avant l’heure de début.')],
                },
            ),
            migrations.CreateModel(
                name='PermanenceOccurrence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('original_on', models.DateField(verbose_name='date prévue par la règle')),
                    ('starts_at', models.DateTimeField(verbose_name='début')),
                    ('ends_at', models.DateTimeField(verbose_name='fin')),
                    ('changed_at', models.DateTimeField(blank=True, null=True, verbose_name='changée à la main le')),
                    ('canceled_at', models.DateTimeField(blank=True, null=True, verbose_name='annulée le')),
                    ('note', models.CharField(blank=True, max_length=80, verbose_name='pourquoi, pour l’équipe')),
                    ('permanence', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='occurrences', to='agenda.permanence', verbose_name='permanence')),
                    ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='occurrences', to='places.room', verbose_name='salle')),
                    ('venue', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='occurrences', to='places.venue', verbose_name='lieu')),
                    ('adviser', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='occurrences', to='agenda.resource', verbose_name='qui reçoit')),
                ],
                options={
                    'verbose_name': 'date de permanence',
                    'indexes': [models.Index(fields=['adviser', 'starts_at'], name='occurrence_adviser'), models.Index(fields=['permanence', 'starts_at'], name='occurrence_permanence'), models.Index(fields=['venue', 'starts_at'], name='occurrence_venue'), models.Index(condition=models.Q(('changed_at__isnull', False)), fields=['permanence'], name='occurrence_changed')],
                    'constraints': [models.UniqueConstraint(fields=('permanence', 'original_on'), name='one_occurrence_per_date'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='occurrence_ends_after_it_starts')],
                },
            ),
        ]),
        migrations.AddField(
            model_name='permanence',
            name='adviser',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='permanences', to='agenda.resource', verbose_name='qui reçoit'),
        ),
        migrations.AddField(
            model_name='externalcalendar',
            name='resource',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='external_calendars', to='agenda.resource', verbose_name='agenda de qui'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='resource',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='commitments', to='agenda.resource', verbose_name='ressource'),
        ),
        CreateModels([
            migrations.CreateModel(
                name='CalendarFeed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('nonce', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='graine de l’adresse secrète')),
                    ('secret_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='empreinte de l’adresse secrète')),
                    ('with_names', models.BooleanField(default=False, verbose_name='avec les prénoms')),
                    ('with_permanences', models.BooleanField(default=False, verbose_name='avec les permanences')),
                    ('created_at', models.DateTimeField(verbose_name='ouverte le')),
                    ('last_read_at', models.DateTimeField(blank=True, null=True, verbose_name='dernière lecture')),
                    ('resource', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='feed', to='agenda.resource', verbose_name='agenda de qui')),
                ],
                options={
                    'verbose_name': 'adresse d’agenda',
                    'verbose_name_plural': 'adresses d’agenda',
                },
            ),
            migrations.CreateModel(
                name='Absence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('original_on', models.DateField(blank=True, null=True, verbose_name='date prévue par la règle')),
                    ('label', models.CharField(blank=True, max_length=80, verbose_name='raison, pour vous')),
                    ('starts_at', models.DateTimeField(verbose_name='début')),
                    ('ends_at', models.DateTimeField(verbose_name='fin')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                    ('declared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='notée par')),
                    ('commitment', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='absence', to='agenda.commitment', verbose_name='occupation')),
                    ('repeated', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='dates', to='agenda.repeatedabsence', verbose_name='absence répétée')),
                    ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='agenda.resource', verbose_name='qui est absent')),
                ],
                options={
                    'verbose_name': 'absence',
                    'indexes': [models.Index(fields=['adviser', 'starts_at'], name='absence_adviser')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='absence_ends_after_it_starts'), models.UniqueConstraint(fields=('repeated', 'original_on'), name='one_absence_per_date')],
                },
            ),
            migrations.CreateModel(
                name='Closure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_on', models.DateField(verbose_name='du')),
                    ('ends_on', models.DateField(verbose_name='au')),
                    ('label', models.CharField(max_length=80, verbose_name='raison')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='closures', to='accounts.organization', verbose_name='structure')),
                    ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='closures', to='places.venue', verbose_name='lieu')),
                ],
                options={
                    'verbose_name': 'fermeture',
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='closure_ends_after_it_starts', violation_error_message='Le dernier jour vient avant le premier.')],
                },
            ),
        ]),
        migrations.AddConstraint(
            model_name='permanence',
            constraint=models.CheckConstraint(condition=models.Q(('end_time__gt', models.F('start_time'))), name='permanence_ends_after_it_starts', violation_error_message='L’heure de fin vient avant l’heure de début.'),
        ),
        migrations.AddIndex(
            model_name='externalcalendar',
            index=models.Index(condition=models.Q(('paused_at', None)), fields=['next_read_at'], name='calendar_due'),
        ),
        migrations.AddConstraint(
            model_name='externalcalendar',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('failing_since', None), ('problem', '')), models.Q(models.Q(('problem', ''), _negated=True), ('failing_since__isnull', False)), _connector='OR'), name='failing_calendar_says_why'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['resource', 'ends_at', 'starts_at'], name='commitment_range'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='commitment_ends_after_it_starts'),
        ),
    ]
