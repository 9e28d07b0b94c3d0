import d4d.foundation.clock
import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models

from d4d.foundation.migrating import TablesAtOnce


class Migration(TablesAtOnce):

    replaces = [
        ("foundation", "0001_first_floor"),
        ("foundation", "0003_when_news_was_wanted"),
        ("foundation", "0004_find_rows_by_actor"),
        ("foundation", "0005_backups_and_restorations"),
        ("foundation", "0006_lists_read_in"),
        ("foundation", "0007_keep_days_of_what_a_list_changed"),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=40, unique=True, verbose_name='series')),
                ('value', models.BigIntegerField(default=0, verbose_name='last number')),
            ],
            options={
                'verbose_name': 'counter',
                'verbose_name_plural': 'counters',
            },
        ),
        migrations.CreateModel(
            name='PurgeGate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_open', models.BooleanField(default=False, verbose_name='open')),
            ],
            options={
                'verbose_name': 'purge gate',
                'verbose_name_plural': 'purge gate',
            },
        ),
        migrations.CreateModel(
            name='BackupMade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='backup')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('size', models.BigIntegerField(verbose_name='bytes')),
            ],
            options={
                'verbose_name': 'backup',
                'verbose_name_plural': 'backups',
                'indexes': [models.Index(fields=['made_at'], name='backup_by_age')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=250, unique=True, verbose_name='key')),
                ('topic', models.CharField(max_length=80, verbose_name='topic')),
                ('handler', models.CharField(max_length=150, verbose_name='subscriber')),
                ('queue', models.CharField(max_length=20, verbose_name='queue')),
                ('payload', models.JSONField(verbose_name='ids')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='published')),
                ('wanted_at', models.DateTimeField(default=d4d.foundation.clock.now, verbose_name='wanted')),
                ('available_at', models.DateTimeField(verbose_name='not before')),
                ('generation', models.PositiveIntegerField(default=1, verbose_name='generation')),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='tries')),
                ('leased_until', models.DateTimeField(blank=True, null=True, verbose_name='in hand until')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='delivered')),
                ('dead_at', models.DateTimeField(blank=True, null=True, verbose_name='given up')),
                ('last_error', models.CharField(blank=True, max_length=300, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'delivery',
                'verbose_name_plural': 'deliveries',
                'indexes': [models.Index(condition=models.Q(('dead_at', None), ('done_at', None)), fields=['available_at', 'id'], name='delivery_due'), models.Index(condition=models.Q(('dead_at', None), ('done_at', None)), fields=['wanted_at'], name='delivery_waiting'), models.Index(condition=models.Q(('dead_at', None), _negated=True), fields=['dead_at'], name='delivery_dead'), models.Index(condition=models.Q(('done_at', None), _negated=True), fields=['done_at'], name='delivery_done')],
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='list')),
                ('state', models.CharField(choices=[('received', 'being looked at'), ('refused', 'refused'), ('ready', 'ready to apply'), ('applying', 'being applied'), ('applied', 'applied'), ('undoing', 'being undone'), ('undone', 'undone'), ('discarded', 'discarded')], default='received', max_length=10, verbose_name='state')),
                ('sha256', models.CharField(max_length=64, verbose_name='fingerprint')),
                ('content', models.BinaryField(null=True, verbose_name='file')),
                ('actor', models.UUIDField(blank=True, null=True, verbose_name='by')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='received')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='applied or ended')),
                ('new', models.PositiveIntegerField(default=0, verbose_name='new')),
                ('changed', models.PositiveIntegerField(default=0, verbose_name='changed')),
                ('unchanged', models.PositiveIntegerField(default=0, verbose_name='unchanged')),
                ('wrong', models.PositiveIntegerField(default=0, verbose_name='wrong')),
                ('complaints', models.JSONField(default=list, verbose_name='what is wrong')),
            ],
            options={
                'verbose_name': 'list read in',
                'verbose_name_plural': 'lists read in',
                'indexes': [models.Index(fields=['state', 'created_at'], name='importbatch_by_state'), models.Index(condition=models.Q(('actor', None), _negated=True), fields=['actor'], name='importbatch_by_actor')],
            },
        ),
        migrations.CreateModel(
            name='ImportTrace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='traces', to='foundation.importbatch', verbose_name='list read in')),
                ('label', models.CharField(max_length=60, verbose_name='table')),
                ('row_id', models.CharField(max_length=40, verbose_name='row')),
                ('before', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True, verbose_name='before')),
                ('mark', models.CharField(max_length=64, verbose_name='mark')),
            ],
            options={
                'verbose_name': 'trace of a list',
                'verbose_name_plural': 'traces of lists',
            },
        ),
        migrations.CreateModel(
            name='Restoration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('backup', models.CharField(max_length=40, verbose_name='backup')),
                ('taken_at', models.DateTimeField(verbose_name='taken')),
                ('restored_at', models.DateTimeField(verbose_name='restored')),
                ('replayed_at', models.DateTimeField(blank=True, null=True, verbose_name='erasures repeated')),
                ('reconciled_at', models.DateTimeField(blank=True, null=True, verbose_name='reconciled')),
            ],
            options={
                'verbose_name': 'restoration',
                'verbose_name_plural': 'restorations',
                'indexes': [models.Index(fields=['restored_at'], name='restoration_by_age')],
            },
        ),
        migrations.CreateModel(
            name='StateChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('row_id', models.BigIntegerField(verbose_name='row')),
                ('came_from', models.CharField(blank=True, max_length=40, verbose_name='from')),
                ('went_to', models.CharField(max_length=40, verbose_name='to')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('actor', models.UUIDField(blank=True, null=True, verbose_name='by')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'state change',
                'verbose_name_plural': 'state changes',
                'indexes': [models.Index(fields=['kind', 'row_id', 'id'], name='statechange_of_row'), models.Index(condition=models.Q(('actor', None), _negated=True), fields=['actor'], name='statechange_by_actor')],
            },
        ),
    ]
