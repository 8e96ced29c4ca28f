import django.core.validators
import django.db.models.deletion
import escale.places.models
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('places', '0001_initial'), ('places', '0002_visits'), ('places', '0003_places_near_a_point')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
        # Of theirs, all have something to do with accounts, and Django reads each model near a change again. Made before
        # ours are there, they take a tenth of the time.
        ('account', '0009_emailaddress_unique_primary_email'),
        ('mfa', '0003_authenticator_type_uniq'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('usersessions', '0001_initial'),
        ('wagtailadmin', '0006_formstate'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtailusers', '0015_userprofile_keyboard_shortcuts'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Venue',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, verbose_name='nom du lieu')),
                    ('slug', models.SlugField(max_length=80, unique=True, verbose_name='adresse de la page')),
                    ('kind', models.CharField(choices=[('on_site', 'sur place'), ('home', 'à domicile'), ('phone', 'par téléphone'), ('video', 'en visio')], default='on_site', max_length=10, verbose_name='comment on s’y voit')),
                    ('address', models.CharField(blank=True, max_length=120, verbose_name='adresse')),
                    ('postcode', models.CharField(blank=True, max_length=5, verbose_name='code postal')),
                    ('commune', models.CharField(blank=True, max_length=5, verbose_name='commune (code INSEE)')),
                    ('commune_name', models.CharField(blank=True, max_length=80, verbose_name='commune')),
                    ('latitude', models.FloatField(blank=True, null=True, verbose_name='latitude')),
                    ('longitude', models.FloatField(blank=True, null=True, verbose_name='longitude')),
                    ('time_zone', models.CharField(default='Europe/Paris', max_length=40, validators=[escale.places.models.is_time_zone], verbose_name='fuseau horaire')),
                    ('phone', models.CharField(blank=True, max_length=20, verbose_name='téléphone')),
                    ('radius_km', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='on se déplace jusqu’à (km)')),
                    ('access_notes', models.TextField(blank=True, max_length=300, verbose_name='comment entrer')),
                    ('transport', models.TextField(blank=True, max_length=300, verbose_name='comment venir')),
                    ('accessibility', models.TextField(blank=True, max_length=500, verbose_name='accès et confort')),
                    ('video_link', models.URLField(blank=True, verbose_name='lien de la visio')),
                    ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='fermé le')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='venues', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'lieu',
                    'verbose_name_plural': 'lieux',
                    'indexes': [models.Index(fields=['latitude', 'longitude'], name='venue_near')],
                },
            ),
            migrations.CreateModel(
                name='Room',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60, verbose_name='nom de la salle')),
                    ('seats', models.PositiveSmallIntegerField(default=2, verbose_name='places')),
                    ('computers', models.PositiveSmallIntegerField(default=0, verbose_name='ordinateurs')),
                    ('venue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rooms', to='places.venue', verbose_name='lieu')),
                ],
                options={
                    'verbose_name': 'salle',
                    'constraints': [models.UniqueConstraint(fields=('venue', 'name'), name='one_room_name_per_venue', violation_error_message='Cette salle existe déjà.')],
                },
            ),
        ]),
    ]
