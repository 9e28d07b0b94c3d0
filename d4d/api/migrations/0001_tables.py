import d4d.foundation.clock
import django.db.models.deletion
import uuid
from django.db import migrations, models

from d4d.foundation.migrating import TablesAtOnce


class Migration(TablesAtOnce):

    replaces = [
        ("api", "0001_keys_and_webhooks"),
        ("api", "0002_ends_of_keys_and_secrets"),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='webhooks', to='accounts.practice', verbose_name='practice')),
                ('url', models.URLField(verbose_name='address')),
                ('news', models.JSONField(default=list, verbose_name='hears of')),
                ('state', models.CharField(choices=[('active', 'switched on'), ('paused', 'switched off')], default='active', max_length=8, verbose_name='state')),
                ('secret', models.TextField(verbose_name='secret')),
                ('former_secret', models.TextField(blank=True, verbose_name='former secret')),
                ('former_until', models.DateTimeField(blank=True, null=True, verbose_name='former secret signs until')),
                ('made_by', models.UUIDField(blank=True, null=True, verbose_name='made by')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
            ],
            options={
                'verbose_name': 'webhook',
                'verbose_name_plural': 'webhooks',
                'indexes': [models.Index(condition=models.Q(('made_by', None), _negated=True), fields=['made_by'], name='webhook_by_maker'), models.Index(condition=models.Q(('former_until', None), _negated=True), fields=['former_until'], name='webhook_by_former')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['active', 'paused'])), name='webhook_state'), models.UniqueConstraint(fields=('practice', 'url'), name='webhook_once_per_address')],
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='api.webhook', verbose_name='webhook')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='number')),
                ('news', models.CharField(max_length=20, verbose_name='news')),
                ('about', models.CharField(blank=True, max_length=20, verbose_name='about')),
                ('occasion', models.CharField(max_length=60, verbose_name='occasion')),
                ('outcome', models.CharField(choices=[('waiting', 'to be told'), ('sent', 'told'), ('failed', 'given up')], default='waiting', max_length=8, verbose_name='outcome')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                ('answer', models.CharField(blank=True, max_length=60, verbose_name='answer')),
                ('made_at', models.DateTimeField(default=d4d.foundation.clock.now, verbose_name='made')),
                ('tried_at', models.DateTimeField(blank=True, null=True, verbose_name='last tried')),
            ],
            options={
                'verbose_name': 'call',
                'verbose_name_plural': 'calls',
                'indexes': [models.Index(fields=['webhook', '-id'], name='call_of_webhook'), models.Index(fields=['made_at'], name='call_by_moment')],
                'constraints': [models.UniqueConstraint(fields=('webhook', 'occasion'), name='call_once_per_occasion'), models.CheckConstraint(condition=models.Q(('outcome__in', ['waiting', 'sent', 'failed'])), name='call_outcome')],
            },
        ),
        migrations.CreateModel(
            name='AccessKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='access_keys', to='accounts.practice', verbose_name='practice')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='fingerprint')),
                ('hint', models.CharField(max_length=4, verbose_name='ends with')),
                ('scopes', models.JSONField(default=list, verbose_name='opens')),
                ('made_by', models.UUIDField(blank=True, null=True, verbose_name='made by')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('expires_on', models.DateField(verbose_name='last day')),
                ('last_used_on', models.DateField(blank=True, null=True, verbose_name='last used')),
                ('minute', models.PositiveIntegerField(default=0, verbose_name='minute of the last use')),
                ('uses', models.PositiveIntegerField(default=0, verbose_name='uses in that minute')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked')),
            ],
            options={
                'verbose_name': 'access key',
                'verbose_name_plural': 'access keys',
                'indexes': [models.Index(fields=['practice', '-id'], name='accesskey_of_practice'), models.Index(fields=['expires_on'], name='accesskey_by_end'), models.Index(condition=models.Q(('made_by', None), _negated=True), fields=['made_by'], name='accesskey_by_maker')],
            },
        ),
    ]
