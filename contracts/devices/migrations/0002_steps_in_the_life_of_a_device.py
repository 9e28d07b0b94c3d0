
import d4d.foundation.clock
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('devices', '0001_first_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='DeviceChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('added', 'Added to your devices'), ('brought', 'Delivered by us'), ('changed', 'Data changed'), ('retired', 'Taken out of use'), ('back', 'Back in use'), ('taken_over', 'Moved to another practice'), ('merged', 'Joined with a second entry of the same device')], max_length=10, verbose_name='what happened')),
                ('fields', models.JSONField(blank=True, default=list, verbose_name='changed columns')),
                ('on', models.DateField(default=d4d.foundation.clock.today, verbose_name='day')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='written down')),
                ('actor', models.UUIDField(blank=True, null=True, verbose_name='by')),
                ('device', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='devices.device', verbose_name='device')),
            ],
            options={
                'verbose_name': 'change of a device',
                'verbose_name_plural': 'changes of devices',
                'indexes': [models.Index(fields=['device', 'id'], name='devicechange_of_device'), models.Index(condition=models.Q(('actor', None), _negated=True), fields=['actor'], name='devicechange_by_actor')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['added', 'brought', 'changed', 'retired', 'back', 'taken_over', 'merged'])), name='devicechange_kind')],
            },
        ),
    ]
