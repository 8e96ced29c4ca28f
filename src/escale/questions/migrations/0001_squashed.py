import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('questions', '0001_initial'), ('questions', '0002_recurring_questions'), ('questions', '0003_question_links'), ('questions', '0004_how_heard_and_set_apart'), ('questions', '0005_question_merges'), ('questions', '0006_unanswered_searches'), ('questions', '0007_asked_lists'), ('questions', '0008_list_of_a_network')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
        ('places', '0001_squashed'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='AskedList',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('query', models.CharField(blank=True, max_length=600, verbose_name='recherche')),
                    ('asked_at', models.DateTimeField(verbose_name='demandée le')),
                    ('network', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.network', verbose_name='réseau sur le site duquel')),
                ],
                options={
                    'verbose_name': 'liste demandée par SMS',
                    'verbose_name_plural': 'listes demandées par SMS',
                },
            ),
            migrations.CreateModel(
                name='QuestionLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('label', models.CharField(max_length=80, verbose_name='qui s’en sert')),
                    ('link_nonce', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='graine du lien secret')),
                    ('link_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='empreinte du lien secret')),
                    ('created_at', models.DateTimeField(verbose_name='créé le')),
                    ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='fermé le')),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='créé par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='question_links', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'lien pour noter une question',
                    'verbose_name_plural': 'liens pour noter une question',
                },
            ),
            migrations.CreateModel(
                name='RecurringQuestion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=80, verbose_name='question')),
                    ('created_at', models.DateTimeField(verbose_name='ajoutée le')),
                    ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ajoutée par')),
                    ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='questions.recurringquestion', verbose_name='réunie à')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recurring_questions', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'question récurrente',
                    'verbose_name_plural': 'questions récurrentes',
                },
            ),
            migrations.CreateModel(
                name='UnansweredSearch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('words', models.CharField(max_length=80, verbose_name='mots cherchés')),
                    ('commune_code', models.CharField(blank=True, max_length=5, verbose_name='code de la commune')),
                    ('commune_name', models.CharField(blank=True, max_length=80, verbose_name='commune')),
                    ('on', models.DateField(verbose_name='jour')),
                    ('times', models.PositiveIntegerField(default=1, verbose_name='fois')),
                ],
                options={
                    'verbose_name': 'recherche sans réponse',
                    'verbose_name_plural': 'recherches sans réponse',
                    'constraints': [models.UniqueConstraint(fields=('on', 'words', 'commune_code'), name='one_count_per_search_and_day')],
                },
            ),
            migrations.CreateModel(
                name='QuestionMerge',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('moved', models.JSONField(blank=True, default=list, verbose_name='phrases déplacées')),
                    ('at', models.DateTimeField(verbose_name='le')),
                    ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='défaite le')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('gone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merged_by', to='questions.recurringquestion', verbose_name='question réunie')),
                    ('kept', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='questions.recurringquestion', verbose_name='question gardée')),
                ],
                options={
                    'verbose_name': 'réunion de deux questions',
                    'verbose_name_plural': 'réunions de questions',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('gone',), name='a_question_is_joined_to_one_other')],
                },
            ),
            migrations.CreateModel(
                name='NotedQuestion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.CharField(max_length=160, verbose_name='question')),
                    ('times', models.PositiveSmallIntegerField(default=1, verbose_name='fois')),
                    ('heard_from', models.CharField(choices=[('anyone', 'tous les publics'), ('seniors', 'les seniors'), ('young', 'les 15-25 ans'), ('adults', 'les adultes')], default='anyone', max_length=10, verbose_name='entendue chez')),
                    ('heard_how', models.CharField(choices=[('on_site', 'sur place'), ('appointment', 'pendant un rendez-vous'), ('report', 'dans un compte rendu'), ('phone', 'au téléphone'), ('link', 'par un partenaire')], default='on_site', max_length=15, verbose_name='entendue')),
                    ('on', models.DateField(verbose_name='jour')),
                    ('noted_at', models.DateTimeField(verbose_name='notée le')),
                    ('submission', models.UUIDField(blank=True, editable=False, null=True, verbose_name='clé du dernier envoi')),
                    ('set_apart_at', models.DateTimeField(blank=True, null=True, verbose_name='laissée à part le')),
                    ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                    ('noted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='notée par')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='accounts.organization', verbose_name='structure')),
                    ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='places.venue', verbose_name='lieu')),
                    ('link', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='questions', to='questions.questionlink', verbose_name='lien')),
                    ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='wordings', to='questions.recurringquestion', verbose_name='question récurrente')),
                ],
                options={
                    'verbose_name': 'question notée',
                    'verbose_name_plural': 'questions notées',
                    'indexes': [models.Index(fields=['organization', 'on'], name='question_organization')],
                },
            ),
        ]),
    ]
