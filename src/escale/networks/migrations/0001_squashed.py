import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('networks', '0001_sites'), ('networks', '0002_look_charter_joining')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
        ('workshops', '0001_squashed'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Charter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                    ('text', models.TextField(max_length=8000, verbose_name='texte')),
                    ('published_at', models.DateTimeField(verbose_name='publiée le')),
                    ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='charters', to='accounts.network', verbose_name='réseau')),
                    ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='publiée par')),
                ],
                options={
                    'verbose_name': 'charte d’un réseau',
                    'constraints': [models.UniqueConstraint(fields=('network', 'number'), name='one_charter_per_number')],
                },
            ),
            migrations.CreateModel(
                name='CharterAgreement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('agreed_at', models.DateTimeField(verbose_name='acceptée le')),
                    ('agreed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='acceptée par')),
                    ('charter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='networks.charter', verbose_name='charte')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'accord à une charte',
                    'constraints': [models.UniqueConstraint(fields=('charter', 'organization'), name='one_agreement_per_charter')],
                },
            ),
            migrations.CreateModel(
                name='Departure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('left_at', models.DateTimeField(verbose_name='partie le')),
                    ('taken_out', models.BooleanField(default=False, verbose_name='retirée par le réseau')),
                    ('why', models.CharField(blank=True, max_length=300, verbose_name='pourquoi')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                    ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='departures', to='accounts.network', verbose_name='réseau')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'départ d’un réseau',
                    'verbose_name_plural': 'départs d’un réseau',
                },
            ),
            migrations.CreateModel(
                name='JoinInvitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254, verbose_name='adresse mail')),
                    ('organization_name', models.CharField(blank=True, max_length=80, verbose_name='structure invitée')),
                    ('words', models.TextField(blank=True, max_length=600, verbose_name='mot joint')),
                    ('link_nonce', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='graine du lien')),
                    ('link_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='empreinte du lien')),
                    ('created_at', models.DateTimeField(verbose_name='envoyée le')),
                    ('expires_at', models.DateTimeField(verbose_name='valable jusqu’au')),
                    ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='acceptée le')),
                    ('refused_at', models.DateTimeField(blank=True, null=True, verbose_name='refusée le')),
                    ('refused_why', models.CharField(blank=True, max_length=300, verbose_name='pourquoi')),
                    ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                    ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invité par')),
                    ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='accounts.network', verbose_name='réseau')),
                    ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.organization', verbose_name='structure entrée')),
                ],
                options={
                    'verbose_name': 'invitation dans un réseau',
                    'verbose_name_plural': 'invitations dans un réseau',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('refused_at', None), ('revoked_at', None)), fields=('network', 'email'), name='one_waiting_join_invitation_per_email', violation_error_message='Une invitation attend déjà à cette adresse.')],
                },
            ),
            migrations.CreateModel(
                name='OfferReview',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('accepted', 'affichée'), ('refused', 'refusée')], max_length=10, verbose_name='réponse')),
                    ('reason', models.CharField(blank=True, max_length=300, verbose_name='pourquoi')),
                    ('decided_at', models.DateTimeField(verbose_name='décidé le')),
                    ('revision', models.PositiveIntegerField(default=0, verbose_name='révision')),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='décidé par')),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='workshops.group', verbose_name='groupe')),
                    ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.network', verbose_name='réseau')),
                ],
                options={
                    'verbose_name': 'relecture d’une annonce',
                    'constraints': [models.UniqueConstraint(fields=('network', 'group'), name='one_review_per_offer')],
                },
            ),
            migrations.CreateModel(
                name='Site',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('domain', models.CharField(blank=True, max_length=120, verbose_name='nom de domaine')),
                    ('title', models.CharField(blank=True, max_length=80, verbose_name='titre de l’accueil')),
                    ('sentence', models.CharField(blank=True, max_length=160, verbose_name='phrase sous le titre')),
                    ('welcome', models.TextField(blank=True, max_length=1200, verbose_name='mot d’accueil')),
                    ('phone', models.CharField(blank=True, max_length=20, verbose_name='téléphone')),
                    ('phone_hours', models.CharField(blank=True, max_length=80, verbose_name='heures du téléphone')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='adresse mail')),
                    ('color', models.CharField(blank=True, max_length=7, verbose_name='couleur des boutons et des liens')),
                    ('ground', models.CharField(blank=True, max_length=7, verbose_name='couleur du bas des pages')),
                    ('logo', models.BinaryField(blank=True, null=True, verbose_name='logo')),
                    ('logo_name', models.CharField(blank=True, max_length=40, verbose_name='nom du logo')),
                    ('logo_alt', models.CharField(blank=True, max_length=150, verbose_name='ce que dit le logo')),
                    ('logo_width', models.PositiveIntegerField(default=0, verbose_name='largeur du logo')),
                    ('logo_height', models.PositiveIntegerField(default=0, verbose_name='hauteur du logo')),
                    ('shows_figures', models.BooleanField(default=False, verbose_name='les chiffres sont publics')),
                    ('reviews_since', models.DateTimeField(blank=True, null=True, verbose_name='annonces relues depuis le')),
                    ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='ouvert le')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='créé le')),
                    ('network', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='site', to='accounts.network', verbose_name='réseau')),
                ],
                options={
                    'verbose_name': 'site d’un réseau',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('domain', ''), _negated=True), fields=('domain',), name='one_site_per_domain', violation_error_message='Un autre réseau a déjà ce nom de domaine.')],
                },
            ),
            migrations.CreateModel(
                name='Block',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='place')),
                    ('title', models.CharField(max_length=80, verbose_name='titre')),
                    ('text', models.TextField(blank=True, max_length=600, verbose_name='texte')),
                    ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workshops.group', verbose_name='l’atelier à voir')),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to='networks.site', verbose_name='site')),
                ],
                options={
                    'verbose_name': 'encart de l’accueil',
                    'verbose_name_plural': 'encarts de l’accueil',
                },
            ),
        ]),
    ]
