import django.core.validators
import django.db.models.deletion
import escale.places.models
import uuid
from django.conf import settings
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('practice', '0001_sessions'), ('practice', '0002_hands'), ('practice', '0003_directory'), ('practice', '0004_profession'), ('practice', '0005_mentoring')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
        ('agenda', '0001_squashed'),
        ('community', '0001_squashed'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='HandRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('what', models.CharField(max_length=120, verbose_name='ce qu’il faut')),
                    ('details', models.TextField(blank=True, max_length=800, verbose_name='précisions')),
                    ('needed_on', models.DateField(verbose_name='pour quel jour')),
                    ('commune', models.CharField(blank=True, max_length=5, verbose_name='commune (code INSEE)')),
                    ('commune_name', models.CharField(blank=True, max_length=80, verbose_name='commune')),
                    ('created_at', models.DateTimeField(verbose_name='demandé le')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='fermé le')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='demandé par')),
                    ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.circle', verbose_name='cercle')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'coup de main',
                    'verbose_name_plural': 'coups de main',
                },
            ),
            migrations.CreateModel(
                name='Mentoring',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('words', models.TextField(max_length=600, verbose_name='ce que j’aimerais')),
                    ('state', models.CharField(choices=[('asked', 'demandé'), ('accepted', 'en cours'), ('declined', 'décliné'), ('withdrawn', 'retiré'), ('ended', 'terminé')], default='asked', max_length=10, verbose_name='état')),
                    ('created_at', models.DateTimeField(verbose_name='demandé le')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='répondu le')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='terminé le')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='qui est accompagné')),
                    ('mentor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='qui accompagne')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'mentorat',
                    'verbose_name_plural': 'mentorats',
                    'constraints': [models.CheckConstraint(condition=models.Q(('mentor', models.F('learner')), _negated=True), name='mentor_is_somebody_else', violation_error_message='Choisissez quelqu’un d’autre que vous.'), models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'accepted'])), fields=('learner', 'mentor'), name='one_running_mentoring')],
                },
            ),
            migrations.CreateModel(
                name='MentoringGoal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.CharField(max_length=200, verbose_name='objectif')),
                    ('created_at', models.DateTimeField(verbose_name='écrit le')),
                    ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='atteint le')),
                    ('mentoring', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='practice.mentoring', verbose_name='mentorat')),
                ],
                options={
                    'verbose_name': 'objectif d’un mentorat',
                    'verbose_name_plural': 'objectifs d’un mentorat',
                },
            ),
            migrations.CreateModel(
                name='PeerMessage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(max_length=1500, verbose_name='message')),
                    ('created_at', models.DateTimeField(verbose_name='écrit le')),
                    ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='lu le')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='à')),
                    ('sender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='de')),
                ],
                options={
                    'verbose_name': 'message entre pairs',
                    'verbose_name_plural': 'messages entre pairs',
                },
            ),
            migrations.CreateModel(
                name='PeerProfile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('knows', models.TextField(max_length=400, verbose_name='ce que je sais faire')),
                    ('seeks', models.TextField(blank=True, max_length=400, verbose_name='ce que je cherche')),
                    ('topics', models.JSONField(blank=True, default=list, verbose_name='mes sujets')),
                    ('languages', models.CharField(blank=True, max_length=100, verbose_name='langues parlées')),
                    ('commune', models.CharField(blank=True, max_length=5, verbose_name='commune (code INSEE)')),
                    ('commune_name', models.CharField(blank=True, max_length=80, verbose_name='commune')),
                    ('mentors', models.BooleanField(default=False, verbose_name='peut accompagner un pair')),
                    ('search_key', models.TextField(blank=True, editable=False, max_length=1500, verbose_name='texte cherché')),
                    ('changed_at', models.DateTimeField(verbose_name='écrite le')),
                    ('shown_at', models.DateTimeField(blank=True, null=True, verbose_name='montrée le')),
                    ('membership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='peer_profile', to='accounts.membership', verbose_name='de qui')),
                ],
                options={
                    'verbose_name': 'fiche de l’annuaire des pairs',
                    'verbose_name_plural': 'fiches de l’annuaire des pairs',
                },
            ),
            migrations.CreateModel(
                name='PracticeSession',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('theme', models.CharField(max_length=120, verbose_name='de quoi on parle')),
                    ('facilitator', models.CharField(max_length=80, verbose_name='animée par')),
                    ('starts_at', models.DateTimeField(verbose_name='début')),
                    ('ends_at', models.DateTimeField(verbose_name='fin')),
                    ('time_zone', models.CharField(default='Europe/Paris', max_length=40, validators=[escale.places.models.is_time_zone], verbose_name='fuseau horaire')),
                    ('place', models.CharField(blank=True, max_length=160, verbose_name='lieu')),
                    ('video_link', models.URLField(blank=True, max_length=300, verbose_name='lien de la visio')),
                    ('seats', models.PositiveSmallIntegerField(default=8, validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(20)], verbose_name='places')),
                    ('rules', models.TextField(max_length=1000, verbose_name='règles')),
                    ('created_at', models.DateTimeField(verbose_name='proposée le')),
                    ('canceled_at', models.DateTimeField(blank=True, null=True, verbose_name='annulée le')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='practice_sessions', to='community.circle', verbose_name='cercle')),
                    ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposée par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'séance d’analyse de la pratique',
                    'verbose_name_plural': 'séances d’analyse de la pratique',
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='practice_session_ends_after_it_starts', violation_error_message='La fin vient après le début.'), models.CheckConstraint(condition=models.Q(models.Q(('place', ''), _negated=True), models.Q(('video_link', ''), _negated=True), _connector='OR'), name='practice_session_is_somewhere', violation_error_message='Dites où : un lieu, ou le lien de la visio.')],
                },
            ),
            migrations.CreateModel(
                name='PracticeSeat',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('taken', 'a une place'), ('waiting', 'attend une place'), ('given_back', 'a rendu sa place')], max_length=12, verbose_name='état')),
                    ('asked_at', models.DateTimeField(verbose_name='demandée le')),
                    ('agreed_at', models.DateTimeField(verbose_name='règles acceptées le')),
                    ('revision', models.PositiveSmallIntegerField(default=0, verbose_name='révision')),
                    ('absence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='agenda.absence', verbose_name='heure gardée dans l’agenda')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='qui')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='practice.practicesession', verbose_name='séance')),
                ],
                options={
                    'verbose_name': 'place d’une séance d’analyse',
                    'verbose_name_plural': 'places des séances d’analyse',
                    'constraints': [models.UniqueConstraint(fields=('session', 'user'), name='one_seat_each_in_a_practice_session')],
                },
            ),
            migrations.CreateModel(
                name='ProfessionEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=120, verbose_name='titre')),
                    ('sentence', models.CharField(blank=True, max_length=300, verbose_name='en une phrase')),
                    ('starts_at', models.DateTimeField(verbose_name='début')),
                    ('ends_at', models.DateTimeField(verbose_name='fin')),
                    ('whole_days', models.BooleanField(default=False, verbose_name='journée entière')),
                    ('time_zone', models.CharField(default='Europe/Paris', max_length=40, validators=[escale.places.models.is_time_zone], verbose_name='fuseau horaire')),
                    ('place', models.CharField(blank=True, max_length=160, verbose_name='lieu')),
                    ('url', models.URLField(blank=True, max_length=300, verbose_name='page ou lien')),
                    ('created_at', models.DateTimeField(verbose_name='ajouté le')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ajouté par')),
                    ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.circle', verbose_name='cercle')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'rendez-vous de la profession',
                    'verbose_name_plural': 'rendez-vous de la profession',
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='profession_event_ends_after_it_starts', violation_error_message='La fin vient après le début.')],
                },
            ),
            migrations.CreateModel(
                name='ProfessionFeed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('nonce', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='graine du secret')),
                    ('secret_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='empreinte du secret')),
                    ('created_at', models.DateTimeField(verbose_name='ouverte le')),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='de qui')),
                ],
                options={
                    'verbose_name': 'adresse de l’agenda de la profession',
                    'verbose_name_plural': 'adresses de l’agenda de la profession',
                },
            ),
            migrations.CreateModel(
                name='ProfessionPlan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(verbose_name='ajouté le')),
                    ('absence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='agenda.absence', verbose_name='heure gardée dans l’agenda')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='practice.professionevent', verbose_name='rendez-vous')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='qui')),
                ],
                options={
                    'verbose_name': 'rendez-vous de la profession dans un agenda',
                    'verbose_name_plural': 'rendez-vous de la profession dans des agendas',
                    'constraints': [models.UniqueConstraint(fields=('event', 'user'), name='planned_once_each')],
                },
            ),
            migrations.CreateModel(
                name='HandOffer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('words', models.TextField(max_length=600, verbose_name='ce que je propose')),
                    ('state', models.CharField(choices=[('offered', 'proposé'), ('accepted', 'accepté'), ('declined', 'décliné'), ('withdrawn', 'retiré')], default='offered', max_length=10, verbose_name='état')),
                    ('created_at', models.DateTimeField(verbose_name='proposé le')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='répondu le')),
                    ('thanked_at', models.DateTimeField(blank=True, null=True, verbose_name='remercié le')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('offered_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposé par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='practice.handrequest', verbose_name='coup de main')),
                ],
                options={
                    'verbose_name': 'proposition d’un coup de main',
                    'verbose_name_plural': 'propositions d’un coup de main',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('request', 'offered_by'), name='one_standing_offer_of_a_hand_each')],
                },
            ),
        ]),
    ]
