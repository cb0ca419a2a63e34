import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0007_source_proposals'),
    ]

    operations = [
        migrations.CreateModel(
            name='SharedOpening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='ouvert le')),
                ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opened', to='records.sharedlink', verbose_name='lien')),
            ],
            options={
                'verbose_name': 'ouverture d’un lien',
                'verbose_name_plural': 'ouvertures d’un lien',
                'ordering': ['-opened_at', '-pk'],
                'default_permissions': (),
            },
        ),
    ]
