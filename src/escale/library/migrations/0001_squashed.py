import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from escale.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('library', '0001_the_index'), ('library', '0002_neighbours')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
        ('media', '0001_squashed'),
        ('sheets', '0001_squashed'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('article', 'Chronique'), ('how_to', 'Fiche pratique'), ('kit', 'Kit d’atelier'), ('exercise', 'Exercice'), ('method', 'Méthode'), ('site', 'Site à connaître')], max_length=10, verbose_name='genre')),
                    ('is_for_team', models.BooleanField(default=False, verbose_name='pour les conseillers seulement')),
                    ('sentences', models.JSONField(blank=True, default=list, verbose_name='phrases')),
                    ('origin', models.BigIntegerField(blank=True, null=True, verbose_name='fiche d’origine')),
                    ('fingerprint', models.CharField(max_length=64, verbose_name='empreinte')),
                    ('read_at', models.DateTimeField(verbose_name='lu le')),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='changé le')),
                    ('compared_at', models.DateTimeField(blank=True, null=True, verbose_name='comparé aux autres le')),
                    ('article', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='document', to='media.article', verbose_name='chronique')),
                    ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization', verbose_name='structure')),
                    ('sheet', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='document', to='sheets.resourcesheet', verbose_name='fiche')),
                ],
                options={
                    'verbose_name': 'texte de la bibliothèque',
                    'verbose_name_plural': 'textes de la bibliothèque',
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('article__isnull', False), ('sheet', None)), models.Q(('article', None), ('sheet__isnull', False)), _connector='OR'), name='document_of_one_text')],
                },
            ),
            migrations.CreateModel(
                name='Neighbour',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('rank', models.PositiveSmallIntegerField(verbose_name='rang')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='neighbours', to='library.document', verbose_name='texte')),
                    ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='library.document', verbose_name='texte semblable')),
                ],
                options={
                    'verbose_name': 'texte semblable',
                    'verbose_name_plural': 'textes semblables',
                    'constraints': [models.UniqueConstraint(fields=('document', 'other'), name='neighbour_once_a_document')],
                },
            ),
            migrations.CreateModel(
                name='Word',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=80, verbose_name='mot')),
                    ('weight', models.PositiveSmallIntegerField(verbose_name='poids')),
                    ('place', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='phrase')),
                    ('document', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='words', to='library.document', verbose_name='texte')),
                ],
                options={
                    'verbose_name': 'mot de la bibliothèque',
                    'verbose_name_plural': 'mots de la bibliothèque',
                    'indexes': [models.Index(fields=['key', 'document', 'weight', 'place'], name='documents_with_a_word')],
                    'constraints': [models.UniqueConstraint(fields=('document', 'key'), name='word_once_a_document')],
                },
            ),
        ]),
    ]
