
import datetime
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('portal', '0001_groups'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.CharField(choices=[('soumis', 'soumis à l’approbation'), ('renvoye', 'renvoyé avec un commentaire'), ('en_ligne', 'mis en ligne')], max_length=8, verbose_name='étape')),
                ('title', models.CharField(max_length=300, verbose_name='fiche')),
                ('address', models.CharField(max_length=200, verbose_name='page du bureau')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='écrit le')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='envoyé le')),
                ('error', models.TextField(blank=True, verbose_name='raison du dernier échec')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='destinataire')),
            ],
            options={
                'verbose_name': 'avis',
                'verbose_name_plural': 'avis',
                'ordering': ['-created_at', '-pk'],
                'default_permissions': ('view',),
                'constraints': [models.CheckConstraint(condition=models.Q(('sent_at', None), ('error', ''), _connector='OR'), name='portal_notice_sent_without_error', violation_error_code='error', violation_error_message='Un avis qui est parti n’a pas d’échec.'), models.CheckConstraint(condition=models.Q(('event__in', ['soumis', 'renvoye', 'en_ligne'])), name='portal_notice_event_is_known', violation_error_code='event', violation_error_message='Cette étape n’est pas de celles dont on avise.'), models.CheckConstraint(condition=models.Q(('created_at__isnull', True), ('created_at__range', (datetime.datetime(1800, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), datetime.datetime(2101, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), _connector='OR'), name='portal_notice_created_at_in_calendar', violation_error_code='created_at', violation_error_message='Une date se situe entre 1800 et 2100.'), models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('sent_at__range', (datetime.datetime(1800, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), datetime.datetime(2101, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), _connector='OR'), name='portal_notice_sent_at_in_calendar', violation_error_code='sent_at', violation_error_message='Une date se situe entre 1800 et 2100.')],
            },
        ),
        migrations.CreateModel(
            name='NoticeChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rhythm', models.CharField(choices=[('tout_de_suite', 'tout de suite, un courriel à chaque fois'), ('chaque_jour', 'une fois par jour, en un seul courriel'), ('jamais', 'jamais')], default='chaque_jour', max_length=13, verbose_name='Recevoir les avis')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='notice_choice', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
            ],
            options={
                'verbose_name': 'choix des avis',
                'verbose_name_plural': 'choix des avis',
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('rhythm__in', ['tout_de_suite', 'chaque_jour', 'jamais'])), name='portal_noticechoice_rhythm_is_known', violation_error_code='rhythm', violation_error_message='Choisissez l’un des trois rythmes.')],
            },
        ),
    ]
