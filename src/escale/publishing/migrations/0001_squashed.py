import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('publishing', '0001_initial'), ('publishing', '0002_how_channels_leave'), ('publishing', '0003_outlets'), ('publishing', '0004_events'), ('publishing', '0005_postings'), ('publishing', '0006_pieces_may_be_skipped'), ('publishing', '0007_more_ways_to_hear_of_us'), ('publishing', '0008_monthly_mail'), ('publishing', '0009_mission_sheets'), ('publishing', '0010_other_sites'), ('publishing', '0011_identities_and_pictures'), ('publishing', '0012_lists_counted_with_a_channel'), ('publishing', '0013_texts_set_aside'), ('publishing', '0014_adviser_pages_and_venue_photos'), ('publishing', '0015_pages_in_other_languages'), ('publishing', '0016_renditions')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
        ('agenda', '0001_squashed'),
        ('places', '0001_squashed'),
        ('programme', '0001_squashed'),
        ('workshops', '0001_squashed'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Channel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('newspaper', 'journal local'), ('posters', 'affiches'), ('flyers', 'flyers par courrier'), ('city_app', 'agenda de la ville'), ('seniors_site', 'site pour bien vieillir'), ('facebook', 'Facebook'), ('instagram', 'Instagram'), ('colleagues', 'mail aux collègues'), ('partners', 'mail aux partenaires'), ('sms', 'SMS aux personnes qui l’ont demandé'), ('radio', 'radio'), ('display', 'panneau de la ville'), ('feed', 'flux et sites web')], max_length=15, verbose_name='genre')),
                    ('name', models.CharField(max_length=60, verbose_name='nom')),
                    ('public', models.CharField(choices=[('everyone', 'tous les publics'), ('seniors', 'les seniors'), ('young', 'les 15-25 ans'), ('professionals', 'les professionnels')], default='everyone', max_length=15, verbose_name='pour')),
                    ('reach', models.CharField(blank=True, max_length=80, verbose_name='qui il touche')),
                    ('acquisition', models.CharField(blank=True, choices=[('newspaper', 'Le journal'), ('poster', 'Une affiche'), ('word_of_mouth', 'Quelqu’un m’en a parlé'), ('social_center', 'Le Centre social ou le CCAS'), ('city_app', 'L’appli de la ville'), ('flyer', 'Un papier reçu chez moi'), ('partner', 'Un autre service, une association'), ('seniors_site', 'Un site pour bien vieillir'), ('social_media', 'Facebook ou Instagram'), ('website', 'Un autre site Internet'), ('radio', 'La radio'), ('display', 'Le panneau de la ville'), ('sms', 'Un SMS'), ('other', 'Autrement')], max_length=20, verbose_name='réponse qui lui correspond')),
                    ('sending', models.CharField(choices=[('copy', 'je copie le texte'), ('print', 'j’imprime'), ('download', 'je télécharge l’image'), ('mail', 'par mail, depuis Escale'), ('feed', 'tout seul, par le flux')], default='copy', max_length=10, verbose_name='comment ça part')),
                    ('contact_name', models.CharField(blank=True, max_length=80, verbose_name='contact')),
                    ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='mail du contact')),
                    ('contact_phone', models.CharField(blank=True, max_length=20, verbose_name='téléphone du contact')),
                    ('longest', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(60), django.core.validators.MaxValueValidator(4000)], verbose_name='signes au plus')),
                    ('deadline', models.CharField(choices=[('none', 'quand on veut'), ('month_day', 'avant un jour du mois d’avant'), ('days_before', 'un nombre de jours avant')], default='none', max_length=15, verbose_name='date limite')),
                    ('deadline_number', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name='quel jour, ou combien de jours')),
                    ('cost_euros', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(5000)], verbose_name='coût d’un envoi, en euros')),
                    ('effort_minutes', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MaxValueValidator(960)], verbose_name='minutes de travail')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='ordre')),
                    ('created_at', models.DateTimeField(verbose_name='ajouté le')),
                    ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='channels', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'canal',
                    'verbose_name_plural': 'canaux',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('archived_at', None)), fields=('organization', 'name'), name='one_channel_name_per_organization', violation_error_message='Un canal porte déjà ce nom.'), models.CheckConstraint(condition=models.Q(('deadline', 'none'), ('deadline_number__isnull', False), _connector='OR'), name='channel_deadline_has_its_number', violation_error_message='Écrivez le jour, ou le nombre de jours.')],
                },
            ),
            migrations.CreateModel(
                name='Connection',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('openagenda', 'OpenAgenda'), ('facebook', 'Facebook')], max_length=15, verbose_name='site')),
                    ('target', models.CharField(max_length=40, verbose_name='numéro de l’agenda ou de la page')),
                    ('sealed', models.TextField(editable=False, verbose_name='clé, illisible')),
                    ('created_at', models.DateTimeField(verbose_name='reliée le')),
                    ('problem', models.CharField(blank=True, max_length=200, verbose_name='ce qui manque')),
                    ('paused_at', models.DateTimeField(blank=True, null=True, verbose_name='arrêtée le')),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reliée par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='connections', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'site relié',
                    'verbose_name_plural': 'sites reliés',
                    'constraints': [models.UniqueConstraint(fields=('organization', 'kind'), name='one_connection_of_each_kind', violation_error_message='Ce site est déjà relié.')],
                },
            ),
            migrations.CreateModel(
                name='Event',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=80, verbose_name='titre')),
                    ('slug', models.SlugField(max_length=80, unique=True, verbose_name='adresse de la page')),
                    ('sentence', models.CharField(blank=True, max_length=120, verbose_name='phrase d’accroche')),
                    ('promise', models.CharField(blank=True, max_length=300, verbose_name='ce qu’on y fait')),
                    ('public', models.CharField(choices=[('everyone', 'tous les publics'), ('seniors', 'les seniors'), ('young', 'les 15-25 ans'), ('professionals', 'les professionnels')], default='everyone', max_length=15, verbose_name='pour')),
                    ('starts_at', models.DateTimeField(verbose_name='début')),
                    ('ends_at', models.DateTimeField(verbose_name='fin')),
                    ('bring', models.TextField(blank=True, max_length=300, verbose_name='à apporter, une chose par ligne')),
                    ('price_note', models.CharField(blank=True, max_length=120, verbose_name='prix, si ce n’est pas gratuit')),
                    ('co_host', models.CharField(blank=True, max_length=80, verbose_name='avec')),
                    ('created_at', models.DateTimeField(verbose_name='ajouté le')),
                    ('canceled_at', models.DateTimeField(blank=True, null=True, verbose_name='annulé le')),
                    ('submission', models.UUIDField(blank=True, editable=False, null=True, unique=True, verbose_name='clé du formulaire')),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ajouté par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='accounts.organization', verbose_name='structure')),
                    ('venue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.venue', verbose_name='lieu')),
                ],
                options={
                    'verbose_name': 'rendez-vous public',
                    'verbose_name_plural': 'rendez-vous publics',
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='event_ends_after_it_starts', violation_error_message='La fin vient après le début.')],
                },
            ),
            migrations.CreateModel(
                name='MailOptOut',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254, verbose_name='adresse mail')),
                    ('asked_at', models.DateTimeField(verbose_name='demandé le')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mail_opt_outs', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'refus du mail du mois',
                    'verbose_name_plural': 'refus du mail du mois',
                    'constraints': [models.UniqueConstraint(fields=('organization', 'email'), name='one_opt_out_per_mail')],
                },
            ),
            migrations.CreateModel(
                name='MissionSheet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=80, unique=True, verbose_name='adresse de la page')),
                    ('revision', models.PositiveIntegerField(default=0, verbose_name='révision')),
                    ('changed_at', models.DateTimeField(verbose_name='écrite le')),
                    ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='publiée le')),
                    ('does', models.TextField(max_length=1200, verbose_name='ce que je fais')),
                    ('does_not', models.TextField(blank=True, max_length=1200, verbose_name='ce que je ne fais pas')),
                    ('sending', models.TextField(blank=True, max_length=800, verbose_name='comment m’adresser quelqu’un')),
                    ('shows_email', models.BooleanField(default=True, verbose_name='montrer mon adresse mail')),
                    ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='de qui')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'fiche Mes missions',
                    'verbose_name_plural': 'fiches Mes missions',
                    'constraints': [models.UniqueConstraint(fields=('organization', 'adviser'), name='one_mission_sheet_each')],
                },
            ),
            migrations.CreateModel(
                name='MonthlyMail',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('month', models.DateField(verbose_name='premier jour du mois')),
                    ('subject', models.CharField(blank=True, max_length=120, verbose_name='objet')),
                    ('story_title', models.CharField(blank=True, max_length=80, verbose_name='titre de l’histoire')),
                    ('story', models.TextField(blank=True, max_length=1200, verbose_name='une histoire')),
                    ('planned_on', models.DateField(verbose_name='jour d’envoi')),
                    ('revision', models.PositiveIntegerField(default=0, verbose_name='révision')),
                    ('created_at', models.DateTimeField(verbose_name='préparé le')),
                    ('reviewed_at', models.DateTimeField(blank=True, null=True, verbose_name='relu le')),
                    ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='parti le')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='monthly_mails', to='accounts.organization', verbose_name='structure')),
                    ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='relu par')),
                ],
                options={
                    'verbose_name': 'mail du mois',
                    'verbose_name_plural': 'mails du mois',
                },
            ),
            migrations.CreateModel(
                name='Outlet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, verbose_name='nom du lieu')),
                    ('contact_name', models.CharField(blank=True, max_length=80, verbose_name='à qui le donner')),
                    ('address', models.CharField(blank=True, max_length=120, verbose_name='adresse')),
                    ('postcode', models.CharField(blank=True, max_length=5, verbose_name='code postal')),
                    ('commune_name', models.CharField(blank=True, max_length=80, verbose_name='commune')),
                    ('phone', models.CharField(blank=True, max_length=20, verbose_name='téléphone')),
                    ('copies', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(200)], verbose_name='combien')),
                    ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                    ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outlets', to='publishing.channel', verbose_name='canal')),
                ],
                options={
                    'verbose_name': 'lieu de diffusion',
                    'verbose_name_plural': 'lieux de diffusion',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('archived_at', None)), fields=('channel', 'name'), name='one_outlet_name_per_channel', violation_error_message='Un lieu porte déjà ce nom.')],
                },
            ),
            migrations.CreateModel(
                name='Picture',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('logo', 'logo'), ('photo', 'photo'), ('portrait', 'portrait'), ('place', 'photo d’un lieu')], max_length=10, verbose_name='genre')),
                    ('name', models.CharField(max_length=40, verbose_name='nom')),
                    ('content', models.BinaryField(verbose_name='image')),
                    ('width', models.PositiveIntegerField(verbose_name='largeur')),
                    ('height', models.PositiveIntegerField(verbose_name='hauteur')),
                    ('alt', models.CharField(max_length=150, verbose_name='ce que montre l’image')),
                    ('credit', models.CharField(blank=True, max_length=60, verbose_name='auteur de l’image')),
                    ('added_at', models.DateTimeField(verbose_name='ajoutée le')),
                    ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                    ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ajoutée par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'image',
                    'constraints': [models.UniqueConstraint(fields=('organization', 'name'), name='one_picture_of_each_content_per_organization')],
                },
            ),
            migrations.CreateModel(
                name='Kit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(verbose_name='ouvert le')),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ouvert par')),
                    ('event', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='kit', to='publishing.event', verbose_name='rendez-vous public')),
                    ('group', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='kit', to='workshops.group', verbose_name='atelier ou cycle')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kits', to='accounts.organization', verbose_name='structure')),
                    ('permanence', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='kit', to='agenda.permanence', verbose_name='permanence')),
                    ('programme', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='kit', to='programme.programme', verbose_name='programme')),
                    ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='kits', to='publishing.picture', verbose_name='photo des affiches')),
                ],
                options={
                    'verbose_name': 'kit de communication',
                    'verbose_name_plural': 'kits de communication',
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('event', None), ('group__isnull', False), ('permanence', None), ('programme', None)), models.Q(('event', None), ('group', None), ('permanence__isnull', False), ('programme', None)), models.Q(('event', None), ('group', None), ('permanence', None), ('programme__isnull', False)), models.Q(('event__isnull', False), ('group', None), ('permanence', None), ('programme', None)), _connector='OR'), name='kit_of_one_activity', violation_error_message='Un kit fait connaître une seule activité.')],
                },
            ),
            migrations.CreateModel(
                name='Identity',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('color', models.CharField(blank=True, max_length=7, verbose_name='couleur')),
                    ('partners', models.CharField(blank=True, max_length=120, verbose_name='partenaires')),
                    ('organization', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='identity', to='accounts.organization', verbose_name='structure')),
                    ('logo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='publishing.picture', verbose_name='logo')),
                ],
                options={
                    'verbose_name': 'identité visuelle',
                    'verbose_name_plural': 'identités visuelles',
                },
            ),
            migrations.CreateModel(
                name='AdviserPage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=80, unique=True, verbose_name='adresse de la page')),
                    ('revision', models.PositiveIntegerField(default=0, verbose_name='révision')),
                    ('changed_at', models.DateTimeField(verbose_name='écrite le')),
                    ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='publiée le')),
                    ('helps_with', models.TextField(max_length=800, verbose_name='ce que je peux vous aider à faire')),
                    ('languages', models.CharField(blank=True, max_length=100, verbose_name='langues parlées')),
                    ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='de qui')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='publishing.picture', verbose_name='ma photo')),
                ],
                options={
                    'verbose_name': 'page d’une conseillère',
                    'verbose_name_plural': 'pages des conseillères',
                    'constraints': [models.UniqueConstraint(fields=('organization', 'adviser'), name='one_adviser_page_each')],
                },
            ),
            migrations.CreateModel(
                name='Piece',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('article', 'article'), ('agenda_line', 'ligne d’agenda'), ('poster', 'affiche'), ('flyer', 'flyer'), ('post', 'publication'), ('square', 'image carrée'), ('story', 'image verticale'), ('mail', 'mail'), ('sms', 'SMS'), ('radio', 'annonce radio'), ('display', 'texte de panneau'), ('feed', 'flux')], max_length=15, verbose_name='genre')),
                    ('text', models.TextField(blank=True, max_length=4000, verbose_name='texte écrit à la main')),
                    ('set_aside', models.TextField(blank=True, max_length=4000, verbose_name='dernier texte mis de côté')),
                    ('source', models.CharField(blank=True, max_length=64, verbose_name='empreinte de la source')),
                    ('state', models.CharField(choices=[('ready', 'à envoyer'), ('planned', 'prévu'), ('done', 'envoyé'), ('skipped', 'pas cette fois')], default='ready', max_length=10, verbose_name='état')),
                    ('planned_on', models.DateField(blank=True, null=True, verbose_name='prévu le')),
                    ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='envoyé le')),
                    ('revision', models.PositiveIntegerField(default=0, verbose_name='révision')),
                    ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='publishing.channel', verbose_name='canal')),
                    ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='envoyé par')),
                    ('kit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='publishing.kit', verbose_name='kit')),
                ],
                options={
                    'verbose_name': 'pièce',
                    'constraints': [models.UniqueConstraint(fields=('kit', 'channel', 'kind'), name='one_piece_per_channel_and_kind')],
                },
            ),
            migrations.CreateModel(
                name='Posting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('on', models.DateField(verbose_name='posée le')),
                    ('by_whom', models.CharField(blank=True, max_length=80, verbose_name='posée par')),
                    ('photo', models.BinaryField(blank=True, null=True, verbose_name='photo')),
                    ('noted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noté par')),
                    ('outlet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='postings', to='publishing.outlet', verbose_name='lieu de diffusion')),
                    ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='postings', to='publishing.piece', verbose_name='pièce')),
                ],
                options={
                    'verbose_name': 'affiche posée',
                    'verbose_name_plural': 'affiches posées',
                    'constraints': [models.UniqueConstraint(fields=('piece', 'outlet'), name='one_posting_per_piece_and_outlet')],
                },
            ),
            migrations.CreateModel(
                name='Publication',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('external_id', models.CharField(blank=True, max_length=80, verbose_name='numéro là-bas')),
                    ('fingerprint', models.CharField(blank=True, max_length=64, verbose_name='empreinte de ce qui est dit')),
                    ('text', models.TextField(blank=True, max_length=4000, verbose_name='texte')),
                    ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='à publier à partir de')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='essais')),
                    ('problem', models.CharField(blank=True, max_length=200, verbose_name='ce qui a manqué')),
                    ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='publiée le')),
                    ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='publications', to='publishing.connection', verbose_name='site relié')),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='publications', to='workshops.group', verbose_name='atelier ou cycle')),
                ],
                options={
                    'verbose_name': 'publication',
                    'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='publication_due')],
                    'constraints': [models.UniqueConstraint(fields=('connection', 'group'), name='one_publication_per_group')],
                },
            ),
            migrations.CreateModel(
                name='Recipient',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(blank=True, max_length=80, verbose_name='nom')),
                    ('structure', models.CharField(blank=True, max_length=80, verbose_name='structure')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='adresse mail')),
                    ('phone', models.CharField(blank=True, max_length=20, verbose_name='téléphone')),
                    ('public', models.CharField(blank=True, choices=[('everyone', 'tous les publics'), ('seniors', 'les seniors'), ('young', 'les 15-25 ans'), ('professionals', 'les professionnels')], max_length=15, verbose_name='écrit pour')),
                    ('asked_on', models.DateField(blank=True, null=True, verbose_name='l’a demandé le')),
                    ('batch', models.UUIDField(blank=True, editable=False, null=True, verbose_name='venue avec')),
                    ('created_at', models.DateTimeField(verbose_name='ajouté le')),
                    ('bounced_at', models.DateTimeField(blank=True, null=True, verbose_name='adresse refusée le')),
                    ('bounce', models.CharField(blank=True, max_length=200, verbose_name='ce qui a manqué')),
                    ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                    ('link_nonce', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='graine du lien secret')),
                    ('link_hash', models.CharField(db_index=True, editable=False, max_length=64, verbose_name='empreinte du lien secret')),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ajouté par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recipients', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'destinataire',
                },
            ),
            migrations.CreateModel(
                name='MailCopy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('mail', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='publishing.monthlymail', verbose_name='mail du mois')),
                    ('recipient', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copies', to='publishing.recipient', verbose_name='destinataire')),
                ],
                options={
                    'verbose_name': 'exemplaire du mail du mois',
                    'verbose_name_plural': 'exemplaires du mail du mois',
                    'constraints': [models.UniqueConstraint(fields=('mail', 'recipient'), name='one_copy_per_recipient')],
                },
            ),
            migrations.CreateModel(
                name='RecipientList',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60, verbose_name='nom')),
                    ('public', models.CharField(choices=[('everyone', 'tous les publics'), ('seniors', 'les seniors'), ('young', 'les 15-25 ans'), ('professionals', 'les professionnels')], default='professionals', max_length=15, verbose_name='écrit pour')),
                    ('by_sms', models.BooleanField(default=False, verbose_name='reçoit un SMS')),
                    ('created_at', models.DateTimeField(verbose_name='ajoutée le')),
                    ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                    ('channel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='recipient_lists', to='publishing.channel', verbose_name='compté avec')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recipient_lists', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'liste de destinataires',
                    'verbose_name_plural': 'listes de destinataires',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('archived_at', None)), fields=('organization', 'name'), name='one_recipient_list_name_per_organization', violation_error_message='Une liste porte déjà ce nom.')],
                },
            ),
        ]),
        migrations.AddField(
            model_name='recipient',
            name='list',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recipients', to='publishing.recipientlist', verbose_name='liste'),
        ),
        migrations.AddField(
            model_name='monthlymail',
            name='lists',
            field=models.ManyToManyField(blank=True, related_name='mails', to='publishing.recipientlist', verbose_name='listes'),
        ),
        CreateModels([
            migrations.CreateModel(
                name='Rendition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('format', models.CharField(choices=[('avif', 'AVIF'), ('webp', 'WebP'), ('jpg', 'JPEG')], max_length=4, verbose_name='format')),
                    ('asked', models.PositiveSmallIntegerField(verbose_name='largeur demandée')),
                    ('content', models.BinaryField(verbose_name='image')),
                    ('picture', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='publishing.picture', verbose_name='image')),
                ],
                options={
                    'verbose_name': 'image allégée',
                    'verbose_name_plural': 'images allégées',
                    'constraints': [models.UniqueConstraint(fields=('picture', 'format', 'asked'), name='one_rendition_of_each')],
                },
            ),
            migrations.CreateModel(
                name='TrackedLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=12, unique=True, verbose_name='code')),
                    ('path', models.CharField(max_length=200, verbose_name='page')),
                    ('created_at', models.DateTimeField(verbose_name='fait le')),
                    ('channel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='links', to='publishing.channel', verbose_name='canal')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='accounts.organization', verbose_name='structure')),
                    ('piece', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='link', to='publishing.piece', verbose_name='pièce')),
                ],
                options={
                    'verbose_name': 'adresse suivie',
                    'verbose_name_plural': 'adresses suivies',
                },
            ),
            migrations.CreateModel(
                name='LinkDay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('on', models.DateField(verbose_name='jour')),
                    ('visits', models.PositiveIntegerField(default=0, verbose_name='visites')),
                    ('bookings', models.PositiveIntegerField(default=0, verbose_name='inscriptions et rendez-vous')),
                    ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='publishing.trackedlink', verbose_name='adresse suivie')),
                ],
                options={
                    'verbose_name': 'jour d’une adresse suivie',
                    'verbose_name_plural': 'jours d’une adresse suivie',
                    'constraints': [models.UniqueConstraint(fields=('link', 'on'), name='one_row_per_link_and_day')],
                },
            ),
            migrations.CreateModel(
                name='TranslatedPage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(choices=[('fsl', 'langue des signes française'), ('en', 'anglais'), ('ar', 'arabe'), ('uk', 'ukrainien'), ('br', 'breton'), ('es', 'espagnol'), ('pt', 'portugais'), ('tr', 'turc'), ('ru', 'russe'), ('prs', 'dari'), ('ps', 'pachto'), ('mul', 'une autre langue')], max_length=3, verbose_name='langue')),
                    ('address', models.URLField(max_length=300, verbose_name='adresse')),
                    ('created_at', models.DateTimeField(verbose_name='ajoutée le')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'page dans une autre langue',
                    'verbose_name_plural': 'pages dans d’autres langues',
                    'constraints': [models.UniqueConstraint(fields=('organization', 'language', 'address'), name='one_page_per_language_and_address', violation_error_message='Cette page est déjà dans la liste.')],
                },
            ),
            migrations.CreateModel(
                name='VenuePhoto',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('picture', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='publishing.picture', verbose_name='photo')),
                    ('venue', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='photo', to='places.venue', verbose_name='lieu')),
                ],
                options={
                    'verbose_name': 'photo d’un lieu',
                    'verbose_name_plural': 'photos des lieux',
                },
            ),
        ]),
        migrations.AddConstraint(
            model_name='recipient',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('email', ''), _negated=True), ('phone', '')), models.Q(('email', ''), models.Q(('phone', ''), _negated=True)), _connector='OR'), name='recipient_has_one_address', violation_error_message='Il faut une adresse mail ou un numéro.'),
        ),
        migrations.AddConstraint(
            model_name='recipient',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at', None), models.Q(('email', ''), _negated=True)), fields=('list', 'email'), name='one_recipient_per_mail', violation_error_message='Cette adresse est déjà dans la liste.'),
        ),
        migrations.AddConstraint(
            model_name='recipient',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at', None), models.Q(('phone', ''), _negated=True)), fields=('list', 'phone'), name='one_recipient_per_phone', violation_error_message='Ce numéro est déjà dans la liste.'),
        ),
        migrations.AddConstraint(
            model_name='monthlymail',
            constraint=models.UniqueConstraint(fields=('organization', 'month'), name='one_monthly_mail', violation_error_message='Le mail de ce mois est déjà préparé.'),
        ),
    ]
