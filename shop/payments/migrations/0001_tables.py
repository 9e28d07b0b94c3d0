import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.db import migrations, models

from d4d.foundation.migrating import TablesAtOnce


class Migration(TablesAtOnce):

    replaces = [
        ("payments", "0001_first_floor"),
        ("payments", "0002_refunds_name_their_credit_note"),
        ("payments", "0003_when_a_payment_was_looked_up"),
        ("payments", "0004_a_refund_tries_again"),
        ("payments", "0005_mandates_and_debits"),
        ("payments", "0006_payouts"),
        ("payments", "0007_payments_of_invoices"),
        ("payments", "0008_payouts_know_payments_of_invoices"),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('invoicing', '0001_tables'),
        ('orders', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='BillPayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tries', to='invoicing.invoice', verbose_name='invoice')),
                ('attempt', models.PositiveSmallIntegerField(verbose_name='try')),
                ('state', models.CharField(choices=[('creating', 'being prepared'), ('open', 'open'), ('pending', 'pending'), ('authorized', 'authorised'), ('paid', 'paid'), ('failed', 'failed'), ('canceled', 'called off'), ('expired', 'expired'), ('mismatch', 'to be looked at')], default='creating', max_length=12, verbose_name='state')),
                ('amount_cents', models.BigIntegerField(verbose_name='amount')),
                ('idempotency_key', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='key of this try')),
                ('token', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='key of the webhook')),
                ('provider_id', models.CharField(blank=True, max_length=40, null=True, unique=True, verbose_name='number at the provider')),
                ('checkout_url', models.URLField(blank=True, max_length=300, verbose_name='payment page')),
                ('charged_back_cents', models.BigIntegerField(default=0, verbose_name='charged back')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='started')),
                ('paid_at', models.DateTimeField(blank=True, null=True, verbose_name='paid')),
                ('looked_at', models.DateTimeField(blank=True, null=True, verbose_name='looked up')),
            ],
            options={
                'verbose_name': 'payment of an invoice',
                'verbose_name_plural': 'payments of invoices',
                'indexes': [models.Index(fields=['state', 'created_at'], name='billpayment_by_state')],
                'constraints': [models.UniqueConstraint(fields=('invoice', 'attempt'), name='billpayment_attempt_once'), models.UniqueConstraint(condition=models.Q(('state__in', ['creating', 'open', 'pending', 'authorized'])), fields=('invoice',), name='billpayment_one_under_way'), models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0)), name='billpayment_of_something')],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='accounts.practice', verbose_name='practice')),
                ('state', models.CharField(choices=[('creating', 'being prepared'), ('open', 'waits for the first payment'), ('valid', 'valid'), ('failed', 'not completed'), ('revoked', 'withdrawn'), ('invalid', 'refused by the bank')], default='creating', max_length=8, verbose_name='state')),
                ('reference', models.CharField(blank=True, max_length=40, verbose_name='reference')),
                ('customer_id', models.CharField(blank=True, max_length=40, null=True, unique=True, verbose_name='customer at the provider')),
                ('mandate_id', models.CharField(blank=True, max_length=40, null=True, unique=True, verbose_name='mandate at the provider')),
                ('payment_id', models.CharField(blank=True, max_length=40, null=True, unique=True, verbose_name='first payment at the provider')),
                ('customer_key', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='key of the customer')),
                ('payment_key', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='key of the first payment')),
                ('token', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='key of the webhook')),
                ('checkout_url', models.URLField(blank=True, max_length=300, verbose_name='payment page')),
                ('asked_by', models.UUIDField(blank=True, null=True, verbose_name='asked by')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='started')),
                ('valid_since', models.DateTimeField(blank=True, null=True, verbose_name='valid since')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ended')),
                ('forgotten_at', models.DateTimeField(blank=True, null=True, verbose_name='forgotten by the provider')),
                ('looked_at', models.DateTimeField(blank=True, null=True, verbose_name='looked up')),
            ],
            options={
                'verbose_name': 'mandate',
                'verbose_name_plural': 'mandates',
                'indexes': [models.Index(condition=models.Q(('asked_by', None), _negated=True), fields=['asked_by'], name='mandate_by_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['creating', 'open', 'valid'])), fields=('practice',), name='mandate_one_lives')],
            },
        ),
        migrations.CreateModel(
            name='Debit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='debits', to='payments.mandate', verbose_name='mandate')),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='debits', to='invoicing.invoice', verbose_name='invoice')),
                ('attempt', models.PositiveSmallIntegerField(default=1, verbose_name='try')),
                ('state', models.CharField(choices=[('planned', 'announced'), ('creating', 'being prepared'), ('pending', 'pending'), ('paid', 'paid'), ('failed', 'failed'), ('charged_back', 'charged back'), ('cancelled', 'called off')], default='planned', max_length=12, verbose_name='state')),
                ('amount_cents', models.BigIntegerField(verbose_name='amount')),
                ('charge_on', models.DateField(verbose_name='collected on')),
                ('announced_at', models.DateTimeField(blank=True, null=True, verbose_name='announced')),
                ('idempotency_key', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='key of this try')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='asked for')),
                ('token', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='key of the webhook')),
                ('provider_id', models.CharField(blank=True, max_length=40, null=True, unique=True, verbose_name='number at the provider')),
                ('reason', models.CharField(blank=True, max_length=60, verbose_name='reason')),
                ('charged_back_cents', models.BigIntegerField(default=0, verbose_name='charged back')),
                ('paid_at', models.DateTimeField(blank=True, null=True, verbose_name='paid')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='started')),
                ('looked_at', models.DateTimeField(blank=True, null=True, verbose_name='looked up')),
            ],
            options={
                'verbose_name': 'direct debit',
                'verbose_name_plural': 'direct debits',
                'indexes': [models.Index(fields=['state', 'charge_on'], name='debit_by_state')],
                'constraints': [models.UniqueConstraint(fields=('invoice', 'attempt'), name='debit_attempt_once'), models.UniqueConstraint(condition=models.Q(('state__in', ['planned', 'creating', 'pending'])), fields=('invoice',), name='debit_one_under_way'), models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0)), name='debit_of_something')],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='orders.order', verbose_name='order')),
                ('attempt', models.PositiveSmallIntegerField(verbose_name='try')),
                ('state', models.CharField(choices=[('creating', 'being prepared'), ('open', 'open'), ('pending', 'pending'), ('authorized', 'authorised'), ('paid', 'paid'), ('failed', 'failed'), ('canceled', 'called off'), ('expired', 'expired'), ('mismatch', 'to be looked at')], default='creating', max_length=12, verbose_name='state')),
                ('amount_cents', models.BigIntegerField(verbose_name='amount')),
                ('method', models.CharField(blank=True, max_length=20, verbose_name='method')),
                ('idempotency_key', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='key of this try')),
                ('token', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='key of the webhook')),
                ('provider_id', models.CharField(blank=True, max_length=40, null=True, unique=True, verbose_name='number at the provider')),
                ('checkout_url', models.URLField(blank=True, max_length=300, verbose_name='payment page')),
                ('refunded_cents', models.BigIntegerField(default=0, verbose_name='refunded')),
                ('charged_back_cents', models.BigIntegerField(default=0, verbose_name='charged back')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='started')),
                ('paid_at', models.DateTimeField(blank=True, null=True, verbose_name='paid')),
                ('looked_at', models.DateTimeField(blank=True, null=True, verbose_name='looked up')),
            ],
            options={
                'verbose_name': 'payment',
                'verbose_name_plural': 'payments',
                'indexes': [models.Index(fields=['state', 'created_at'], name='payment_by_state')],
                'constraints': [models.UniqueConstraint(fields=('order', 'attempt'), name='payment_attempt_once'), models.UniqueConstraint(condition=models.Q(('state__in', ['creating', 'open', 'pending', 'authorized'])), fields=('order',), name='payment_one_under_way'), models.CheckConstraint(condition=models.Q(('refunded_cents__gte', 0), ('refunded_cents__lte', models.F('amount_cents'))), name='payment_not_over_refunded')],
            },
        ),
        migrations.CreateModel(
            name='Payout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provider_id', models.CharField(max_length=40, unique=True, verbose_name='number at the provider')),
                ('reference', models.CharField(max_length=40, verbose_name='reference on the statement')),
                ('state', models.CharField(choices=[('waiting', 'not on our account yet'), ('matched', 'on our account'), ('mismatch', 'to be looked at')], default='waiting', max_length=10, verbose_name='state')),
                ('paid_on', models.DateField(verbose_name='transferred on')),
                ('amount_cents', models.BigIntegerField(verbose_name='amount')),
                ('payments_cents', models.BigIntegerField(verbose_name='payments')),
                ('refunds_cents', models.BigIntegerField(verbose_name='refunds')),
                ('charge_backs_cents', models.BigIntegerField(verbose_name='charge-backs')),
                ('fees_net_cents', models.BigIntegerField(verbose_name='fees excluding VAT')),
                ('fees_vat_cents', models.BigIntegerField(verbose_name='VAT on the fees')),
                ('bank_line', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='payout', to='invoicing.bankline', verbose_name='transfer')),
                ('read_at', models.DateTimeField(auto_now_add=True, verbose_name='read')),
            ],
            options={
                'verbose_name': 'payout',
                'verbose_name_plural': 'payouts',
                'indexes': [models.Index(fields=['state', 'paid_on'], name='payout_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_cents', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('payments_cents'), '-', models.F('refunds_cents')), '-', models.F('charge_backs_cents')), '-', models.F('fees_net_cents')), '-', models.F('fees_vat_cents')))), name='payout_adds_up'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'matched', 'mismatch'])), name='payout_state')],
            },
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='payments.payment', verbose_name='payment')),
                ('credit_note', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='invoicing.invoice', verbose_name='credit note')),
                ('repeats', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='repetition', to='payments.refund', verbose_name='tries again')),
                ('state', models.CharField(choices=[('wanted', 'to be sent'), ('pending', 'on its way'), ('refunded', 'refunded'), ('failed', 'failed')], default='wanted', max_length=10, verbose_name='state')),
                ('amount_cents', models.BigIntegerField(verbose_name='amount')),
                ('occasion', models.CharField(max_length=60, unique=True, verbose_name='occasion')),
                ('idempotency_key', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='key')),
                ('provider_id', models.CharField(blank=True, max_length=40, verbose_name='number at the provider')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='wanted')),
            ],
            options={
                'verbose_name': 'refund',
                'verbose_name_plural': 'refunds',
                'indexes': [models.Index(fields=['state', 'created_at'], name='refund_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0)), name='refund_of_something')],
            },
        ),
        migrations.CreateModel(
            name='PayoutPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('payout', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='payments.payout', verbose_name='payout')),
                ('kind', models.CharField(choices=[('payment', 'payment'), ('refund', 'refund'), ('chargeback', 'charge-back')], max_length=10, verbose_name='kind')),
                ('provider_id', models.CharField(max_length=40, verbose_name='number at the provider')),
                ('amount_cents', models.BigIntegerField(verbose_name='amount')),
                ('payment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='payout_parts', to='payments.payment', verbose_name='payment')),
                ('refund', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='payout_parts', to='payments.refund', verbose_name='refund')),
                ('debit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='payout_parts', to='payments.debit', verbose_name='direct debit')),
                ('bill', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='payout_parts', to='payments.billpayment', verbose_name='payment of an invoice')),
                ('mandate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='payout_parts', to='payments.mandate', verbose_name='mandate')),
            ],
            options={
                'verbose_name': 'part of a payout',
                'verbose_name_plural': 'parts of a payout',
                'constraints': [models.UniqueConstraint(fields=('kind', 'provider_id'), name='payoutpart_once')],
            },
        ),
        migrations.CreateModel(
            name='Sighting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sightings', to='payments.payment', verbose_name='payment')),
                ('status', models.CharField(max_length=20, verbose_name='status')),
                ('amount_cents', models.BigIntegerField(verbose_name='amount')),
                ('refunded_cents', models.BigIntegerField(default=0, verbose_name='refunded')),
                ('charged_back_cents', models.BigIntegerField(default=0, verbose_name='charged back')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='seen')),
            ],
            options={
                'verbose_name': 'sighting',
                'verbose_name_plural': 'sightings',
            },
        ),
    ]
