import django.db.models.deletion
import uuid
from django.db import migrations, models

from d4d.foundation.migrating import TablesAtOnce


class Migration(TablesAtOnce):

    replaces = [
        ("outreach", "0001_news_and_opinions"),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('delivery', 'a delivery'), ('case', 'a question that was solved')], max_length=8, verbose_name='about')),
                ('month', models.DateField(verbose_name='month')),
                ('score', models.PositiveSmallIntegerField(verbose_name='satisfied')),
                ('would_recommend', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='would recommend us')),
            ],
            options={
                'verbose_name': 'opinion',
                'verbose_name_plural': 'opinions',
                'indexes': [models.Index(fields=['kind', 'month'], name='surveyanswer_of_month')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['delivery', 'case'])), name='surveyanswer_kind'), models.CheckConstraint(condition=models.Q(('score__gte', 1), ('score__lte', 5)), name='surveyanswer_score'), models.CheckConstraint(condition=models.Q(('would_recommend', None), ('would_recommend__lte', 10), _connector='OR'), name='surveyanswer_recommend')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.UUIDField(verbose_name='person')),
                ('kind', models.CharField(choices=[('delivery', 'a delivery'), ('case', 'a question that was solved')], max_length=8, verbose_name='about')),
                ('occasion', models.CharField(max_length=40, unique=True, verbose_name='occasion')),
                ('at', models.DateTimeField(verbose_name='at')),
            ],
            options={
                'verbose_name': 'invitation to give an opinion',
                'verbose_name_plural': 'invitations to give an opinion',
                'indexes': [models.Index(fields=['subject', 'at'], name='surveyinvitation_of_person'), models.Index(fields=['at'], name='surveyinvitation_by_age')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['delivery', 'case'])), name='surveyinvitation_kind')],
            },
        ),
        migrations.CreateModel(
            name='Key',
            fields=[
                ('mark', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='fingerprint')),
                ('kind', models.CharField(choices=[('delivery', 'a delivery'), ('case', 'a question that was solved')], max_length=8, verbose_name='about')),
                ('good_until', models.DateField(verbose_name='good until')),
            ],
            options={
                'verbose_name': 'key to give an opinion',
                'verbose_name_plural': 'keys to give an opinion',
                'indexes': [models.Index(fields=['good_until'], name='surveykey_by_age')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['delivery', 'case'])), name='surveykey_kind')],
            },
        ),
        migrations.CreateModel(
            name='Newsletter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name for ourselves')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('sending', 'being sent'), ('paused', 'paused'), ('stopped', 'stopped'), ('done', 'sent')], default='draft', max_length=8, verbose_name='state')),
                ('channel', models.CharField(choices=[('email', 'e-mail'), ('sms', 'text message')], max_length=5, verbose_name='channel')),
                ('subject_nl', models.CharField(blank=True, max_length=120, verbose_name='subject (Dutch)')),
                ('body_nl', models.TextField(verbose_name='text (Dutch)')),
                ('subject_en', models.CharField(blank=True, max_length=120, verbose_name='subject (English)')),
                ('body_en', models.TextField(verbose_name='text (English)')),
                ('segment', models.JSONField(blank=True, default=dict, verbose_name='for whom')),
                ('made_by', models.UUIDField(blank=True, null=True, verbose_name='made by')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='begun')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('is_gathered', models.BooleanField(default=False, verbose_name='readers are known')),
                ('turn', models.PositiveIntegerField(default=0, verbose_name='turn')),
            ],
            options={
                'verbose_name': 'newsletter',
                'verbose_name_plural': 'newsletters',
                'indexes': [models.Index(fields=['state', 'id'], name='newsletter_by_state'), models.Index(condition=models.Q(('made_by__isnull', False)), fields=['made_by'], name='newsletter_by_maker')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'sending', 'paused', 'stopped', 'done'])), name='newsletter_state'), models.CheckConstraint(condition=models.Q(('channel__in', ['email', 'sms'])), name='newsletter_channel')],
            },
        ),
        migrations.CreateModel(
            name='Recipient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.UUIDField(verbose_name='person')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('sending', 'being sent'), ('sent', 'sent'), ('skipped', 'may not be reached any more'), ('refused', 'refused by the provider'), ('unknown', 'in flight when something broke: not sent again')], default='waiting', max_length=8, verbose_name='state')),
                ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='taken in hand')),
                ('newsletter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recipients', to='outreach.newsletter', verbose_name='newsletter')),
            ],
            options={
                'verbose_name': 'reader',
                'verbose_name_plural': 'readers',
                'indexes': [models.Index(fields=['newsletter', 'state', 'id'], name='recipient_by_state'), models.Index(fields=['subject'], name='recipient_of_subject'), models.Index(condition=models.Q(('state', 'unknown')), fields=['id'], name='recipient_in_doubt')],
                'constraints': [models.UniqueConstraint(fields=('newsletter', 'subject'), name='recipient_once'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sending', 'sent', 'skipped', 'refused', 'unknown'])), name='recipient_state')],
            },
        ),
    ]
