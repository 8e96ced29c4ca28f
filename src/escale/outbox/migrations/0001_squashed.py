import django.db.models.deletion
import uuid
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('outbox', '0001_initial'), ('outbox', '0002_awaited_answers')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
        ('people', '0001_squashed'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='OptOut',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('phone', models.CharField(max_length=20, unique=True, verbose_name='téléphone')),
                    ('asked_at', models.DateTimeField(verbose_name='demandé le')),
                ],
                options={
                    'verbose_name': 'refus de SMS',
                },
            ),
            migrations.CreateModel(
                name='DailyCount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('scope', models.CharField(max_length=80, verbose_name='portée')),
                    ('on', models.DateField(verbose_name='jour')),
                    ('count', models.PositiveIntegerField(default=0, verbose_name='SMS')),
                ],
                options={
                    'verbose_name': 'compte du jour',
                    'constraints': [models.UniqueConstraint(fields=('scope', 'on'), name='one_count_per_scope_and_day')],
                },
            ),
            migrations.CreateModel(
                name='AwaitedAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('phone', models.CharField(max_length=20, verbose_name='téléphone')),
                    ('about', models.CharField(max_length=30, verbose_name='à propos de')),
                    ('about_id', models.BigIntegerField(verbose_name='numéro')),
                    ('asked_at', models.DateTimeField(verbose_name='demandé le')),
                    ('expires_at', models.DateTimeField(verbose_name='attendu jusqu’à')),
                    ('text', models.CharField(blank=True, max_length=200, verbose_name='réponse')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='répondu le')),
                    ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='lu le')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='awaited_answers', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'réponse attendue',
                    'verbose_name_plural': 'réponses attendues',
                    'indexes': [models.Index(condition=models.Q(('answered_at', None)), fields=['phone', 'expires_at'], name='awaited_of_phone'), models.Index(condition=models.Q(('read_at', None)), fields=['answered_at'], name='awaited_to_read')],
                },
            ),
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=30, verbose_name='nature')),
                    ('about', models.CharField(max_length=30, verbose_name='à propos de')),
                    ('about_id', models.BigIntegerField(verbose_name='numéro')),
                    ('revision', models.PositiveIntegerField(default=0, verbose_name='révision')),
                    ('channel', models.CharField(choices=[('sms', 'SMS'), ('email', 'mail'), ('call', 'appel')], max_length=10, verbose_name='canal')),
                    ('recipient', models.CharField(max_length=254, verbose_name='destinataire')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé d’envoi')),
                    ('state', models.CharField(choices=[('waiting', 'en attente'), ('sending', 'en cours d’envoi'), ('sent', 'envoyé'), ('delivered', 'remis'), ('failed', 'non remis'), ('dropped', 'sans objet')], default='waiting', max_length=10, verbose_name='état')),
                    ('time_zone', models.CharField(default='Europe/Paris', max_length=40, verbose_name='fuseau horaire du lieu')),
                    ('territory', models.CharField(default='metropole', max_length=20, verbose_name='territoire du lieu')),
                    ('can_wait', models.BooleanField(default=True, verbose_name='peut attendre les heures de jour')),
                    ('due_at', models.DateTimeField(verbose_name='à envoyer à partir de')),
                    ('expires_at', models.DateTimeField(verbose_name='inutile après')),
                    ('leased_until', models.DateTimeField(blank=True, null=True, verbose_name='pris jusqu’à')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='essais')),
                    ('counted_on', models.DateField(blank=True, null=True, verbose_name='compté dans les plafonds du')),
                    ('text', models.TextField(blank=True, verbose_name='texte parti')),
                    ('segments', models.PositiveSmallIntegerField(default=0, verbose_name='SMS comptés')),
                    ('problem', models.CharField(blank=True, max_length=200, verbose_name='ce qui a manqué')),
                    ('provider_id', models.CharField(blank=True, max_length=120, verbose_name='référence du fournisseur')),
                    ('created_at', models.DateTimeField(verbose_name='écrit le')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='envoyé le')),
                    ('delivered_at', models.DateTimeField(blank=True, null=True, verbose_name='remis le')),
                    ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='réglé le')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='accounts.organization', verbose_name='structure')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages', to='people.beneficiary', verbose_name='personne')),
                ],
                options={
                    'verbose_name': 'message',
                    'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'sending'])), fields=['due_at'], name='message_due'), models.Index(fields=['recipient', 'sent_at'], name='message_recipient'), models.Index(fields=['organization', 'sent_at'], name='message_organization')],
                    'constraints': [models.UniqueConstraint(fields=('about', 'about_id', 'kind', 'revision', 'channel'), name='one_message_per_event_and_channel')],
                },
            ),
            migrations.CreateModel(
                name='MessageText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=30, verbose_name='nature')),
                    ('text', models.TextField(max_length=480, verbose_name='texte')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='message_texts', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'texte de message',
                    'constraints': [models.UniqueConstraint(fields=('organization', 'kind'), name='one_text_per_kind')],
                },
            ),
        ]),
    ]
