import datetime
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial'), ('accounts', '0002_moves_with_a_trace'), ('accounts', '0003_absences_equipment_teams'), ('accounts', '0004_waiting_list'), ('accounts', '0005_network'), ('accounts', '0006_keeps_people_months')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='SetupCode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code_hash', models.CharField(max_length=64, verbose_name='empreinte du code')),
                    ('created_at', models.DateTimeField(verbose_name='créé le')),
                ],
                options={
                    'verbose_name': 'code de première mise en route',
                },
            ),
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('email', models.EmailField(max_length=254, verbose_name='adresse mail')),
                    ('first_name', models.CharField(max_length=60, verbose_name='prénom')),
                    ('last_name', models.CharField(blank=True, max_length=60, verbose_name='nom')),
                    ('is_active', models.BooleanField(default=True, verbose_name='actif')),
                    ('is_staff', models.BooleanField(default=False, verbose_name='équipe technique')),
                    ('joined_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='arrivée')),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'verbose_name': 'utilisateur',
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='one_user_per_email', violation_error_message='Cette adresse mail a déjà un compte.')],
                },
            ),
            migrations.CreateModel(
                name='Organization',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, verbose_name='nom')),
                    ('slug', models.SlugField(max_length=60, unique=True, verbose_name='adresse de la page')),
                    ('commune_name', models.CharField(blank=True, max_length=80, verbose_name='commune')),
                    ('phone', models.CharField(blank=True, max_length=20, verbose_name='téléphone')),
                    ('phone_hours', models.CharField(blank=True, max_length=80, verbose_name='heures du téléphone')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='adresse mail')),
                    ('website', models.URLField(blank=True, verbose_name='site')),
                    ('presentation', models.TextField(blank=True, max_length=600, verbose_name='présentation')),
                    ('sms_sender', models.CharField(blank=True, max_length=11, verbose_name='expéditeur des SMS')),
                    ('sms_per_day', models.PositiveIntegerField(default=200, verbose_name='SMS par jour au plus')),
                    ('same_morning_reminder', models.BooleanField(default=False, verbose_name='rappel le matin même')),
                    ('no_show_message', models.BooleanField(default=False, verbose_name='message après une absence')),
                    ('no_show_note_after', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MaxValueValidator(20)], verbose_name='absences avant de le signaler')),
                    ('sms_from', models.TimeField(default=datetime.time(8, 0), verbose_name='messages à partir de')),
                    ('sms_until', models.TimeField(default=datetime.time(20, 0), verbose_name='messages jusqu’à')),
                    ('offer_minutes', models.PositiveSmallIntegerField(default=120, validators=[django.core.validators.MinValueValidator(15), django.core.validators.MaxValueValidator(2880)], verbose_name='minutes pour répondre à une heure proposée')),
                    ('waiting_new_first', models.BooleanField(default=False, verbose_name='liste d’attente : d’abord les personnes jamais reçues')),
                    ('keeps_people_months', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(24)], verbose_name='mois de conservation des fiches')),
                    ('online_booking_opened_at', models.DateTimeField(blank=True, null=True, verbose_name='réservation en ligne ouverte le')),
                    ('set_up_at', models.DateTimeField(blank=True, null=True, verbose_name='premiers réglages finis le')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='créée le')),
                ],
                options={
                    'verbose_name': 'structure',
                    'constraints': [models.CheckConstraint(condition=models.Q(('sms_from__gte', datetime.time(8, 0)), ('sms_until__gt', models.F('sms_from')), ('sms_until__lte', datetime.time(20, 0))), name='messages_ring_by_day', violation_error_message='Les messages partent entre 8 h et 20 h.')],
                },
            ),
            migrations.CreateModel(
                name='Network',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, verbose_name='nom')),
                    ('slug', models.SlugField(max_length=60, unique=True, verbose_name='adresse de la page')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='créé le')),
                    ('coordinators', models.ManyToManyField(blank=True, related_name='networks', to=settings.AUTH_USER_MODEL, verbose_name='coordination')),
                    ('organizations', models.ManyToManyField(blank=True, related_name='networks', to='accounts.organization', verbose_name='structures')),
                ],
                options={
                    'verbose_name': 'réseau',
                },
            ),
            migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('adviser', 'conseiller numérique'), ('coordinator', 'coordination'), ('front_desk', 'accueil'), ('volunteer', 'bénévole'), ('admin', 'responsable')], default='adviser', max_length=20, verbose_name='rôle')),
                    ('job_title', models.CharField(blank=True, max_length=60, verbose_name='métier, tel que le public le lit')),
                    ('joined_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='arrivée')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='départ')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='utilisateur')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'membre',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('user', 'organization'), name='one_active_membership_per_organization', violation_error_message='Cette personne fait déjà partie de la structure.')],
                },
            ),
            migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254, verbose_name='adresse mail')),
                    ('role', models.CharField(choices=[('adviser', 'conseiller numérique'), ('coordinator', 'coordination'), ('front_desk', 'accueil'), ('volunteer', 'bénévole'), ('admin', 'responsable')], default='adviser', max_length=20, verbose_name='rôle')),
                    ('secret_hash', models.CharField(max_length=64, unique=True, verbose_name='empreinte du lien')),
                    ('created_at', models.DateTimeField(verbose_name='envoyée le')),
                    ('expires_at', models.DateTimeField(verbose_name='valable jusqu’au')),
                    ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='acceptée le')),
                    ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                    ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='invité par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'invitation',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('revoked_at', None)), fields=('organization', 'email'), name='one_pending_invitation_per_email', violation_error_message='Une invitation attend déjà à cette adresse.')],
                },
            ),
        ]),
    ]
