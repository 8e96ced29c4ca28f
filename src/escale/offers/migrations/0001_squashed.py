import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('offers', '0001_sources'), ('offers', '0002_health_and_twins')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
        ('places', '0001_squashed'),
        ('workshops', '0001_squashed'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Source',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('escale', 'Un autre site Escale'), ('openagenda', 'OpenAgenda (JSON)'), ('ical', 'Agenda (iCalendar)'), ('rss', 'Fil d’actualité (RSS)'), ('lieux', 'Lieux de médiation numérique (CSV)'), ('data-inclusion', 'Services data·inclusion (JSON)')], max_length=20, verbose_name='nature')),
                    ('name', models.CharField(max_length=80, verbose_name='nom')),
                    ('url', models.URLField(max_length=500, verbose_name='adresse')),
                    ('around', models.CharField(blank=True, max_length=5, verbose_name='autour de (code INSEE)')),
                    ('within_km', models.PositiveSmallIntegerField(default=40, verbose_name='jusqu’à (km)')),
                    ('words', models.JSONField(blank=True, default=dict, verbose_name='mots de la source')),
                    ('unknown_words', models.JSONField(blank=True, default=list, verbose_name='mots non compris')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ajoutée le')),
                    ('paused_at', models.DateTimeField(blank=True, null=True, verbose_name='arrêtée le')),
                    ('due_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='à relire le')),
                    ('read_started_at', models.DateTimeField(blank=True, null=True, verbose_name='lecture commencée le')),
                    ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='lue le')),
                    ('problem', models.CharField(blank=True, choices=[('unreachable', 'l’adresse ne répond pas'), ('forbidden', 'cette adresse n’est pas permise'), ('gone', 'il n’y a rien à cette adresse'), ('refused', 'l’accès est refusé'), ('broken_down', 'le site est en panne'), ('slow', 'le site répond trop lentement'), ('unsafe', 'le certificat du site n’est pas valable'), ('moved', 'l’adresse a changé'), ('too_big', 'le fichier est trop gros'), ('too_many', 'il y a trop d’offres'), ('a_page', 'c’est une page, pas un flux'), ('unreadable', 'ce qui est reçu ne se lit pas')], max_length=20, verbose_name='ce qui n’a pas marché')),
                    ('failing_since', models.DateTimeField(blank=True, null=True, verbose_name='en échec depuis')),
                    ('failures', models.PositiveSmallIntegerField(default=0, verbose_name='échecs de suite')),
                    ('stale_at', models.DateTimeField(blank=True, null=True, verbose_name='trop ancienne depuis')),
                    ('etag', models.CharField(blank=True, max_length=200, verbose_name='version (ETag)')),
                    ('last_modified', models.CharField(blank=True, max_length=64, verbose_name='version (Last-Modified)')),
                    ('left_out', models.PositiveIntegerField(default=0, verbose_name='offres illisibles')),
                    ('own_count', models.PositiveIntegerField(default=0, verbose_name='offres à nous')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'source d’offres',
                    'indexes': [models.Index(condition=models.Q(('paused_at', None)), fields=['due_at'], name='source_due')],
                    'constraints': [models.UniqueConstraint(fields=('organization', 'url'), name='source_once'), models.CheckConstraint(condition=models.Q(models.Q(('failing_since', None), ('problem', '')), models.Q(models.Q(('problem', ''), _negated=True), ('failing_since__isnull', False)), _connector='OR'), name='failing_source_says_why')],
                },
            ),
            migrations.CreateModel(
                name='ForeignOffer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.CharField(max_length=200, verbose_name='identifiant là-bas')),
                    ('kind', models.CharField(choices=[('atelier', 'Atelier'), ('lieu', 'Lieu'), ('service', 'Service')], max_length=10, verbose_name='nature')),
                    ('title', models.CharField(max_length=140, verbose_name='titre')),
                    ('text', models.TextField(blank=True, max_length=2000, verbose_name='texte')),
                    ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='début')),
                    ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='fin')),
                    ('place_name', models.CharField(blank=True, max_length=120, verbose_name='lieu')),
                    ('address', models.CharField(blank=True, max_length=160, verbose_name='adresse')),
                    ('postcode', models.CharField(blank=True, max_length=5, verbose_name='code postal')),
                    ('commune', models.CharField(blank=True, max_length=5, verbose_name='commune (INSEE)')),
                    ('commune_name', models.CharField(blank=True, max_length=80, verbose_name='nom de la commune')),
                    ('latitude', models.FloatField(blank=True, null=True, verbose_name='latitude')),
                    ('longitude', models.FloatField(blank=True, null=True, verbose_name='longitude')),
                    ('topics', models.JSONField(blank=True, default=list, verbose_name='sujets')),
                    ('audience', models.CharField(blank=True, max_length=20, verbose_name='public')),
                    ('is_free', models.BooleanField(blank=True, null=True, verbose_name='gratuit')),
                    ('is_online', models.BooleanField(default=False, verbose_name='à distance')),
                    ('is_full', models.BooleanField(default=False, verbose_name='complet')),
                    ('seats_left', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='places qui restent')),
                    ('languages', models.JSONField(blank=True, default=list, verbose_name='langues')),
                    ('accessibility', models.TextField(blank=True, max_length=600, verbose_name='accès')),
                    ('phone', models.CharField(blank=True, max_length=20, verbose_name='téléphone')),
                    ('url', models.URLField(blank=True, max_length=500, verbose_name='page')),
                    ('seen_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='vue le')),
                    ('gone_at', models.DateTimeField(blank=True, null=True, verbose_name='retirée là-bas le')),
                    ('told_apart_at', models.DateTimeField(blank=True, null=True, verbose_name='dite différente le')),
                    ('hidden_at', models.DateTimeField(blank=True, null=True, verbose_name='cachée le')),
                    ('same_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='offers.foreignoffer', verbose_name='la même, d’une autre source')),
                    ('same_group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workshops.group', verbose_name='le nôtre, qui est le même')),
                    ('same_venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='places.venue', verbose_name='notre lieu, qui est le même')),
                    ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='offers.source', verbose_name='source')),
                ],
                options={
                    'verbose_name': 'offre d’ailleurs',
                    'verbose_name_plural': 'offres d’ailleurs',
                    'indexes': [models.Index(fields=['starts_at', 'latitude', 'longitude'], name='foreign_offer_near')],
                    'constraints': [models.UniqueConstraint(fields=('source', 'uid'), name='foreign_offer_once'), models.CheckConstraint(condition=models.Q(('ends_at', None), ('starts_at', None), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='foreign_offer_in_order')],
                },
            ),
        ]),
    ]
