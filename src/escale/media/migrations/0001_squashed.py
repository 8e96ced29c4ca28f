import django.db.models.deletion
import django.utils.timezone
import escale.writing.fields
import escale.writing.previewing
import modelcluster.fields
import uuid
from django.conf import settings
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('media', '0001_initial'), ('media', '0002_comments_read_over'), ('media', '0003_letters')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
        ('publishing', '0001_squashed'),
        ('wagtailcore', '0098_apitoken'),
        ('workshops', '0001_squashed'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Category',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=40, verbose_name='nom')),
                    ('slug', models.SlugField(verbose_name='adresse')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'rubrique',
                    'constraints': [models.UniqueConstraint(fields=('organization', 'slug'), name='category_address_once')],
                },
            ),
            migrations.CreateModel(
                name='Article',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                    ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                    ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                    ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                    ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                    ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                    ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                    ('title', models.CharField(max_length=120, verbose_name='titre')),
                    ('slug', models.SlugField(max_length=120, unique=True, verbose_name='adresse')),
                    ('lead', models.TextField(blank=True, max_length=300, verbose_name='chapeau')),
                    ('episode', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='épisode')),
                    ('body', escale.writing.fields.Body([], blank=True, verbose_name='texte')),
                    ('takes_comments', models.BooleanField(default=True, verbose_name='ouvert aux commentaires')),
                    ('helped', models.PositiveIntegerField(default=0, editable=False, verbose_name='a aidé')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='commencé le')),
                    ('authors', modelcluster.fields.ParentalManyToManyField(related_name='articles', to=settings.AUTH_USER_MODEL, verbose_name='autrices et auteurs')),
                    ('cover', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='publishing.picture', verbose_name='image du haut')),
                    ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                    ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('workshop', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workshops.workshop', verbose_name='atelier à proposer')),
                    ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.category', verbose_name='rubrique')),
                ],
                options={
                    'verbose_name': 'chronique',
                },
                bases=(escale.writing.previewing.PreviewedText, models.Model),
            ),
            migrations.CreateModel(
                name='Comment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=40, verbose_name='prénom ou surnom')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='adresse mail')),
                    ('text', models.TextField(max_length=2000, verbose_name='message')),
                    ('state', models.CharField(choices=[('waiting', 'à relire'), ('published', 'publié'), ('refused', 'refusé'), ('removed', 'retiré')], default='waiting', max_length=10, verbose_name='état')),
                    ('text_before', models.TextField(blank=True, max_length=2000, verbose_name='message d’avant la correction')),
                    ('suspicion', models.CharField(blank=True, max_length=200, verbose_name='ce qui fait douter')),
                    ('doubt', models.PositiveSmallIntegerField(default=0, verbose_name='doute')),
                    ('created_at', models.DateTimeField(verbose_name='écrit le')),
                    ('changed_at', models.DateTimeField(blank=True, null=True, verbose_name='corrigé le')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='relu le')),
                    ('link_nonce', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='graine du lien secret')),
                    ('link_hash', models.CharField(blank=True, editable=False, max_length=64, verbose_name='empreinte du lien secret')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='media.article', verbose_name='chronique')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='media.comment', verbose_name='en réponse à')),
                    ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='écrit par')),
                ],
                options={
                    'verbose_name': 'commentaire',
                    'indexes': [models.Index(fields=['article', 'state', 'created_at'], name='comments_of_an_article'), models.Index(condition=models.Q(('state', 'waiting')), fields=['organization', 'created_at'], name='comments_to_read')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('link_hash', ''), _negated=True), fields=('link_hash',), name='comment_link_once')],
                },
            ),
            migrations.CreateModel(
                name='CommentDecision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('waiting', 'à relire'), ('published', 'publié'), ('refused', 'refusé'), ('removed', 'retiré')], max_length=10, verbose_name='décision')),
                    ('why', models.CharField(blank=True, max_length=200, verbose_name='raison')),
                    ('at', models.DateTimeField(verbose_name='décidé le')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='décidé par')),
                    ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='media.comment', verbose_name='commentaire')),
                ],
                options={
                    'verbose_name': 'décision sur un commentaire',
                    'verbose_name_plural': 'décisions sur les commentaires',
                },
            ),
            migrations.CreateModel(
                name='CommentReport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('why', models.CharField(max_length=300, verbose_name='ce qui ne va pas')),
                    ('created_at', models.DateTimeField(verbose_name='signalé le')),
                    ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='traité le')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='media.comment', verbose_name='commentaire')),
                ],
                options={
                    'verbose_name': 'signalement d’un commentaire',
                    'verbose_name_plural': 'signalements de commentaires',
                },
            ),
            migrations.CreateModel(
                name='Letter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subject', models.CharField(max_length=120, verbose_name='objet')),
                    ('introduction', models.TextField(blank=True, max_length=800, verbose_name='un mot avant')),
                    ('planned_on', models.DateField(verbose_name='jour d’envoi')),
                    ('revision', models.PositiveIntegerField(default=0, verbose_name='révision')),
                    ('created_at', models.DateTimeField(verbose_name='préparée le')),
                    ('reviewed_at', models.DateTimeField(blank=True, null=True, verbose_name='relue le')),
                    ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='partie le')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='préparée par')),
                    ('lists', models.ManyToManyField(blank=True, related_name='+', to='publishing.recipientlist', verbose_name='listes')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='relue par')),
                ],
                options={
                    'verbose_name': 'lettre',
                },
            ),
            migrations.CreateModel(
                name='LetterArticle',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField(verbose_name='rang')),
                    ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='media.article', verbose_name='chronique')),
                    ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='media.letter', verbose_name='lettre')),
                ],
                options={
                    'verbose_name': 'chronique d’une lettre',
                    'verbose_name_plural': 'chroniques des lettres',
                    'constraints': [models.UniqueConstraint(fields=('letter', 'article'), name='article_once_a_letter')],
                },
            ),
            migrations.CreateModel(
                name='LetterCopy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='media.letter', verbose_name='lettre')),
                    ('recipient', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='publishing.recipient', verbose_name='destinataire')),
                ],
                options={
                    'verbose_name': 'exemplaire d’une lettre',
                    'verbose_name_plural': 'exemplaires des lettres',
                    'constraints': [models.UniqueConstraint(fields=('letter', 'recipient'), name='one_letter_copy_per_recipient')],
                },
            ),
            migrations.CreateModel(
                name='RightOfReply',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, verbose_name='prénom et nom')),
                    ('contact', models.CharField(max_length=120, verbose_name='adresse mail ou téléphone')),
                    ('passage', models.TextField(blank=True, max_length=600, verbose_name='passage contesté')),
                    ('text', models.TextField(max_length=4000, verbose_name='réponse')),
                    ('created_at', models.DateTimeField(verbose_name='demandé le')),
                    ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='publié le')),
                    ('refused_at', models.DateTimeField(blank=True, null=True, verbose_name='refusé le')),
                    ('why', models.CharField(blank=True, max_length=300, verbose_name='raison du refus')),
                    ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rights_of_reply', to='media.article', verbose_name='chronique')),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='décidé par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'droit de réponse',
                    'verbose_name_plural': 'droits de réponse',
                    'constraints': [models.CheckConstraint(condition=models.Q(('published_at', None), ('refused_at', None), _connector='OR'), name='right_of_reply_has_one_outcome')],
                },
            ),
            migrations.CreateModel(
                name='Series',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=80, verbose_name='titre')),
                    ('slug', models.SlugField(max_length=80, unique=True, verbose_name='adresse')),
                    ('episode_name', models.CharField(default='épisode', max_length=30, verbose_name='nom d’un épisode')),
                    ('sentence', models.CharField(blank=True, max_length=200, verbose_name='en une phrase')),
                    ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='rangée le')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'série',
                    'verbose_name_plural': 'séries',
                },
            ),
        ]),
        migrations.AddField(
            model_name='article',
            name='series',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.series', verbose_name='série'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('live', True)), fields=['-first_published_at'], name='article_latest'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.UniqueConstraint(fields=('series', 'episode'), name='episode_once_a_series', violation_error_message='Cette série a déjà un épisode de ce numéro.'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('episode', None), ('series__isnull', False), _connector='OR'), name='episode_belongs_to_a_series', violation_error_message='Un numéro d’épisode va avec une série.'),
        ),
    ]
