import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_waiting_list'),
        ('agenda', '0006_permanence_versions'),
        ('appointments', '0005_waiting_list'),
        ('people', '0002_follow_up'),
        ('places', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='KioskLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numbers_only', models.BooleanField(default=False, verbose_name='l’écran montre les numéros seulement')),
                ('ask_who', models.CharField(blank=True, max_length=60, verbose_name='à qui demander de l’aide')),
                ('link_nonce', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='graine du lien secret')),
                ('link_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='empreinte du lien secret')),
                ('created_at', models.DateTimeField(verbose_name='créé le')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='créé par')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kiosk_links', to='accounts.organization', verbose_name='structure')),
                ('venue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kiosk_links', to='places.venue', verbose_name='lieu')),
            ],
            options={
                'verbose_name': 'adresse de la tablette d’accueil',
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('venue',), name='one_standing_kiosk_address_per_venue')],
            },
        ),
        migrations.CreateModel(
            name='WalkIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='jour')),
                ('rank', models.PositiveIntegerField(verbose_name='numéro du jour')),
                ('first_name', models.CharField(blank=True, max_length=60, verbose_name='prénom')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='téléphone')),
                ('state', models.CharField(choices=[('waiting', 'attend'), ('called', 'appelé'), ('with_adviser', 'avec quelqu’un'), ('done', 'reçu'), ('left', 'est parti'), ('booked', 'a un rendez-vous')], default='waiting', max_length=15, verbose_name='état')),
                ('outcome', models.CharField(blank=True, choices=[('settled', 'réglé'), ('continues', 'à poursuivre'), ('referred', 'orienté')], max_length=15, verbose_name='comment cela s’est terminé')),
                ('urgent', models.BooleanField(default=False, verbose_name='passe avant')),
                ('urgent_why', models.CharField(blank=True, max_length=80, verbose_name='pourquoi passer avant')),
                ('revision', models.PositiveSmallIntegerField(default=0, verbose_name='révision')),
                ('arrived_at', models.DateTimeField(verbose_name='arrivé à')),
                ('called_at', models.DateTimeField(blank=True, null=True, verbose_name='appelé à')),
                ('where', models.CharField(blank=True, max_length=80, verbose_name='où aller')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='terminé à')),
                ('shown_until', models.DateTimeField(blank=True, null=True, verbose_name='sur la tablette jusqu’à')),
                ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ajouté par')),
                ('adviser', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='walk_ins', to=settings.AUTH_USER_MODEL, verbose_name='reçu par')),
                ('appointment', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='walk_in', to='appointments.appointment', verbose_name='rendez-vous')),
                ('occurrence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='walk_ins', to='agenda.permanenceoccurrence', verbose_name='date de permanence')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='walk_ins', to='accounts.organization', verbose_name='structure')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='walk_ins', to='people.beneficiary', verbose_name='personne')),
                ('reason', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='walk_ins', to='appointments.reason', verbose_name='motif')),
                ('venue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='walk_ins', to='places.venue', verbose_name='lieu')),
            ],
            options={
                'verbose_name': 'sans rendez-vous',
                'indexes': [models.Index(fields=['venue', 'arrived_at'], name='walk_in_venue')],
                'constraints': [models.UniqueConstraint(fields=('venue', 'on', 'rank'), name='one_number_per_venue_and_day', violation_error_message='Ce numéro est déjà donné.'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['called', 'with_adviser']), _negated=True), ('called_at__isnull', False), _connector='OR'), name='whoever_is_received_was_called')],
            },
        ),
    ]
