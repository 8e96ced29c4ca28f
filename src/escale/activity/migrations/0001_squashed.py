import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('activity', '0001_initial'), ('activity', '0002_count_communes'), ('activity', '0003_more_ways_to_hear_of_us')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
        ('appointments', '0001_squashed'),
        ('people', '0001_squashed'),
        ('places', '0001_squashed'),
        ('workshops', '0001_squashed'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='ActivityRecord',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('individuel', 'Accompagnement individuel'), ('collectif', 'Atelier collectif')], max_length=10, verbose_name='type')),
                    ('on', models.DateField(verbose_name='jour')),
                    ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='début')),
                    ('hour', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(23)], verbose_name='heure du lieu')),
                    ('minutes', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1439)], verbose_name='durée en minutes')),
                    ('place', models.CharField(choices=[('lieu_activite', 'Lieu d’activité'), ('domicile', 'À domicile'), ('a_distance', 'À distance'), ('autre', 'Autre lieu')], default='lieu_activite', max_length=15, verbose_name='où')),
                    ('commune', models.CharField(blank=True, max_length=5, verbose_name='commune (code INSEE)')),
                    ('title', models.CharField(blank=True, max_length=80, verbose_name='titre de l’atelier')),
                    ('level', models.CharField(blank=True, choices=[('debutant', 'Débutant'), ('intermediaire', 'Intermédiaire'), ('avance', 'Avancé')], max_length=15, verbose_name='niveau de l’atelier')),
                    ('autonomy', models.CharField(blank=True, choices=[('entierement_accompagne', 'regarde faire'), ('partiellement_autonome', 'fait avec mon aide'), ('autonome', 'fait sans aide')], max_length=25, verbose_name='à la fin')),
                    ('posture', models.CharField(blank=True, choices=[('teach', 'Je forme'), ('assist', 'J’accompagne'), ('act', 'Je fais')], max_length=10, verbose_name='posture')),
                    ('procedure', models.CharField(blank=True, max_length=160, verbose_name='démarche, en quelques mots')),
                    ('next_step', models.CharField(blank=True, choices=[('nothing', 'Rien'), ('see_again', 'À revoir'), ('workshop', 'Atelier'), ('refer', 'Orienter')], max_length=10, verbose_name='la suite')),
                    ('referred', models.BooleanField(blank=True, null=True, verbose_name='orientée')),
                    ('referred_to', models.CharField(blank=True, choices=[('administration', 'Administration'), ('mediation_numerique', 'Autre lieu de médiation numérique'), ('operateur_ou_organisme_en_charge', 'Organisme en charge de la démarche'), ('aide_sociale', 'Aide sociale'), ('insertion_professionnelle', 'Insertion professionnelle'), ('aide_aux_demarches_administratives', 'Aide aux démarches administratives'), ('autre', 'Autre')], max_length=40, verbose_name='orientée vers')),
                    ('note', models.TextField(blank=True, max_length=300, verbose_name='note')),
                    ('people', models.PositiveIntegerField(default=1, verbose_name='participations')),
                    ('unnamed', models.PositiveIntegerField(default=0, verbose_name='personnes sans nom')),
                    ('unnamed_known', models.PositiveIntegerField(default=0, verbose_name='personnes sans nom déjà venues')),
                    ('created_at', models.DateTimeField(verbose_name='enregistré le')),
                    ('completed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmé le')),
                    ('changed_at', models.DateTimeField(blank=True, null=True, verbose_name='modifié le')),
                    ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                    ('source', models.CharField(choices=[('escale', 'Escale'), ('coop_v1', 'Espace Coop (V1)'), ('coop_v2', 'La Coop de la médiation numérique (V2)')], default='escale', max_length=10, verbose_name='écrit dans')),
                    ('external_id', models.CharField(blank=True, max_length=64, verbose_name='identifiant là-bas')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                    ('appointment', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='activity', to='appointments.appointment', verbose_name='rendez-vous')),
                    ('changed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='modifié par')),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='enregistré par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='accounts.organization', verbose_name='structure')),
                    ('session', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='activity', to='workshops.session', verbose_name='séance')),
                    ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='places.venue', verbose_name='lieu')),
                    ('walk_in', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='activity', to='appointments.walkin', verbose_name='sans rendez-vous')),
                ],
                options={
                    'verbose_name': 'compte rendu d’activité',
                    'indexes': [models.Index(fields=['organization', 'on'], name='activity_organization'), models.Index(fields=['adviser', 'on'], name='activity_adviser'), models.Index(fields=['venue', 'on'], name='activity_venue'), models.Index(condition=models.Q(('completed_at', None), ('removed_at', None)), fields=['adviser', 'on'], name='activity_to_complete')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('organization', 'external_id'), name='one_record_per_external_id', violation_error_message='Ce compte rendu est déjà là.'), models.CheckConstraint(condition=models.Q(('unnamed_known__lte', models.F('unnamed'))), name='known_unnamed_are_among_the_unnamed')],
                },
            ),
            migrations.CreateModel(
                name='CoordinationRecord',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('animation', 'Animation'), ('evenement', 'Évènement'), ('partenariat', 'Partenariat')], max_length=15, verbose_name='type')),
                    ('on', models.DateField(verbose_name='jour')),
                    ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1439)], verbose_name='durée en minutes')),
                    ('name', models.CharField(blank=True, max_length=160, verbose_name='nom')),
                    ('participants', models.PositiveIntegerField(blank=True, null=True, verbose_name='participants')),
                    ('advisers', models.PositiveIntegerField(default=0, verbose_name='conseillers et médiateurs numériques')),
                    ('structures', models.PositiveIntegerField(default=0, verbose_name='structures')),
                    ('others', models.PositiveIntegerField(default=0, verbose_name='autres personnes')),
                    ('animation_type', models.CharField(blank=True, choices=[('assemblee', 'Assemblée ou présentation officielle'), ('comite', 'Comité technique ou de pilotage'), ('groupe_de_travail', 'Groupe de travail'), ('echange', 'Moment d’échange ou de soutien'), ('reunion_coordination', 'Réunion de coordination'), ('webinaire', 'Webinaire'), ('autre', 'Autre')], max_length=20, verbose_name='type d’animation')),
                    ('event_type', models.CharField(blank=True, choices=[('grand_public', 'Évènement grand public'), ('national', 'Évènement national'), ('inclusion_numerique', 'Journée d’inclusion numérique'), ('nec_local', 'NEC local'), ('autre', 'Autre')], max_length=20, verbose_name='type d’évènement')),
                    ('partnership_kinds', models.JSONField(blank=True, default=list, verbose_name='nature du partenariat')),
                    ('organizers', models.JSONField(blank=True, default=list, verbose_name='organisé par')),
                    ('partners', models.JSONField(blank=True, default=list, verbose_name='structures partenaires')),
                    ('topics', models.JSONField(blank=True, default=list, verbose_name='thématiques d’animation')),
                    ('initiative', models.CharField(blank=True, choices=[('initiative', 'À mon initiative'), ('demande', 'En réponse à une demande')], max_length=15, verbose_name='à l’initiative de')),
                    ('reach', models.CharField(blank=True, choices=[('communal', 'Communal'), ('intercommunal', 'Intercommunal'), ('departemental', 'Départemental'), ('regional', 'Régional'), ('national', 'National')], max_length=15, verbose_name='échelon')),
                    ('other', models.CharField(blank=True, max_length=160, verbose_name='précision')),
                    ('tags', models.JSONField(blank=True, default=list, verbose_name='mots-clés')),
                    ('note', models.TextField(blank=True, max_length=300, verbose_name='note')),
                    ('created_at', models.DateTimeField(verbose_name='enregistré le')),
                    ('changed_at', models.DateTimeField(blank=True, null=True, verbose_name='modifié le')),
                    ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                    ('external_id', models.CharField(blank=True, max_length=64, verbose_name='identifiant là-bas')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coordinations', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coordinations', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'activité de coordination',
                    'indexes': [models.Index(fields=['organization', 'on'], name='coordination_organization')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('organization', 'external_id'), name='one_coordination_per_external_id', violation_error_message='Cette activité est déjà là.')],
                },
            ),
            migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=60, verbose_name='formulaire')),
                    ('content', models.JSONField(default=dict, verbose_name='ce qui est écrit')),
                    ('saved_at', models.DateTimeField(verbose_name='gardé le')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='de')),
                ],
                options={
                    'verbose_name': 'brouillon',
                    'constraints': [models.UniqueConstraint(fields=('organization', 'user', 'key'), name='one_draft_per_form')],
                },
            ),
            migrations.CreateModel(
                name='MonthToCount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('month', models.DateField(verbose_name='premier jour du mois')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'mois à recompter',
                    'verbose_name_plural': 'mois à recompter',
                },
            ),
            migrations.CreateModel(
                name='Participation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('previous_on', models.DateField(blank=True, null=True, verbose_name='venue précédente')),
                    ('gender', models.CharField(choices=[('feminin', 'Féminin'), ('masculin', 'Masculin'), ('non_communique', 'Non communiqué')], default='non_communique', max_length=15, verbose_name='genre')),
                    ('status', models.CharField(choices=[('retraite', 'À la retraite'), ('sans_emploi', 'Sans emploi'), ('en_emploi', 'En emploi'), ('scolarise', 'Scolarisé'), ('non_communique', 'Non communiqué')], default='non_communique', max_length=15, verbose_name='situation')),
                    ('age_band', models.CharField(choices=[('soixante_dix_plus', '70 ans et plus'), ('soixante_soixante_neuf', '60 à 69 ans'), ('quarante_cinquante_neuf', '40 à 59 ans'), ('vingt_cinq_trente_neuf', '25 à 39 ans'), ('dix_huit_vingt_quatre', '18 à 24 ans'), ('douze_dix_huit', '12 à 17 ans'), ('moins_de_douze', 'Moins de 12 ans'), ('non_communique', 'Âge non communiqué')], default='non_communique', max_length=25, verbose_name='âge ce jour-là')),
                    ('commune', models.CharField(blank=True, max_length=5, verbose_name='commune (code INSEE)')),
                    ('acquisition', models.CharField(blank=True, choices=[('newspaper', 'Le journal'), ('poster', 'Une affiche'), ('word_of_mouth', 'Quelqu’un m’en a parlé'), ('social_center', 'Le Centre social ou le CCAS'), ('city_app', 'L’appli de la ville'), ('flyer', 'Un papier reçu chez moi'), ('partner', 'Un autre service, une association'), ('seniors_site', 'Un site pour bien vieillir'), ('social_media', 'Facebook ou Instagram'), ('website', 'Un autre site Internet'), ('radio', 'La radio'), ('display', 'Le panneau de la ville'), ('sms', 'Un SMS'), ('other', 'Autrement')], max_length=20, verbose_name='nous a connus par')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='people.beneficiary', verbose_name='personne')),
                    ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='activity.activityrecord', verbose_name='compte rendu')),
                ],
                options={
                    'verbose_name': 'participation',
                    'indexes': [models.Index(fields=['person', 'record'], name='participation_person')],
                    'constraints': [models.UniqueConstraint(fields=('record', 'person'), name='one_participation_per_activity', violation_error_message='Cette personne est déjà comptée.')],
                },
            ),
            migrations.CreateModel(
                name='RecordDevice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('device', models.CharField(choices=[('ordinateur', 'Ordinateur'), ('telephone', 'Téléphone'), ('tablette', 'Tablette'), ('autre', 'Autre matériel'), ('aucun', 'Pas de matériel')], max_length=15, verbose_name='matériel')),
                    ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='devices', to='activity.activityrecord', verbose_name='compte rendu')),
                ],
                options={
                    'verbose_name': 'matériel d’un compte rendu',
                    'constraints': [models.UniqueConstraint(fields=('record', 'device'), name='one_device_once_per_record')],
                },
            ),
            migrations.CreateModel(
                name='RecordTopic',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('topic', models.CharField(choices=[('diagnostic_numerique', 'Diagnostic numérique'), ('prendre_en_main_du_materiel', 'Prise en main du matériel'), ('maintenance_de_materiel', 'Maintenance du matériel'), ('gere_ses_contenus_numeriques', 'Gestion de ses contenus'), ('navigation_sur_internet', 'Navigation sur Internet'), ('email', 'E-mail'), ('bureautique', 'Bureautique'), ('reseaux_sociaux', 'Réseaux sociaux et communication'), ('sante', 'Santé'), ('banque_et_achats_en_ligne', 'Banque et achats en ligne'), ('entrepreneuriat', 'Accompagnement d’un professionnel'), ('insertion_professionnelle', 'Insertion professionnelle'), ('securite_numerique', 'Sécurité numérique'), ('parentalite', 'Parentalité'), ('scolarite_et_numerique', 'Scolarité et numérique'), ('creer_avec_le_numerique', 'Création avec le numérique'), ('culture_numerique', 'Culture numérique'), ('intelligence_artificielle', 'Intelligence artificielle'), ('aide_aux_demarches_administratives', 'Démarches administratives'), ('papiers_elections_citoyennete', 'Papiers, élections, citoyenneté'), ('famille_scolarite', 'Famille, scolarité'), ('social_sante', 'Social, santé'), ('travail_formation', 'Travail, formation'), ('logement', 'Logement'), ('transports_mobilite', 'Transports, mobilité'), ('argent_impots', 'Argent, impôts'), ('justice', 'Justice'), ('etrangers_europe', 'Étrangers, Europe'), ('loisirs_sports_culture', 'Loisirs, sports, culture'), ('associations', 'Associations')], max_length=40, verbose_name='thématique')),
                    ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='activity.activityrecord', verbose_name='compte rendu')),
                ],
                options={
                    'verbose_name': 'thématique d’un compte rendu',
                    'constraints': [models.UniqueConstraint(fields=('record', 'topic'), name='one_topic_once_per_record')],
                },
            ),
            migrations.CreateModel(
                name='Tag',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, verbose_name='mot')),
                    ('is_funder', models.BooleanField(default=False, verbose_name='c’est un financeur')),
                    ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='accounts.organization', verbose_name='structure')),
                    ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='pour elle seule')),
                ],
                options={
                    'verbose_name': 'mot-clé',
                    'constraints': [models.UniqueConstraint(models.F('organization'), django.db.models.functions.text.Lower('name'), condition=models.Q(('owner', None)), name='one_tag_per_name', violation_error_message='Ce mot-clé existe déjà.')],
                },
            ),
            migrations.CreateModel(
                name='RecordTag',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged', to='activity.activityrecord', verbose_name='compte rendu')),
                    ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='used_by', to='activity.tag', verbose_name='mot-clé')),
                ],
                options={
                    'verbose_name': 'mot-clé d’un compte rendu',
                    'constraints': [models.UniqueConstraint(fields=('record', 'tag'), name='one_tag_once_per_record')],
                },
            ),
            migrations.CreateModel(
                name='UnnamedCount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('axis', models.CharField(choices=[('gender', 'genre'), ('age', 'âge'), ('status', 'situation'), ('commune', 'commune'), ('former_age', 'âge, en tranches d’avant'), ('former_status', 'situation, en mots d’avant')], max_length=15, verbose_name='compté par')),
                    ('value', models.CharField(max_length=40, verbose_name='valeur')),
                    ('count', models.PositiveIntegerField(verbose_name='nombre')),
                    ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unnamed_counts', to='activity.activityrecord', verbose_name='compte rendu')),
                ],
                options={
                    'verbose_name': 'nombre de personnes sans nom',
                    'constraints': [models.UniqueConstraint(fields=('record', 'axis', 'value'), name='one_count_per_value')],
                },
            ),
        ]),
    ]
