import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('community', '0001_care'), ('community', '0002_circles'), ('community', '0003_threads')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Circle',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('team', 'Mon équipe'), ('network', 'Mon réseau'), ('open', 'Avec des pairs invités')], max_length=10, verbose_name='nature')),
                    ('name', models.CharField(max_length=80, verbose_name='nom')),
                    ('rules', models.TextField(blank=True, max_length=2000, verbose_name='règles de l’échange')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ouvert le')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='fermé le')),
                    ('network', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='circles', to='accounts.network', verbose_name='réseau')),
                    ('opened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ouvert par')),
                    ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='circles', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'cercle d’échange',
                    'verbose_name_plural': 'cercles d’échange',
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'network'), ('network__isnull', False), ('organization', None)), models.Q(models.Q(('kind', 'network'), _negated=True), ('network', None), ('organization__isnull', False)), _connector='OR'), name='circle_has_one_owner'), models.UniqueConstraint(condition=models.Q(('kind', 'team')), fields=('organization',), name='one_circle_a_team'), models.UniqueConstraint(condition=models.Q(('kind', 'network')), fields=('network',), name='one_circle_a_network')],
                },
            ),
            migrations.CreateModel(
                name='CircleGuest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('invited_at', models.DateTimeField(verbose_name='invité le')),
                    ('joined_at', models.DateTimeField(blank=True, null=True, verbose_name='venu le')),
                    ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='parti le')),
                    ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='community.circle', verbose_name='cercle')),
                    ('invited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invité par')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='circles', to=settings.AUTH_USER_MODEL, verbose_name='pair')),
                ],
                options={
                    'verbose_name': 'pair invité',
                    'verbose_name_plural': 'pairs invités',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('left_at', None)), fields=('circle', 'user'), name='guest_once_a_circle')],
                },
            ),
            migrations.CreateModel(
                name='HelpNumber',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=20, verbose_name='numéro')),
                    ('label', models.CharField(max_length=60, verbose_name='qui répond')),
                    ('words', models.CharField(blank=True, max_length=160, verbose_name='quand, pour qui')),
                    ('position', models.PositiveSmallIntegerField(verbose_name='rang')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='help_numbers', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'numéro d’aide',
                    'verbose_name_plural': 'numéros d’aide',
                },
            ),
            migrations.CreateModel(
                name='PeerCall',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(verbose_name='demandé le')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='répondu le')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='demandé par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('peer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='à qui')),
                ],
                options={
                    'verbose_name': 'demande à un pair',
                    'verbose_name_plural': 'demandes à un pair',
                    'constraints': [models.CheckConstraint(condition=models.Q(('peer', models.F('asked_by')), _negated=True), name='peer_is_somebody_else', violation_error_message='Choisissez quelqu’un d’autre que vous.')],
                },
            ),
            migrations.CreateModel(
                name='PeerSettings',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('rhythm', models.CharField(choices=[('daily', 'Par jour'), ('weekly', 'Par semaine'), ('never', 'Jamais')], default='weekly', max_length=10, verbose_name='résumé par mail')),
                    ('leaving', models.CharField(choices=[('unsign', 'Les laisser, sans mon nom'), ('take', 'Les emporter : ils sont retirés')], default='unsign', max_length=10, verbose_name='mes mots si je pars')),
                    ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='prochain résumé le')),
                    ('covered_from', models.DateTimeField(blank=True, null=True, verbose_name='dernier résumé depuis le')),
                    ('covered_until', models.DateTimeField(blank=True, null=True, verbose_name='dernier résumé jusqu’au')),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='peer_settings', to=settings.AUTH_USER_MODEL, verbose_name='pair')),
                ],
                options={
                    'verbose_name': 'réglage entre pairs',
                    'verbose_name_plural': 'réglages entre pairs',
                },
            ),
            migrations.CreateModel(
                name='Post',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('opens', models.BooleanField(default=False, verbose_name='ouvre le fil')),
                    ('text', models.TextField(blank=True, max_length=6000, verbose_name='texte')),
                    ('done', models.TextField(blank=True, max_length=6000, verbose_name='ce qui a été fait')),
                    ('asked', models.TextField(blank=True, max_length=2000, verbose_name='ce qui est demandé')),
                    ('helped', models.BooleanField(default=False, verbose_name='a aidé')),
                    ('created_at', models.DateTimeField(verbose_name='écrit le')),
                    ('changed_at', models.DateTimeField(blank=True, null=True, verbose_name='changé le')),
                    ('deleted_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                    ('hidden_at', models.DateTimeField(blank=True, null=True, verbose_name='masqué le')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='écrit par')),
                    ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('quotes', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='community.post', verbose_name='répond à')),
                ],
                options={
                    'verbose_name': 'message entre pairs',
                    'verbose_name_plural': 'messages entre pairs',
                },
            ),
            migrations.CreateModel(
                name='Mention',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='qui est nommé')),
                    ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='community.post', verbose_name='message')),
                ],
                options={
                    'verbose_name': 'mention',
                    'constraints': [models.UniqueConstraint(fields=('post', 'user'), name='mentioned_once_a_message')],
                },
            ),
            migrations.CreateModel(
                name='PostDecision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('hidden', 'masqué'), ('shown', 'remis'), ('kept', 'gardé')], max_length=10, verbose_name='décision')),
                    ('why', models.CharField(max_length=300, verbose_name='pourquoi')),
                    ('at', models.DateTimeField(verbose_name='le')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                    ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='community.circle', verbose_name='cercle')),
                    ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='community.post', verbose_name='message')),
                ],
                options={
                    'verbose_name': 'décision sur un message',
                    'verbose_name_plural': 'décisions sur un message',
                },
            ),
            migrations.CreateModel(
                name='PostReport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('why', models.CharField(max_length=300, verbose_name='pourquoi')),
                    ('created_at', models.DateTimeField(verbose_name='signalé le')),
                    ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='réglé le')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                    ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='community.post', verbose_name='message')),
                ],
                options={
                    'verbose_name': 'signalement d’un message',
                    'verbose_name_plural': 'signalements d’un message',
                },
            ),
            migrations.CreateModel(
                name='ProfessionalNote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sealed', models.TextField(max_length=20000, verbose_name='texte scellé')),
                    ('created_at', models.DateTimeField(verbose_name='écrite le')),
                    ('changed_at', models.DateTimeField(verbose_name='changée le')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='écrite par')),
                ],
                options={
                    'verbose_name': 'note pour soi',
                    'verbose_name_plural': 'notes pour soi',
                },
            ),
            migrations.CreateModel(
                name='SharedResource',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=120, verbose_name='titre')),
                    ('url', models.URLField(max_length=500, verbose_name='adresse')),
                    ('licence', models.CharField(choices=[('unknown', 'Licence non précisée'), ('etalab', 'Licence Ouverte 2.0'), ('by', 'CC BY'), ('by-sa', 'CC BY-SA'), ('by-nc-sa', 'CC BY-NC-SA'), ('public', 'Domaine public')], default='unknown', max_length=10, verbose_name='licence')),
                    ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='resources', to='community.post', verbose_name='message')),
                ],
                options={
                    'verbose_name': 'ressource partagée',
                    'verbose_name_plural': 'ressources partagées',
                },
            ),
            migrations.CreateModel(
                name='Thanks',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(verbose_name='le')),
                    ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='thanks', to='community.post', verbose_name='message')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                ],
                options={
                    'verbose_name': 'merci',
                    'verbose_name_plural': 'mercis',
                    'constraints': [models.UniqueConstraint(fields=('post', 'user'), name='thanks_once_a_message')],
                },
            ),
            migrations.CreateModel(
                name='Thread',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('question', 'Question'), ('case', 'Étude de cas'), ('talk', 'Discussion')], max_length=10, verbose_name='nature')),
                    ('theme', models.CharField(choices=[('posture', 'Posture'), ('workshops', 'Ateliers'), ('paperwork', 'Démarches en ligne'), ('publics', 'Publics et accueil'), ('equipment', 'Matériel et outils'), ('safety', 'Arnaques et sécurité'), ('partners', 'Partenaires'), ('work', 'Vie du métier')], max_length=12, verbose_name='thème')),
                    ('title', models.CharField(max_length=120, verbose_name='titre')),
                    ('created_at', models.DateTimeField(verbose_name='commencé le')),
                    ('last_at', models.DateTimeField(verbose_name='dernier message le')),
                    ('answers', models.PositiveIntegerField(default=0, verbose_name='réponses')),
                    ('solved_at', models.DateTimeField(blank=True, null=True, verbose_name='résolu le')),
                    ('stems', models.TextField(blank=True, editable=False, verbose_name='mots cherchés')),
                    ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='commencé par')),
                    ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='threads', to='community.circle', verbose_name='cercle')),
                ],
                options={
                    'verbose_name': 'fil d’échange',
                    'verbose_name_plural': 'fils d’échange',
                    'indexes': [models.Index(fields=['circle', '-last_at'], name='thread_latest_of_a_circle')],
                },
            ),
        ]),
        migrations.AddField(
            model_name='post',
            name='thread',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='community.thread', verbose_name='fil'),
        ),
        CreateModels([
            migrations.CreateModel(
                name='PeerDraft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('values', models.JSONField(default=dict, verbose_name='ce qui est tapé')),
                    ('changed_at', models.DateTimeField(verbose_name='changé le')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='écrit par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('thread', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.thread', verbose_name='fil')),
                ],
                options={
                    'verbose_name': 'brouillon entre pairs',
                    'verbose_name_plural': 'brouillons entre pairs',
                },
            ),
            migrations.CreateModel(
                name='Follow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('since', models.DateTimeField(verbose_name='depuis le')),
                    ('stopped_at', models.DateTimeField(blank=True, null=True, verbose_name='arrêté le')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='qui suit')),
                    ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='community.thread', verbose_name='fil')),
                ],
                options={
                    'verbose_name': 'fil suivi',
                    'verbose_name_plural': 'fils suivis',
                    'constraints': [models.UniqueConstraint(fields=('thread', 'user'), name='follow_once_a_thread')],
                },
            ),
        ]),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(condition=models.Q(('opens', True)), fields=('thread',), name='one_message_opens_a_thread'),
        ),
    ]
