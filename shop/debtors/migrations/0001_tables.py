import django.db.models.deletion
from django.db import migrations, models

from d4d.foundation.migrating import TablesAtOnce


class Migration(TablesAtOnce):

    replaces = [
        ("debtors", "0001_first_tables"),
        ("debtors", "0003_who_heard_of_an_invoice"),
        ("debtors", "0004_what_was_heard_so_far"),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('invoicing', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='CostScale',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(unique=True, verbose_name='from')),
                ('least_cents', models.PositiveIntegerField(verbose_name='at least, in cents')),
                ('most_cents', models.PositiveIntegerField(verbose_name='at most, in cents')),
                ('source', models.CharField(max_length=120, verbose_name='source')),
            ],
            options={
                'verbose_name': 'scale of collection costs',
                'verbose_name_plural': 'scales of collection costs',
            },
        ),
        migrations.CreateModel(
            name='CreditStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paid_in_time', models.PositiveSmallIntegerField(unique=True, verbose_name='invoices paid in time')),
                ('limit_cents', models.PositiveBigIntegerField(verbose_name='credit limit, in cents')),
            ],
            options={
                'verbose_name': 'step of credit',
                'verbose_name_plural': 'steps of credit',
            },
        ),
        migrations.CreateModel(
            name='Debtor',
            fields=[
            ],
            options={
                'verbose_name': 'debtor',
                'verbose_name_plural': 'debtors',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('accounts.practice',),
        ),
        migrations.CreateModel(
            name='CollectionCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='collection_cases', to='accounts.practice', verbose_name='practice')),
                ('state', models.CharField(choices=[('handed_over', 'with the agency'), ('recalled', 'called back')], default='handed_over', max_length=11, verbose_name='state')),
                ('decided_at', models.DateTimeField(verbose_name='decided')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent to the agency')),
                ('customer_told_at', models.DateTimeField(blank=True, null=True, verbose_name='customer told')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='called back on')),
            ],
            options={
                'verbose_name': 'collection',
                'verbose_name_plural': 'collections',
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['handed_over', 'recalled'])), name='collectioncase_state')],
            },
        ),
        migrations.CreateModel(
            name='CollectionLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='debtors.collectioncase', verbose_name='collection')),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='collection_lines', to='invoicing.invoice', verbose_name='invoice')),
                ('open_cents', models.BigIntegerField(verbose_name='open')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent to the agency')),
                ('customer_told_at', models.DateTimeField(blank=True, null=True, verbose_name='customer told')),
                ('recalled_on', models.DateField(blank=True, null=True, verbose_name='called back on')),
                ('recall_sent_at', models.DateTimeField(blank=True, null=True, verbose_name='agency told')),
            ],
            options={
                'verbose_name': 'invoice at the agency',
                'verbose_name_plural': 'invoices at the agency',
                'constraints': [models.UniqueConstraint(condition=models.Q(('recalled_on', None)), fields=('invoice',), name='collectionline_at_one_agency')],
            },
        ),
        migrations.CreateModel(
            name='CostBand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bands', to='debtors.costscale', verbose_name='scale')),
                ('up_to_cents', models.PositiveBigIntegerField(blank=True, help_text='Empty: everything above.', null=True, verbose_name='up to, in cents')),
                ('permille', models.PositiveSmallIntegerField(help_text='150 is 15 %.', verbose_name='permille')),
            ],
            options={
                'verbose_name': 'band',
                'verbose_name_plural': 'bands',
                'constraints': [models.UniqueConstraint(fields=('scale', 'up_to_cents'), name='costband_once_per_scale'), models.UniqueConstraint(condition=models.Q(('up_to_cents', None)), fields=('scale',), name='costband_one_above_all')],
            },
        ),
        migrations.CreateModel(
            name='CreditProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credit_proposals', to='accounts.practice', verbose_name='practice')),
                ('kind', models.CharField(choices=[('raise', 'more credit'), ('lower', 'no more credit')], max_length=5, verbose_name='proposal')),
                ('state', models.CharField(choices=[('proposed', 'to be decided'), ('granted', 'carried out'), ('refused', 'refused'), ('withdrawn', 'out of date')], default='proposed', max_length=9, verbose_name='state')),
                ('limit_cents', models.PositiveBigIntegerField(verbose_name='proposed limit')),
                ('before_cents', models.PositiveBigIntegerField(default=0, verbose_name='limit before')),
                ('count', models.PositiveSmallIntegerField(verbose_name='figure')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason of the decision')),
                ('proposed_at', models.DateTimeField(verbose_name='proposed')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('review_asked_at', models.DateTimeField(blank=True, null=True, verbose_name='asked to look again')),
                ('reviewed_at', models.DateTimeField(blank=True, null=True, verbose_name='looked at again')),
            ],
            options={
                'verbose_name': 'proposal about credit',
                'verbose_name_plural': 'proposals about credit',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('practice',), name='creditproposal_one_open'), models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'granted', 'refused', 'withdrawn'])), name='creditproposal_state')],
            },
        ),
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'open'), ('ended', 'ended')], default='open', max_length=6, verbose_name='state')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('began_on', models.DateField(verbose_name='since')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='invoicing.invoice', verbose_name='invoice')),
            ],
            options={
                'verbose_name': 'disputed invoice',
                'verbose_name_plural': 'disputed invoices',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('invoice',), name='dispute_one_at_a_time'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'ended'])), name='dispute_state')],
            },
        ),
        migrations.CreateModel(
            name='InterestRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(unique=True, verbose_name='from')),
                ('until_on', models.DateField(verbose_name='until and including')),
                ('basis_points', models.PositiveIntegerField(help_text='1225 is 12.25 %.', verbose_name='hundredths of a percent a year')),
                ('source', models.CharField(max_length=120, verbose_name='source')),
            ],
            options={
                'verbose_name': 'commercial interest rate',
                'verbose_name_plural': 'commercial interest rates',
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='interestrate_goes_forward')],
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'open'), ('ended', 'ended')], default='open', max_length=6, verbose_name='state')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('began_on', models.DateField(verbose_name='since')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='accounts.practice', verbose_name='practice')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='at the latest until')),
            ],
            options={
                'verbose_name': 'pause of reminders',
                'verbose_name_plural': 'pauses of reminders',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('practice',), name='pause_one_at_a_time'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'ended'])), name='pause_state')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='accounts.practice', verbose_name='practice')),
                ('level', models.PositiveSmallIntegerField(verbose_name='level')),
                ('decided_on', models.DateField(verbose_name='day')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
            ],
            options={
                'verbose_name': 'reminder',
                'verbose_name_plural': 'reminders',
                'indexes': [models.Index(fields=['-decided_on', '-id'], name='reminder_newest')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'level', 'decided_on'), name='reminder_one_letter_a_day')],
            },
        ),
        migrations.CreateModel(
            name='ReminderLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(unique=True, verbose_name='level')),
                ('days', models.PositiveSmallIntegerField(unique=True, verbose_name='days after it was due')),
            ],
            options={
                'verbose_name': 'level of reminders',
                'verbose_name_plural': 'levels of reminders',
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='reminderlevel_counts_from_one')],
            },
        ),
        migrations.CreateModel(
            name='ReminderLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reminder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='debtors.reminder', verbose_name='reminder')),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminder_lines', to='invoicing.invoice', verbose_name='invoice')),
                ('level', models.PositiveSmallIntegerField(verbose_name='level')),
                ('open_cents', models.BigIntegerField(verbose_name='open')),
            ],
            options={
                'verbose_name': 'invoice in a reminder',
                'verbose_name_plural': 'invoices in a reminder',
                'constraints': [models.UniqueConstraint(fields=('invoice', 'level'), name='reminderline_level_once')],
            },
        ),
        migrations.CreateModel(
            name='StatementWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='statement_wish', to='accounts.practice', verbose_name='practice')),
                ('since', models.DateField(verbose_name='since')),
                ('sent_for', models.DateField(blank=True, null=True, verbose_name='last month that was sent')),
            ],
            options={
                'verbose_name': 'monthly statement',
                'verbose_name_plural': 'monthly statements',
            },
        ),
    ]
