
import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0004_waiting_list'),
        ('agenda', '0008_commune_of_a_visit'),
        ('people', '0002_follow_up'),
        ('places', '0002_visits'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=60, verbose_name='titre')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='adresse de la page')),
                ('level', models.CharField(blank=True, choices=[('beginner', 'découvre'), ('intermediate', 'se débrouille'), ('advanced', 'autonome')], max_length=15, verbose_name='niveau')),
                ('audience', models.CharField(choices=[('everyone', 'tout le monde'), ('seniors', 'les seniors'), ('young', 'les 15-25 ans'), ('parents', 'les parents'), ('job_seekers', 'les personnes en recherche d’emploi'), ('newcomers', 'les personnes qui apprennent le français')], default='everyone', max_length=15, verbose_name='pour')),
                ('seats', models.PositiveSmallIntegerField(default=6, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(200)], verbose_name='places')),
                ('access', models.CharField(choices=[('public', 'tout le monde'), ('reserved', 'les personnes que l’équipe inscrit')], default='public', max_length=10, verbose_name='qui peut s’inscrire')),
                ('companions_take_a_seat', models.BooleanField(default=True, verbose_name='un accompagnant prend une place')),
                ('opens_at', models.DateTimeField(blank=True, null=True, verbose_name='inscriptions à partir du')),
                ('closes_at', models.DateTimeField(blank=True, null=True, verbose_name='inscriptions jusqu’au')),
                ('price_note', models.CharField(blank=True, max_length=120, verbose_name='prix ou adhésion, si ce n’est pas gratuit')),
                ('co_host', models.CharField(blank=True, max_length=80, verbose_name='avec')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='publié le')),
                ('created_at', models.DateTimeField(verbose_name='créé le')),
                ('canceled_at', models.DateTimeField(blank=True, null=True, verbose_name='annulé le')),
                ('canceled_why', models.CharField(blank=True, max_length=160, verbose_name='pourquoi c’est annulé')),
                ('submission', models.UUIDField(blank=True, editable=False, null=True, unique=True, verbose_name='clé du formulaire')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='créé par')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workshops.group', verbose_name='regroupé avec')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='accounts.organization', verbose_name='structure')),
            ],
            options={
                'verbose_name': 'groupe',
            },
        ),
        migrations.CreateModel(
            name='DraftGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=60, verbose_name='titre')),
                ('level', models.CharField(blank=True, choices=[('beginner', 'découvre'), ('intermediate', 'se débrouille'), ('advanced', 'autonome')], max_length=15, verbose_name='niveau')),
                ('weekday', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(6)], verbose_name='jour de la semaine')),
                ('start_time', models.TimeField(verbose_name='de')),
                ('end_time', models.TimeField(verbose_name='à')),
                ('starts_on', models.DateField(verbose_name='première séance le')),
                ('count', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1)], verbose_name='séances')),
                ('seats', models.PositiveSmallIntegerField(default=6, validators=[django.core.validators.MinValueValidator(1)], verbose_name='places')),
                ('named_by_hand', models.BooleanField(default=False, verbose_name='titre et niveau choisis par l’équipe')),
                ('created_at', models.DateTimeField(verbose_name='proposé le')),
                ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='animé par')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='draft_groups', to='accounts.organization', verbose_name='structure')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='places.room', verbose_name='salle')),
                ('venue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.venue', verbose_name='lieu')),
                ('group', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='draft', to='workshops.group', verbose_name='groupe créé')),
            ],
            options={
                'verbose_name': 'groupe proposé',
            },
        ),
        migrations.CreateModel(
            name='Cycle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('joins_until', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1)], verbose_name='on peut rejoindre jusqu’à la séance')),
                ('has_try_out', models.BooleanField(default=False, verbose_name='la première séance est un essai')),
                ('charter', models.TextField(blank=True, max_length=1000, verbose_name='règles du groupe, une par ligne')),
                ('reviewed_at', models.DateTimeField(blank=True, null=True, verbose_name='bilan fait le')),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='cycle', to='workshops.group', verbose_name='groupe')),
            ],
            options={
                'verbose_name': 'cycle',
            },
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_name', models.CharField(max_length=60, verbose_name='prénom')),
                ('last_name', models.CharField(blank=True, max_length=60, verbose_name='nom')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='téléphone')),
                ('level', models.CharField(blank=True, choices=[('beginner', 'découvre'), ('intermediate', 'se débrouille'), ('advanced', 'autonome')], max_length=15, verbose_name='niveau')),
                ('answers', models.JSONField(blank=True, default=dict, verbose_name='réponses au positionnement')),
                ('positioned_at', models.DateTimeField(blank=True, null=True, verbose_name='positionnement fait le')),
                ('wants_basics', models.BooleanField(default=False, verbose_name='préfère reprendre du début')),
                ('device', models.CharField(choices=[('computer', 'sur un ordinateur'), ('phone', 'sur un téléphone ou une tablette'), ('any', 'peu importe')], default='any', max_length=10, verbose_name='veut apprendre')),
                ('availability', models.JSONField(blank=True, default=list, verbose_name='demi-journées libres')),
                ('commune', models.CharField(blank=True, max_length=5, verbose_name='commune (code INSEE)')),
                ('goals', models.CharField(blank=True, max_length=200, verbose_name='ce qu’elle veut savoir faire')),
                ('room_needs', models.JSONField(blank=True, default=list, verbose_name='ce qu’il lui faut dans la salle')),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='à savoir pour le groupe')),
                ('source', models.CharField(choices=[('online', 'en ligne'), ('staff', 'par l’équipe'), ('phone', 'au téléphone'), ('paper', 'sur papier'), ('import', 'par une liste'), ('partner', 'par un partenaire')], max_length=10, verbose_name='demandé')),
                ('acquisition', models.CharField(blank=True, choices=[('newspaper', 'Le journal'), ('poster', 'Une affiche'), ('word_of_mouth', 'Quelqu’un m’en a parlé'), ('social_center', 'Le Centre social ou le CCAS'), ('city_app', 'L’appli de la ville'), ('other', 'Autrement')], max_length=20, verbose_name='nous a connus par')),
                ('created_at', models.DateTimeField(verbose_name='demandé le')),
                ('placed_by_hand', models.BooleanField(default=False, verbose_name='placé par l’équipe, et non par la proposition')),
                ('postponed_until', models.DateField(blank=True, null=True, verbose_name='remis au')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='sorti de la liste le')),
                ('why_closed', models.CharField(blank=True, choices=[('joined', 'a rejoint un groupe'), ('left', 'ne veut plus'), ('removed', 'retirée par l’équipe')], max_length=10, verbose_name='pourquoi')),
                ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                ('batch', models.UUIDField(blank=True, db_index=True, editable=False, null=True, verbose_name='liste importée')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noté par')),
                ('draft', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='interests', to='workshops.draftgroup', verbose_name='groupe proposé')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='accounts.organization', verbose_name='structure')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='interests', to='people.beneficiary', verbose_name='personne')),
                ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='places.venue', verbose_name='lieu préféré')),
            ],
            options={
                'verbose_name': 'demande d’apprendre',
                'verbose_name_plural': 'demandes d’apprendre',
            },
        ),
        migrations.CreateModel(
            name='Enrollment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('enrolled', 'inscrit'), ('waiting', 'en attente'), ('offered', 'place proposée'), ('canceled_by_person', 'annulé par la personne'), ('canceled_by_us', 'annulé par nous')], max_length=20, verbose_name='état')),
                ('revision', models.PositiveIntegerField(default=0, verbose_name='révision')),
                ('seats', models.PositiveSmallIntegerField(default=1, verbose_name='places prises')),
                ('with_companion', models.BooleanField(default=False, verbose_name='vient avec quelqu’un')),
                ('via', models.CharField(choices=[('public', 'en ligne'), ('staff', 'par l’équipe'), ('invitation', 'par invitation'), ('prescriber', 'par un partenaire'), ('walk_in', 'venu sans être inscrit')], max_length=10, verbose_name='inscrit')),
                ('helper_name', models.CharField(blank=True, max_length=80, verbose_name='inscrit pour elle par')),
                ('needs', models.CharField(blank=True, max_length=200, verbose_name='ce qu’il lui faut dans la salle')),
                ('contact_phone', models.CharField(blank=True, max_length=20, verbose_name='téléphone des messages')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='adresse mail des messages')),
                ('acquisition', models.CharField(blank=True, choices=[('newspaper', 'Le journal'), ('poster', 'Une affiche'), ('word_of_mouth', 'Quelqu’un m’en a parlé'), ('social_center', 'Le Centre social ou le CCAS'), ('city_app', 'L’appli de la ville'), ('other', 'Autrement')], max_length=20, verbose_name='nous a connus par')),
                ('created_at', models.DateTimeField(verbose_name='inscrit le')),
                ('queued_at', models.DateTimeField(blank=True, null=True, verbose_name='attend depuis')),
                ('raised_at', models.DateTimeField(blank=True, null=True, verbose_name='passé devant le')),
                ('raised_why', models.CharField(blank=True, max_length=160, verbose_name='pourquoi passé devant')),
                ('offered_at', models.DateTimeField(blank=True, null=True, verbose_name='place proposée le')),
                ('answer_by', models.DateTimeField(blank=True, null=True, verbose_name='réponse avant')),
                ('offered_by_call', models.BooleanField(default=False, verbose_name='proposée par téléphone')),
                ('joined_at', models.DateTimeField(blank=True, null=True, verbose_name='a une place depuis')),
                ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='parti le')),
                ('left_why', models.CharField(blank=True, choices=[('canceled', 'a annulé'), ('declined', 'a dit non'), ('no_answer', 'sans réponse'), ('removed', 'retiré par l’équipe'), ('group_canceled', 'atelier annulé'), ('started', 'a commencé sans place')], max_length=20, verbose_name='pourquoi')),
                ('called_back_at', models.DateTimeField(blank=True, null=True, verbose_name='rappelé après des absences le')),
                ('asked_later_at', models.DateTimeField(blank=True, null=True, verbose_name='point à trois mois demandé le')),
                ('link_nonce', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='graine du lien secret')),
                ('link_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='empreinte du lien secret')),
                ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                ('enrolled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='inscrit par')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enrollments', to='accounts.organization', verbose_name='structure')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrollments', to='people.beneficiary', verbose_name='personne')),
                ('raised_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='passé devant par')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enrollments', to='workshops.group', verbose_name='groupe')),
                ('interest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='enrollments', to='workshops.interest', verbose_name='demande d’apprendre')),
            ],
            options={
                'verbose_name': 'inscription',
            },
        ),
        migrations.CreateModel(
            name='RollCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                ('called_at', models.DateTimeField(verbose_name='fait le')),
                ('unnamed_before', models.PositiveSmallIntegerField(default=0, verbose_name='personnes sans nom, avant')),
                ('unnamed', models.PositiveSmallIntegerField(default=0, verbose_name='personnes sans nom')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='défait le')),
                ('called_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='fait par')),
            ],
            options={
                'verbose_name': 'appel',
            },
        ),
        migrations.CreateModel(
            name='RollChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was', models.CharField(blank=True, choices=[('present', 'là'), ('late', 'retard'), ('left_early', 'parti avant la fin'), ('absent', 'absence'), ('excused', 'prévenu')], max_length=10, verbose_name='avant')),
                ('mark', models.CharField(choices=[('present', 'là'), ('late', 'retard'), ('left_early', 'parti avant la fin'), ('absent', 'absence'), ('excused', 'prévenu')], max_length=10, verbose_name='présence')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.beneficiary', verbose_name='personne')),
                ('roll_call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='workshops.rollcall', verbose_name='appel')),
            ],
            options={
                'verbose_name': 'ligne changée d’un appel',
            },
        ),
        migrations.CreateModel(
            name='Satisfaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('learnt', models.PositiveSmallIntegerField(choices=[(1, 'pas vraiment'), (2, 'un peu'), (3, 'oui, beaucoup')], verbose_name='j’ai appris')),
                ('at_ease', models.PositiveSmallIntegerField(choices=[(1, 'pas vraiment'), (2, 'un peu'), (3, 'oui, beaucoup')], verbose_name='je me suis senti à l’aise')),
                ('would_return', models.PositiveSmallIntegerField(choices=[(1, 'pas vraiment'), (2, 'un peu'), (3, 'oui, beaucoup')], verbose_name='je reviendrais')),
                ('said_at', models.DateTimeField(verbose_name='dit le')),
                ('enrollment', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='satisfaction', to='workshops.enrollment', verbose_name='inscription')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='satisfactions', to='workshops.group', verbose_name='groupe')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='satisfactions', to='accounts.organization', verbose_name='structure')),
            ],
            options={
                'verbose_name': 'avis',
                'verbose_name_plural': 'avis',
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='numéro')),
                ('subject', models.CharField(blank=True, max_length=120, verbose_name='ce qu’on y fait')),
                ('preparation', models.CharField(blank=True, max_length=200, verbose_name='à préparer')),
                ('starts_at', models.DateTimeField(verbose_name='début')),
                ('ends_at', models.DateTimeField(verbose_name='fin')),
                ('mode', models.CharField(choices=[('on_site', 'sur place'), ('online', 'à distance'), ('mixed', 'sur place ou à distance')], default='on_site', max_length=10, verbose_name='comment on y vient')),
                ('video_link', models.URLField(blank=True, verbose_name='lien de la visio')),
                ('revision', models.PositiveIntegerField(default=0, verbose_name='révision')),
                ('created_at', models.DateTimeField(verbose_name='créée le')),
                ('moved_from', models.DateTimeField(blank=True, null=True, verbose_name='était le')),
                ('canceled_at', models.DateTimeField(blank=True, null=True, verbose_name='annulée le')),
                ('canceled_why', models.CharField(blank=True, max_length=160, verbose_name='pourquoi elle est annulée')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='rappels écrits le')),
                ('roll_called_at', models.DateTimeField(blank=True, null=True, verbose_name='appel fait le')),
                ('unnamed', models.PositiveSmallIntegerField(default=0, verbose_name='personnes venues sans donner leur nom')),
                ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to=settings.AUTH_USER_MODEL, verbose_name='animé par')),
                ('co_advisers', models.ManyToManyField(blank=True, related_name='shared_sessions', to=settings.AUTH_USER_MODEL, verbose_name='avec aussi')),
                ('equipment', models.ManyToManyField(blank=True, related_name='sessions', to='agenda.equipment', verbose_name='matériel')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='workshops.group', verbose_name='groupe')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='accounts.organization', verbose_name='structure')),
                ('roll_called_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='appel fait par')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sessions', to='places.room', verbose_name='salle')),
                ('venue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='places.venue', verbose_name='lieu')),
            ],
            options={
                'verbose_name': 'séance',
            },
        ),
        migrations.AddField(
            model_name='rollcall',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roll_calls', to='workshops.session', verbose_name='séance'),
        ),
        migrations.CreateModel(
            name='CatchUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(verbose_name='noté le')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noté par')),
                ('enrollment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='catch_ups', to='workshops.enrollment', verbose_name='inscription')),
                ('missed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workshops.session', verbose_name='séance manquée')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='catch_ups', to='workshops.session', verbose_name='séance rattrapée')),
            ],
            options={
                'verbose_name': 'rattrapage',
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(choices=[('present', 'là'), ('late', 'retard'), ('left_early', 'parti avant la fin'), ('absent', 'absence'), ('excused', 'prévenu')], max_length=10, verbose_name='présence')),
                ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé du formulaire')),
                ('noted_at', models.DateTimeField(verbose_name='noté le')),
                ('noted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noté par')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='people.beneficiary', verbose_name='personne')),
                ('enrollment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='attendances', to='workshops.enrollment', verbose_name='inscription')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='workshops.session', verbose_name='séance')),
            ],
            options={
                'verbose_name': 'présence',
            },
        ),
        migrations.CreateModel(
            name='SessionHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('commitment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='session_hold', to='agenda.commitment', verbose_name='occupation')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holds', to='workshops.session', verbose_name='séance')),
            ],
            options={
                'verbose_name': 'occupation d’une séance',
            },
        ),
        migrations.CreateModel(
            name='Skill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=100, verbose_name='savoir-faire')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='ordre')),
                ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skills', to='accounts.organization', verbose_name='structure')),
            ],
            options={
                'verbose_name': 'savoir-faire',
                'verbose_name_plural': 'savoir-faire',
            },
        ),
        migrations.CreateModel(
            name='SkillCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moment', models.CharField(choices=[('first', 'au début'), ('last', 'à la fin'), ('later', 'trois mois après')], max_length=10, verbose_name='moment')),
                ('taken_at', models.DateTimeField(verbose_name='remplie le')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skill_checks', to='workshops.group', verbose_name='groupe')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skill_checks', to='accounts.organization', verbose_name='structure')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='skill_checks', to='people.beneficiary', verbose_name='personne')),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='remplie par')),
            ],
            options={
                'verbose_name': 'grille de savoir-faire',
            },
        ),
        migrations.CreateModel(
            name='SkillAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mastery', models.CharField(choices=[('not_yet', 'pas encore'), ('with_help', 'avec aide'), ('alone', 'seul')], max_length=10, verbose_name='degré')),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='workshops.skill', verbose_name='savoir-faire')),
                ('check_taken', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='workshops.skillcheck', verbose_name='grille')),
            ],
            options={
                'verbose_name': 'réponse de la grille',
            },
        ),
        migrations.CreateModel(
            name='SkippedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='jour')),
                ('why', models.CharField(max_length=120, verbose_name='pourquoi')),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skipped_days', to='workshops.cycle', verbose_name='cycle')),
            ],
            options={
                'verbose_name': 'date sautée',
            },
        ),
        migrations.CreateModel(
            name='Workshop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=60, verbose_name='titre')),
                ('promise', models.CharField(blank=True, max_length=160, verbose_name='à la fin, vous…')),
                ('learns', models.TextField(blank=True, max_length=600, verbose_name='ce que vous saurez faire, une chose par ligne')),
                ('level', models.CharField(blank=True, choices=[('beginner', 'découvre'), ('intermediate', 'se débrouille'), ('advanced', 'autonome')], max_length=15, verbose_name='niveau')),
                ('audience', models.CharField(choices=[('everyone', 'tout le monde'), ('seniors', 'les seniors'), ('young', 'les 15-25 ans'), ('parents', 'les parents'), ('job_seekers', 'les personnes en recherche d’emploi'), ('newcomers', 'les personnes qui apprennent le français')], default='everyone', max_length=15, verbose_name='pour')),
                ('prerequisites', models.TextField(blank=True, max_length=400, verbose_name='il faut déjà savoir, une chose par ligne')),
                ('bring', models.TextField(blank=True, max_length=300, verbose_name='à apporter, une chose par ligne')),
                ('minutes', models.PositiveSmallIntegerField(default=120, validators=[django.core.validators.MinValueValidator(15), django.core.validators.MaxValueValidator(480)], verbose_name='durée')),
                ('seats', models.PositiveSmallIntegerField(default=6, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(200)], verbose_name='places')),
                ('pillar', models.CharField(blank=True, choices=[('uses', 'Les usages de tous les jours'), ('citizenship', 'Un usage citoyen et prudent'), ('procedures', 'L’autonomie dans les démarches')], max_length=15, verbose_name='mission')),
                ('poster_sentence', models.CharField(blank=True, max_length=120, verbose_name='phrase de l’affiche')),
                ('sheets', models.TextField(blank=True, max_length=600, verbose_name='fiches liées, une adresse par ligne')),
                ('icon', models.CharField(default='graduation-cap', max_length=30, verbose_name='dessin')),
                ('starter', models.SlugField(blank=True, editable=False, max_length=40, verbose_name='fiche d’origine')),
                ('created_at', models.DateTimeField(verbose_name='ajouté le')),
                ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='workshops', to='accounts.organization', verbose_name='structure')),
            ],
            options={
                'verbose_name': 'atelier',
            },
        ),
        migrations.AddField(
            model_name='group',
            name='workshop',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='workshops.workshop', verbose_name='atelier'),
        ),
        migrations.AddField(
            model_name='draftgroup',
            name='workshop',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workshops.workshop', verbose_name='atelier'),
        ),
        migrations.CreateModel(
            name='WorkshopStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='ordre')),
                ('minutes', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(480)], verbose_name='minutes')),
                ('title', models.CharField(max_length=160, verbose_name='ce qu’on fait')),
                ('materials', models.CharField(blank=True, max_length=160, verbose_name='ce qu’il faut')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='workshops.workshop', verbose_name='atelier')),
            ],
            options={
                'verbose_name': 'étape',
            },
        ),
        migrations.CreateModel(
            name='WorkshopTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(choices=[('diagnostic_numerique', 'Diagnostic numérique'), ('prendre_en_main_du_materiel', 'Prise en main du matériel'), ('maintenance_de_materiel', 'Maintenance du matériel'), ('gere_ses_contenus_numeriques', 'Gestion de ses contenus'), ('navigation_sur_internet', 'Navigation sur Internet'), ('email', 'E-mail'), ('bureautique', 'Bureautique'), ('reseaux_sociaux', 'Réseaux sociaux et communication'), ('sante', 'Santé'), ('banque_et_achats_en_ligne', 'Banque et achats en ligne'), ('entrepreneuriat', 'Accompagnement d’un professionnel'), ('insertion_professionnelle', 'Insertion professionnelle'), ('securite_numerique', 'Sécurité numérique'), ('parentalite', 'Parentalité'), ('scolarite_et_numerique', 'Scolarité et numérique'), ('creer_avec_le_numerique', 'Création avec le numérique'), ('culture_numerique', 'Culture numérique'), ('intelligence_artificielle', 'Intelligence artificielle'), ('aide_aux_demarches_administratives', 'Démarches administratives'), ('papiers_elections_citoyennete', 'Papiers, élections, citoyenneté'), ('famille_scolarite', 'Famille, scolarité'), ('social_sante', 'Social, santé'), ('travail_formation', 'Travail, formation'), ('logement', 'Logement'), ('transports_mobilite', 'Transports, mobilité'), ('argent_impots', 'Argent, impôts'), ('justice', 'Justice'), ('etrangers_europe', 'Étrangers, Europe'), ('loisirs_sports_culture', 'Loisirs, sports, culture'), ('associations', 'Associations')], max_length=40, verbose_name='thématique')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='workshops.workshop', verbose_name='atelier')),
            ],
            options={
                'verbose_name': 'thématique d’un atelier',
            },
        ),
        migrations.AddIndex(
            model_name='interest',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['organization', 'created_at'], name='interest_open'),
        ),
        migrations.AddIndex(
            model_name='interest',
            index=models.Index(fields=['phone'], name='interest_phone'),
        ),
        migrations.AddIndex(
            model_name='enrollment',
            index=models.Index(fields=['group', 'state'], name='enrollment_group'),
        ),
        migrations.AddIndex(
            model_name='enrollment',
            index=models.Index(fields=['person', 'created_at'], name='enrollment_person'),
        ),
        migrations.AddIndex(
            model_name='enrollment',
            index=models.Index(fields=['contact_phone', 'created_at'], name='enrollment_contact'),
        ),
        migrations.AddIndex(
            model_name='enrollment',
            index=models.Index(condition=models.Q(('state', 'offered')), fields=['answer_by'], name='enrollment_deadline'),
        ),
        migrations.AddConstraint(
            model_name='enrollment',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['enrolled', 'offered', 'waiting'])), fields=('group', 'person'), name='one_live_enrollment_per_person', violation_error_message='Cette personne est déjà inscrite.'),
        ),
        migrations.AddConstraint(
            model_name='enrollment',
            constraint=models.CheckConstraint(condition=models.Q(('seats__in', [1, 2])), name='enrollment_takes_one_seat_or_two'),
        ),
        migrations.AddConstraint(
            model_name='enrollment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer_by__isnull', False), ('state', 'offered')), models.Q(('state', 'offered'), _negated=True), _connector='OR'), name='an_offer_has_a_deadline'),
        ),
        migrations.AddConstraint(
            model_name='enrollment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('joined_at__isnull', False), ('state', 'enrolled')), models.Q(('state', 'enrolled'), _negated=True), _connector='OR'), name='a_seat_has_a_beginning'),
        ),
        migrations.AddConstraint(
            model_name='enrollment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('queued_at__isnull', False), ('state', 'waiting')), models.Q(('state', 'waiting'), _negated=True), _connector='OR'), name='who_waits_has_a_turn'),
        ),
        migrations.AddConstraint(
            model_name='rollchange',
            constraint=models.UniqueConstraint(fields=('roll_call', 'person'), name='one_change_per_person_and_roll'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['organization', 'starts_at'], name='session_organization'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['starts_at'], name='session_start'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['adviser', 'starts_at'], name='session_adviser'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='session_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='catchup',
            constraint=models.UniqueConstraint(fields=('enrollment', 'missed'), name='one_catch_up_per_missed_session'),
        ),
        migrations.AddConstraint(
            model_name='catchup',
            constraint=models.UniqueConstraint(fields=('enrollment', 'session'), name='one_catch_up_per_session'),
        ),
        migrations.AddIndex(
            model_name='attendance',
            index=models.Index(fields=['person', 'session'], name='attendance_person'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('session', 'person'), name='one_attendance_per_session', violation_error_message='Cette personne est déjà dans l’appel.'),
        ),
        migrations.AddConstraint(
            model_name='skill',
            constraint=models.UniqueConstraint(condition=models.Q(('archived_at', None)), fields=('organization', 'label'), name='one_skill_label_per_organization', violation_error_message='Ce savoir-faire est déjà dans la grille.'),
        ),
        migrations.AddConstraint(
            model_name='skillcheck',
            constraint=models.UniqueConstraint(fields=('group', 'person', 'moment'), name='one_grid_per_person_and_moment'),
        ),
        migrations.AddConstraint(
            model_name='skillanswer',
            constraint=models.UniqueConstraint(fields=('check_taken', 'skill'), name='one_answer_per_skill'),
        ),
        migrations.AddConstraint(
            model_name='skippedday',
            constraint=models.UniqueConstraint(fields=('cycle', 'on'), name='one_skipped_day_once'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.UniqueConstraint(condition=models.Q(('archived_at', None)), fields=('organization', 'title'), name='one_workshop_title_per_organization', violation_error_message='Un atelier porte déjà ce titre.'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(('opens_at', None), ('closes_at', None), ('closes_at__gt', models.F('opens_at')), _connector='OR'), name='enrollments_close_after_they_open', violation_error_message='La fin des inscriptions vient après leur début.'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(('seats__gte', 1)), name='group_has_a_seat', violation_error_message='Il faut au moins une place.'),
        ),
        migrations.AddConstraint(
            model_name='workshopstep',
            constraint=models.UniqueConstraint(fields=('workshop', 'position'), name='one_step_per_position'),
        ),
        migrations.AddConstraint(
            model_name='workshoptopic',
            constraint=models.UniqueConstraint(fields=('workshop', 'topic'), name='one_topic_once_per_workshop'),
        ),
    ]
