import django.db.models.deletion
from django.db import migrations, models

from d4d.foundation.migrating import TablesAtOnce


class Migration(TablesAtOnce):

    replaces = [
        ("agreements", "0001_first_tables"),
        ("agreements", "0002_billing_renewal_and_indexation"),
        ("agreements", "0003_a_charge_counts_once_a_day"),
        ("agreements", "0004_a_plan_is_bought_as_a_service"),
        ("agreements", "0005_contracts_from_elsewhere"),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('catalogue', '0001_tables'),
        ('devices', '0001_tables'),
        ('invoicing', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('name_en', models.CharField(max_length=80, verbose_name='name in English')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('description_en', models.TextField(blank=True, verbose_name='description in English')),
                ('visits_a_year', models.PositiveSmallIntegerField(default=1, verbose_name='visits a year')),
                ('response_hours', models.PositiveSmallIntegerField(default=16, verbose_name='response in working hours')),
                ('covers_labour', models.BooleanField(default=True, verbose_name='labour is covered')),
                ('covers_parts', models.BooleanField(default=False, verbose_name='parts are covered')),
                ('covers_loan', models.BooleanField(default=False, verbose_name='a loan device is covered')),
                ('term_months', models.PositiveSmallIntegerField(default=12, verbose_name='term in months')),
                ('notice_months', models.PositiveSmallIntegerField(default=1, verbose_name='notice in months')),
                ('renews', models.BooleanField(default=True, verbose_name='renews by itself')),
                ('billing', models.CharField(choices=[('advance', 'in advance'), ('arrears', 'afterwards')], default='advance', max_length=8, verbose_name='billed')),
                ('period_months', models.PositiveSmallIntegerField(choices=[(1, 'a month'), (3, 'a quarter'), (12, 'a year')], default=12, verbose_name='price per')),
                ('vat_class', models.CharField(choices=[('high', 'high rate'), ('low', 'low rate'), ('zero', '0 %'), ('exempt', 'exempt')], default='high', max_length=8, verbose_name='VAT class')),
                ('variant', models.OneToOneField(blank=True, limit_choices_to={'product__is_service': True}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan', to='catalogue.variant', verbose_name='article')),
                ('is_offered', models.BooleanField(default=True, verbose_name='on offer')),
            ],
            options={
                'verbose_name': 'plan',
                'verbose_name_plural': 'plans',
                'constraints': [models.CheckConstraint(condition=models.Q(('period_months__in', [1, 3, 12])), name='plan_period'), models.CheckConstraint(condition=models.Q(('term_months__gte', 1)), name='plan_has_a_term')],
            },
        ),
        migrations.CreateModel(
            name='Contract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=16, unique=True, verbose_name='contract number')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='accounts.practice', verbose_name='practice')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='agreements.plan', verbose_name='plan')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('active', 'active'), ('under_notice', 'under notice'), ('ended', 'ended'), ('withdrawn', 'withdrawn')], default='proposed', max_length=12, verbose_name='state')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until and including')),
                ('renews_on', models.DateField(verbose_name='next term from')),
                ('visits_a_year', models.PositiveSmallIntegerField(verbose_name='visits a year')),
                ('response_hours', models.PositiveSmallIntegerField(verbose_name='response in working hours')),
                ('covers_labour', models.BooleanField(verbose_name='labour is covered')),
                ('covers_parts', models.BooleanField(verbose_name='parts are covered')),
                ('covers_loan', models.BooleanField(verbose_name='a loan device is covered')),
                ('term_months', models.PositiveSmallIntegerField(verbose_name='term in months')),
                ('notice_months', models.PositiveSmallIntegerField(verbose_name='notice in months')),
                ('renews', models.BooleanField(verbose_name='renews by itself')),
                ('billing', models.CharField(choices=[('advance', 'in advance'), ('arrears', 'afterwards')], max_length=8, verbose_name='billed')),
                ('period_months', models.PositiveSmallIntegerField(choices=[(1, 'a month'), (3, 'a quarter'), (12, 'a year')], verbose_name='price per')),
                ('payment', models.CharField(choices=[('on_account', 'on account'), ('direct_debit', 'direct debit')], default='on_account', max_length=12, verbose_name='paid')),
                ('waits_for_mandate', models.BooleanField(default=False, verbose_name='is collected as soon as there is a mandate')),
                ('reference', models.CharField(blank=True, max_length=60, verbose_name='reference of the practice')),
                ('counted_from', models.DateField(blank=True, null=True, verbose_name='counted from')),
                ('bill_from', models.DateField(blank=True, null=True, verbose_name='next period from')),
                ('bill_on', models.DateField(blank=True, null=True, verbose_name='next bill on')),
                ('bill_refused', models.CharField(blank=True, max_length=200, verbose_name='cannot be billed')),
                ('origin', models.CharField(blank=True, max_length=40, null=True, unique=True, verbose_name='bought with')),
                ('continues', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='continued_by', to='agreements.contract', verbose_name='takes over')),
                ('paper', models.FileField(blank=True, max_length=200, upload_to='contracts', verbose_name='contract on paper')),
                ('agreed_by', models.UUIDField(blank=True, null=True, verbose_name='agreed by')),
                ('agreed_at', models.DateTimeField(blank=True, null=True, verbose_name='agreed')),
                ('notice_given_on', models.DateField(blank=True, null=True, verbose_name='notice given')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ended')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
            ],
            options={
                'verbose_name': 'contract',
                'verbose_name_plural': 'contracts',
                'indexes': [models.Index(fields=['practice', 'state', 'id'], name='contract_of_practice'), models.Index(fields=['state', 'renews_on'], name='contract_by_renewal'), models.Index(condition=models.Q(('bill_on', None), _negated=True), fields=['bill_on', 'id'], name='contract_to_bill'), models.Index(condition=models.Q(('agreed_by', None), _negated=True), fields=['agreed_by'], name='contract_by_person'), models.Index(condition=models.Q(('waits_for_mandate', True)), fields=['practice'], name='contract_without_mandate')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'active', 'under_notice', 'ended', 'withdrawn'])), name='contract_state'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='contract_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='BillingPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='periods', to='agreements.contract', verbose_name='contract')),
                ('first_on', models.DateField(verbose_name='from')),
                ('last_on', models.DateField(verbose_name='until and including')),
                ('part', models.PositiveSmallIntegerField(default=0, verbose_name='part')),
                ('net_cents', models.BigIntegerField(verbose_name='excluding VAT')),
                ('invoice', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contract_period', to='invoicing.invoice', verbose_name='invoice')),
                ('credited_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='invoicing.invoice', verbose_name='credited by')),
                ('billed_at', models.DateTimeField(auto_now_add=True, verbose_name='billed')),
            ],
            options={
                'verbose_name': 'billed period',
                'verbose_name_plural': 'billed periods',
                'constraints': [models.UniqueConstraint(fields=('contract', 'first_on', 'part'), name='billingperiod_once'), models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='billingperiod_has_days')],
            },
        ),
        migrations.CreateModel(
            name='ContractLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='agreements.contract', verbose_name='contract')),
                ('device', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contract_lines', to='devices.device', verbose_name='device')),
                ('description', models.CharField(max_length=200, verbose_name='description')),
                ('price_cents', models.BigIntegerField(verbose_name='price a period, excluding VAT')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until and including')),
            ],
            options={
                'verbose_name': 'device under contract',
                'verbose_name_plural': 'devices under contract',
                'indexes': [models.Index(fields=['device', 'starts_on'], name='contractline_of_device')],
                'constraints': [models.UniqueConstraint(fields=('contract', 'device', 'starts_on'), name='contractline_once_a_day'), models.CheckConstraint(condition=models.Q(('price_cents__gte', 0)), name='contractline_price_not_negative'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='contractline_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Charge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='charges', to='agreements.billingperiod', verbose_name='billed period')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charges', to='agreements.contractline', verbose_name='device under contract')),
                ('turn_on', models.DateField(verbose_name='period from')),
                ('first_on', models.DateField(verbose_name='from')),
                ('last_on', models.DateField(verbose_name='until and including')),
                ('net_cents', models.BigIntegerField(verbose_name='excluding VAT')),
            ],
            options={
                'verbose_name': 'charge',
                'verbose_name_plural': 'charges',
                'constraints': [models.UniqueConstraint(fields=('line', 'first_on'), name='charge_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Index',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(unique=True, verbose_name='from')),
                ('permille', models.SmallIntegerField(verbose_name='rise in tenths of a percent')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
            ],
            options={
                'verbose_name': 'index',
                'verbose_name_plural': 'indices',
                'constraints': [models.CheckConstraint(condition=models.Q(('permille__gte', -500), ('permille__lte', 500)), name='index_is_sane')],
            },
        ),
        migrations.CreateModel(
            name='Indexation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indexations', to='agreements.contract', verbose_name='contract')),
                ('index', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indexations', to='agreements.index', verbose_name='index')),
                ('from_on', models.DateField(verbose_name='new price from')),
                ('before_cents', models.BigIntegerField(verbose_name='price before')),
                ('after_cents', models.BigIntegerField(verbose_name='price after')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
            ],
            options={
                'verbose_name': 'indexation',
                'verbose_name_plural': 'indexations',
                'constraints': [models.UniqueConstraint(fields=('contract', 'index'), name='indexation_once')],
            },
        ),
        migrations.CreateModel(
            name='PlanPrice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prices', to='agreements.plan', verbose_name='plan')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='devices.devicekind', verbose_name='kind of device')),
                ('price_cents', models.BigIntegerField(verbose_name='price excluding VAT')),
                ('valid_from', models.DateField(verbose_name='from')),
            ],
            options={
                'verbose_name': 'price of a plan',
                'verbose_name_plural': 'prices of plans',
                'constraints': [models.UniqueConstraint(fields=('plan', 'kind', 'valid_from'), name='planprice_once_a_day'), models.CheckConstraint(condition=models.Q(('price_cents__gte', 0)), name='planprice_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='agreements.contract', verbose_name='contract')),
                ('term_on', models.DateField(verbose_name='next term from')),
                ('notice_by', models.DateField(verbose_name='notice until and including')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
            ],
            options={
                'verbose_name': 'reminder',
                'verbose_name_plural': 'reminders',
                'constraints': [models.UniqueConstraint(fields=('contract', 'term_on'), name='reminder_once_a_term')],
            },
        ),
    ]
