import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('feedback', '0001_opinions_and_readers')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='ReadingGroup',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, verbose_name='nom')),
                    ('created_at', models.DateTimeField(verbose_name='créé le')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='terminé le')),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='créé par')),
                    ('members', models.ManyToManyField(blank=True, related_name='reading_groups', to=settings.AUTH_USER_MODEL, verbose_name='personnes invitées')),
                    ('network', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.network', verbose_name='réseau')),
                    ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'groupe de relecture',
                    'verbose_name_plural': 'groupes de relecture',
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('network__isnull', False), ('organization', None)), models.Q(('network', None), ('organization__isnull', False)), _connector='OR'), name='a_reading_group_is_of_one_organization_or_network', violation_error_message='Choisissez une structure ou un réseau.')],
                },
            ),
            migrations.CreateModel(
                name='Remark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('page', models.CharField(max_length=120, verbose_name='sorte de page')),
                    ('address', models.CharField(blank=True, max_length=200, verbose_name='adresse, si tout le monde peut l’ouvrir')),
                    ('passage', models.CharField(blank=True, max_length=200, verbose_name='passage')),
                    ('words', models.TextField(max_length=600, verbose_name='remarque')),
                    ('written_at', models.DateTimeField(verbose_name='écrite le')),
                    ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='réglée le')),
                    ('submission', models.UUIDField(editable=False, unique=True, verbose_name='clé du formulaire')),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='écrite par')),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='feedback.readinggroup', verbose_name='groupe')),
                    ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='réglée par')),
                ],
                options={
                    'verbose_name': 'remarque sur une page',
                    'verbose_name_plural': 'remarques sur les pages',
                },
            ),
            migrations.CreateModel(
                name='PageOpinion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('page', models.CharField(max_length=120, verbose_name='sorte de page')),
                    ('address', models.CharField(blank=True, max_length=200, verbose_name='adresse, si tout le monde peut l’ouvrir')),
                    ('answer', models.CharField(choices=[('yes', 'elle a aidé'), ('lost', 'je n’ai pas trouvé ce que je cherche'), ('unclear', 'je ne comprends pas les mots'), ('wrong', 'une information est fausse'), ('broken', 'quelque chose ne marche pas')], max_length=10, verbose_name='réponse')),
                    ('words', models.CharField(blank=True, max_length=300, verbose_name='mots ajoutés')),
                    ('on', models.DateField(verbose_name='jour')),
                    ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='réglé le')),
                    ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='réglé par')),
                ],
                options={
                    'verbose_name': 'avis sur une page',
                    'verbose_name_plural': 'avis sur les pages',
                    'indexes': [models.Index(fields=['on', 'page'], name='opinion_day_page')],
                },
            ),
        ]),
    ]
