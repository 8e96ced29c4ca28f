import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('mandates', '0001_journal'), ('mandates', '0002_mandates'), ('mandates', '0003_stopped_by_sms')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
        ('appointments', '0001_squashed'),
        ('people', '0001_squashed'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='JournalHead',
                fields=[
                    ('organization', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='accounts.organization', verbose_name='structure')),
                    ('number', models.PositiveBigIntegerField(default=0, verbose_name='dernier numéro')),
                    ('hash', models.CharField(blank=True, max_length=64, verbose_name='dernière empreinte')),
                    ('signature', models.CharField(blank=True, max_length=64, verbose_name='signature')),
                ],
                options={
                    'verbose_name': 'fin du journal',
                    'verbose_name_plural': 'fins des journaux',
                },
            ),
            migrations.CreateModel(
                name='Frame',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('aidants_connect', models.CharField(blank=True, choices=[('', 'Je ne sais pas'), ('yes', 'Oui'), ('no', 'Non')], default='', max_length=3, verbose_name='habilitée Aidants Connect')),
                    ('does', models.TextField(max_length=1200, verbose_name='ce que nous faisons')),
                    ('does_not', models.TextField(max_length=1200, verbose_name='ce que nous ne faisons pas')),
                    ('never', models.TextField(max_length=800, verbose_name='ce que nous ne faisons jamais')),
                    ('say_train', models.TextField(max_length=400, verbose_name='à dire quand on forme')),
                    ('say_together', models.TextField(max_length=400, verbose_name='à dire quand on accompagne')),
                    ('say_refer', models.TextField(max_length=400, verbose_name='à dire quand on oriente')),
                    ('say_exception', models.TextField(max_length=400, verbose_name='à dire quand on fait à la place')),
                    ('is_public', models.BooleanField(default=True, verbose_name='la page est montrée à tous')),
                    ('revision', models.PositiveIntegerField(default=1, verbose_name='révision')),
                    ('changed_at', models.DateTimeField(verbose_name='écrit le')),
                    ('changed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='écrit par')),
                    ('organization', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='frame', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'cadre de la mission',
                    'verbose_name_plural': 'cadres de la mission',
                },
            ),
            migrations.CreateModel(
                name='Mandate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('deadline_on', models.DateField(blank=True, null=True, verbose_name='échéance')),
                    ('consequence', models.CharField(max_length=200, verbose_name='ce qui arrive sinon')),
                    ('nobody_words', models.CharField(max_length=200, verbose_name='pourquoi personne d’habilité à temps')),
                    ('tried_words', models.CharField(max_length=200, verbose_name='pourquoi pas ensemble')),
                    ('formality', models.CharField(max_length=160, verbose_name='démarche')),
                    ('service', models.CharField(max_length=80, verbose_name='auprès de')),
                    ('category', models.CharField(choices=[('papiers', 'Papiers, citoyenneté, élections'), ('famille', 'Famille, scolarité'), ('social', 'Social, santé'), ('travail', 'Travail, formation'), ('logement', 'Logement'), ('transports', 'Transports, mobilité'), ('argent', 'Argent, impôts, consommation'), ('justice', 'Justice'), ('etranger', 'Étranger, Europe'), ('loisirs', 'Loisirs, sport, culture')], max_length=10, verbose_name='domaine')),
                    ('why', models.CharField(choices=[('urgent', 'C’est trop urgent pour apprendre d’abord'), ('unable', 'Elle ne peut pas utiliser l’écran aujourd’hui'), ('language', 'La langue du site'), ('equipment', 'Il lui manque le matériel')], max_length=10, verbose_name='motif')),
                    ('presence', models.CharField(choices=[('beside', 'À côté de moi'), ('phone', 'Au téléphone avec moi')], max_length=10, verbose_name='présence')),
                    ('permitted', models.TextField(max_length=1000, verbose_name='actes permis')),
                    ('duration', models.CharField(choices=[('session', 'Ce rendez-vous'), ('day', 'Aujourd’hui'), ('month', '31 jours au plus')], max_length=10, verbose_name='durée')),
                    ('until_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                    ('of_age', models.BooleanField(verbose_name='majeure')),
                    ('not_protected', models.BooleanField(verbose_name='sans mesure de protection')),
                    ('understands', models.BooleanField(verbose_name='redit ce qui sera fait')),
                    ('knows_stop', models.BooleanField(verbose_name='sait qu’elle peut dire stop')),
                    ('stays', models.BooleanField(verbose_name='reste pendant l’acte')),
                    ('text_version', models.CharField(max_length=20, verbose_name='version de l’information')),
                    ('text_hash', models.CharField(max_length=64, verbose_name='empreinte de l’information')),
                    ('created_at', models.DateTimeField(verbose_name='écrit le')),
                    ('consent_by', models.CharField(choices=[('screen', 'À l’écran'), ('paper', 'Sur papier'), ('sms', 'Par SMS'), ('witness', 'Devant témoin')], max_length=10, verbose_name='accord')),
                    ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='accord demandé par SMS le')),
                    ('asked_times', models.PositiveSmallIntegerField(default=0, verbose_name='demandes envoyées')),
                    ('refused_at', models.DateTimeField(blank=True, null=True, verbose_name='refusé le')),
                    ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='accord donné le')),
                    ('signed_name', models.CharField(blank=True, max_length=60, verbose_name='prénom écrit pour accord')),
                    ('signature', models.TextField(blank=True, max_length=12000, verbose_name='signature dessinée')),
                    ('paper_place', models.CharField(blank=True, max_length=120, verbose_name='où est gardé le papier signé')),
                    ('witness', models.CharField(blank=True, max_length=80, verbose_name='témoin')),
                    ('seal', models.CharField(blank=True, max_length=64, verbose_name='empreinte du mandat signé')),
                    ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='jusqu’à')),
                    ('copy_how', models.CharField(blank=True, choices=[('paper', 'Sur papier'), ('link', 'Par SMS, une page')], max_length=10, verbose_name='exemplaire remis')),
                    ('copy_at', models.DateTimeField(blank=True, null=True, verbose_name='exemplaire remis le')),
                    ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='arrêté le')),
                    ('revoked_from', models.CharField(blank=True, choices=[('team', 'dit à l’équipe'), ('copy', 'depuis sa page'), ('sms', 'par SMS')], max_length=10, verbose_name='arrêt')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='terminé le')),
                    ('outcome', models.CharField(blank=True, choices=[('done', 'C’est fait'), ('partly', 'C’est fait en partie'), ('not_done', 'Ce n’est pas fait')], max_length=10, verbose_name='résultat')),
                    ('outcome_words', models.CharField(blank=True, max_length=200, verbose_name='ce qu’il reste à faire')),
                    ('link_nonce', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='graine du lien secret')),
                    ('link_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='empreinte du lien secret')),
                    ('submission', models.UUIDField(editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                    ('appointment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mandates', to='appointments.appointment', verbose_name='pendant')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mandates', to='accounts.organization', verbose_name='structure')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mandates', to='people.beneficiary', verbose_name='personne')),
                    ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='arrêt noté par')),
                ],
                options={
                    'verbose_name': 'mandat',
                    'indexes': [models.Index(fields=['organization', 'created_at'], name='mandate_organization'), models.Index(fields=['person', 'created_at'], name='mandate_person')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('knows_stop', True), ('not_protected', True), ('of_age', True), ('stays', True), ('understands', True)), name='a_mandate_stands_on_five_yes'), models.CheckConstraint(condition=models.Q(('signed_at', None), models.Q(('ends_at__isnull', False), models.Q(('seal', ''), _negated=True)), _connector='OR'), name='a_signed_mandate_has_an_end')],
                },
            ),
            migrations.CreateModel(
                name='MandateAct',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('what', models.CharField(max_length=120, verbose_name='acte')),
                    ('at', models.DateTimeField(verbose_name='fait le')),
                    ('result', models.CharField(choices=[('done', 'Fait'), ('partly', 'Fait en partie'), ('failed', 'Pas abouti')], max_length=10, verbose_name='résultat')),
                    ('words', models.CharField(blank=True, max_length=200, verbose_name='en quelques mots')),
                    ('receipt', models.CharField(blank=True, max_length=60, verbose_name='numéro de reçu')),
                    ('submission', models.UUIDField(editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                    ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acts', to='mandates.mandate', verbose_name='mandat')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'acte d’un mandat',
                    'verbose_name_plural': 'actes des mandats',
                },
            ),
            migrations.CreateModel(
                name='JournalEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveBigIntegerField(verbose_name='numéro')),
                    ('at', models.DateTimeField(verbose_name='à')),
                    ('actor_id', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='par (numéro)')),
                    ('kind', models.CharField(choices=[('mandate-written', 'mandat écrit, cadre vérifié'), ('mandate-asked', 'accord demandé par SMS'), ('mandate-signed', 'accord donné'), ('mandate-declined', 'accord refusé'), ('mandate-given-up', 'mandat abandonné'), ('mandate-copied', 'exemplaire remis'), ('mandate-act', 'acte fait'), ('mandate-revoked', 'stop : mandat arrêté'), ('mandate-ended', 'mandat terminé'), ('act-refused-unsigned', 'acte refusé : pas d’accord'), ('act-refused-outside', 'acte refusé : hors de la liste'), ('act-refused-over', 'acte refusé : mandat fini'), ('act-refused-revoked', 'acte refusé : mandat arrêté'), ('refused-minor', 'mandat refusé : personne mineure'), ('refused-protected', 'mandat refusé : personne protégée'), ('pruned', 'lignes anciennes effacées')], max_length=40, verbose_name='fait')),
                    ('subjects', models.JSONField(default=dict, verbose_name='à propos de (numéros)')),
                    ('until', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='efface jusqu’au numéro')),
                    ('signature', models.CharField(blank=True, max_length=64, verbose_name='signature')),
                    ('previous_hash', models.CharField(blank=True, max_length=64, verbose_name='empreinte de la ligne d’avant')),
                    ('hash', models.CharField(max_length=64, verbose_name='empreinte')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'ligne du journal',
                    'verbose_name_plural': 'lignes du journal',
                    'indexes': [models.Index(condition=models.Q(('until__isnull', False)), fields=['organization', 'until'], name='journal_seals')],
                    'constraints': [models.UniqueConstraint(fields=('organization', 'number'), name='journal_numbered_once', violation_error_message='Ce numéro est déjà dans le journal.'), models.CheckConstraint(condition=models.Q(('until', None), ('until__lt', models.F('number')), _connector='OR'), name='journal_seals_what_came_before', violation_error_message='Une ligne ne peut effacer que des lignes plus anciennes qu’elle.')],
                },
            ),
        ]),
    ]
