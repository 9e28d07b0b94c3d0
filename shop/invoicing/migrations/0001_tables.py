import django.db.models.deletion
import django.db.models.expressions
import shop.invoicing.models.invoices
from django.db import migrations, models

from d4d.foundation.migrating import TablesAtOnce


class Migration(TablesAtOnce):

    replaces = [
        ("invoicing", "0001_first_floor"),
        ("invoicing", "0002_files_live_in_the_archive"),
        ("invoicing", "0003_since_when_nothing_is_open"),
        ("invoicing", "0004_what_was_paid_and_closed_before"),
        ("invoicing", "0005_when_its_period_was_over"),
        ("invoicing", "0006_bookings_can_be_taken_back"),
        ("invoicing", "0007_vat_by_box"),
        ("invoicing", "0009_transfers"),
        ("invoicing", "0010_credit_of_practices"),
        ("invoicing", "0011_write_offs"),
        ("invoicing", "0013_invoices_of_an_earlier_shop"),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('orders', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='LedgerAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('debtors', 'debtors'), ('revenue-1a', 'revenue, high rate'), ('revenue-1b', 'revenue, low rate'), ('revenue-1c', 'revenue, other rates'), ('revenue-1e', 'revenue, 0 % or not taxed here'), ('revenue-3a', 'revenue outside the EU'), ('revenue-3b', 'revenue in the EU'), ('vat-1a', 'VAT to be paid, high rate'), ('vat-1b', 'VAT to be paid, low rate'), ('vat-1c', 'VAT to be paid, other rates'), ('bad-debts', 'debts that are not paid')], max_length=12, unique=True, verbose_name='for')),
                ('number', models.CharField(max_length=10, unique=True, verbose_name='account')),
                ('rgs', models.CharField(blank=True, max_length=20, verbose_name='RGS code')),
            ],
            options={
                'verbose_name': 'ledger account',
                'verbose_name_plural': 'ledger accounts',
            },
        ),
        migrations.CreateModel(
            name='BankFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True, verbose_name='fingerprint')),
                ('file', models.FileField(blank=True, max_length=200, storage=shop.invoicing.models.invoices.archive, upload_to='', verbose_name='file')),
                ('until', models.DateField(verbose_name='until and including')),
                ('imported_at', models.DateTimeField(auto_now_add=True, verbose_name='read')),
            ],
            options={
                'verbose_name': 'bank statement',
                'verbose_name_plural': 'bank statements',
                'indexes': [models.Index(fields=['until'], name='bankfile_by_day')],
            },
        ),
        migrations.CreateModel(
            name='BankLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='invoicing.bankfile', verbose_name='bank statement')),
                ('practice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bank_lines', to='accounts.practice', verbose_name='practice')),
                ('key', models.CharField(max_length=64, unique=True, verbose_name='key')),
                ('state', models.CharField(choices=[('open', 'to be looked at'), ('booked', 'booked'), ('set_aside', 'not for an invoice')], default='open', max_length=10, verbose_name='state')),
                ('booked_on', models.DateField(verbose_name='booked on')),
                ('amount_cents', models.BigIntegerField(verbose_name='amount')),
                ('reference', models.CharField(blank=True, max_length=60, verbose_name='reference of the bank')),
                ('account_mark', models.CharField(blank=True, max_length=64, verbose_name='fingerprint of the account')),
                ('account_end', models.CharField(blank=True, max_length=4, verbose_name='end of the account number')),
                ('text', models.CharField(blank=True, max_length=500, verbose_name='what the payer wrote')),
            ],
            options={
                'verbose_name': 'transfer',
                'verbose_name_plural': 'transfers',
                'indexes': [models.Index(fields=['state', '-booked_on', '-id'], name='bankline_by_state'), models.Index(condition=models.Q(('account_mark', ''), _negated=True), fields=['account_mark'], name='bankline_by_account'), models.Index(fields=['practice', '-booked_on'], name='bankline_of_practice')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'booked', 'set_aside'])), name='bankline_state')],
            },
        ),
        migrations.CreateModel(
            name='BalanceEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='balance_entries', to='accounts.practice', verbose_name='practice')),
                ('kind', models.CharField(choices=[('paid_beyond', 'paid beyond what was owed'), ('credited', 'credit note kept for later'), ('set_off', 'set off against an invoice'), ('given_back', 'given back by transfer')], max_length=12, verbose_name='kind')),
                ('amount_cents', models.BigIntegerField(verbose_name='amount')),
                ('occasion', models.CharField(max_length=60, unique=True, verbose_name='occasion')),
                ('booked_on', models.DateField(verbose_name='booked on')),
                ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='balance_entries', to='invoicing.bankline', verbose_name='transfer')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='nothing left since')),
            ],
            options={
                'verbose_name': 'credit of a practice',
                'verbose_name_plural': 'credit of practices',
                'indexes': [models.Index(fields=['practice', 'booked_on'], name='balance_of_practice'), models.Index(fields=['closed_on'], name='balance_by_end')],
            },
        ),
        migrations.CreateModel(
            name='EarlierInvoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier_invoices', to='accounts.practice', verbose_name='practice')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='number')),
                ('issued_on', models.DateField(verbose_name='date')),
                ('total_cents', models.BigIntegerField(verbose_name='including VAT')),
                ('file', models.FileField(blank=True, max_length=200, storage=shop.invoicing.models.invoices.archive, upload_to='', verbose_name='file')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='fingerprint')),
            ],
            options={
                'verbose_name': 'earlier invoice',
                'verbose_name_plural': 'earlier invoices',
                'indexes': [models.Index(fields=['practice', '-issued_on', '-id'], name='earlierinvoice_of_practice'), models.Index(fields=['issued_on'], name='earlierinvoice_by_age')],
            },
        ),
        migrations.CreateModel(
            name='Invoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('invoice', 'invoice'), ('credit_note', 'credit note')], max_length=12, verbose_name='kind')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='number')),
                ('series', models.CharField(max_length=12, verbose_name='series')),
                ('sequence', models.PositiveIntegerField(verbose_name='number in series')),
                ('practice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='accounts.practice', verbose_name='practice')),
                ('credits', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credit_notes', to='invoicing.invoice', verbose_name='credits')),
                ('occasion', models.CharField(max_length=60, unique=True, verbose_name='occasion')),
                ('issued_on', models.DateField(verbose_name='date')),
                ('due_on', models.DateField(verbose_name='due')),
                ('net_cents', models.BigIntegerField(verbose_name='excluding VAT')),
                ('vat_cents', models.BigIntegerField(verbose_name='VAT')),
                ('total_cents', models.BigIntegerField(verbose_name='including VAT')),
                ('prepaid_cents', models.BigIntegerField(default=0, verbose_name='paid in advance')),
                ('snapshot', models.TextField(verbose_name='document')),
                ('snapshot_sha256', models.CharField(max_length=64, verbose_name='fingerprint')),
                ('previous_seal', models.CharField(max_length=64, verbose_name='seal before')),
                ('seal', models.CharField(max_length=64, verbose_name='seal')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='issued')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='nothing open since')),
                ('purged_at', models.DateTimeField(blank=True, null=True, verbose_name='erased after its legal period')),
            ],
            options={
                'verbose_name': 'invoice',
                'verbose_name_plural': 'invoices',
                'indexes': [models.Index(fields=['practice', '-issued_on', '-id'], name='invoice_of_practice'), models.Index(fields=['-issued_on', '-id'], name='invoice_newest'), models.Index(condition=models.Q(('purged_at', None)), fields=['closed_on'], name='invoice_books_due')],
                'constraints': [models.UniqueConstraint(fields=('series', 'sequence'), name='invoice_gapless'), models.CheckConstraint(condition=models.Q(('total_cents', django.db.models.expressions.CombinedExpression(models.F('net_cents'), '+', models.F('vat_cents')))), name='invoice_adds_up'), models.CheckConstraint(condition=models.Q(models.Q(('credits', None), ('kind', 'invoice')), models.Q(('credits__isnull', False), ('kind', 'credit_note')), _connector='OR'), name='invoice_credit_refers')],
            },
        ),
        migrations.CreateModel(
            name='Billable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='billables', to='accounts.practice', verbose_name='practice')),
                ('order_line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='billables', to='orders.orderline', verbose_name='order line')),
                ('shipment', models.CharField(max_length=40, verbose_name='shipment')),
                ('quantity', models.PositiveIntegerField(verbose_name='pieces')),
                ('delivered_on', models.DateField(verbose_name='delivered on')),
                ('invoice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='billables', to='invoicing.invoice', verbose_name='invoice')),
            ],
            options={
                'verbose_name': 'to be billed',
                'verbose_name_plural': 'to be billed',
                'indexes': [models.Index(condition=models.Q(('invoice', None)), fields=['practice', 'delivered_on'], name='billable_waiting')],
                'constraints': [models.UniqueConstraint(fields=('order_line', 'shipment'), name='billable_once')],
            },
        ),
        migrations.CreateModel(
            name='ArchivedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='invoicing.invoice', verbose_name='invoice')),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('ubl', 'UBL'), ('json', 'record for the archive')], max_length=4, verbose_name='kind')),
                ('file', models.FileField(max_length=200, storage=shop.invoicing.models.invoices.archive, upload_to='', verbose_name='file')),
                ('sha256', models.CharField(max_length=64, verbose_name='fingerprint')),
                ('size', models.PositiveIntegerField(verbose_name='bytes')),
                ('renderer', models.CharField(max_length=60, verbose_name='made by')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
            ],
            options={
                'verbose_name': 'archived file',
                'verbose_name_plural': 'archived files',
                'constraints': [models.UniqueConstraint(fields=('invoice', 'kind'), name='archivedfile_once')],
            },
        ),
        migrations.CreateModel(
            name='InvoiceLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='invoicing.invoice', verbose_name='invoice')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('order_line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invoice_lines', to='orders.orderline', verbose_name='order line')),
                ('order', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invoice_lines', to='orders.order', verbose_name='order')),
                ('quantity', models.PositiveIntegerField(verbose_name='pieces')),
                ('net_cents', models.BigIntegerField(verbose_name='excluding VAT')),
            ],
            options={
                'verbose_name': 'invoice line',
                'verbose_name_plural': 'invoice lines',
                'constraints': [models.UniqueConstraint(fields=('invoice', 'position'), name='invoiceline_position')],
            },
        ),
        migrations.CreateModel(
            name='Settlement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='settlements', to='invoicing.invoice', verbose_name='invoice')),
                ('kind', models.CharField(choices=[('payment', 'payment'), ('credit', 'credit note'), ('refund', 'refund'), ('loss', 'written off')], max_length=8, verbose_name='kind')),
                ('amount_cents', models.BigIntegerField(verbose_name='amount')),
                ('occasion', models.CharField(max_length=60, unique=True, verbose_name='occasion')),
                ('settled_at', models.DateTimeField(verbose_name='at')),
                ('takes_back', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='taken_back_by', to='invoicing.settlement', verbose_name='takes back')),
            ],
            options={
                'verbose_name': 'settlement',
                'verbose_name_plural': 'settlements',
                'indexes': [models.Index(fields=['invoice'], name='settlement_of_invoice')],
            },
        ),
        migrations.CreateModel(
            name='BankPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='invoicing.bankline', verbose_name='transfer')),
                ('settlement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='bank_part', to='invoicing.settlement', verbose_name='settlement')),
            ],
            options={
                'verbose_name': 'part of a transfer',
                'verbose_name_plural': 'parts of a transfer',
            },
        ),
        migrations.CreateModel(
            name='VatAmount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vat_amounts', to='invoicing.invoice', verbose_name='invoice')),
                ('category', models.CharField(max_length=2, verbose_name='VAT category')),
                ('permille', models.PositiveSmallIntegerField(verbose_name='VAT rate')),
                ('box', models.CharField(choices=[('1a', '1a: high rate'), ('1b', '1b: low rate'), ('1c', '1c: other rates, but not 0 %'), ('1e', '1e: 0 %, or not taxed with you'), ('3a', '3a: to countries outside the EU'), ('3b', '3b: to or in countries of the EU')], max_length=2, verbose_name='box of the return')),
                ('base_cents', models.BigIntegerField(verbose_name='excluding VAT')),
                ('vat_cents', models.BigIntegerField(verbose_name='VAT')),
            ],
            options={
                'verbose_name': 'VAT of an invoice',
                'verbose_name_plural': 'bookkeeping',
                'constraints': [models.UniqueConstraint(fields=('invoice', 'category', 'permille'), name='vatamount_once')],
            },
        ),
        migrations.CreateModel(
            name='WriteOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='write_offs', to='invoicing.invoice', verbose_name='invoice')),
                ('settlement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='write_off', to='invoicing.settlement', verbose_name='settlement')),
                ('amount_cents', models.BigIntegerField(verbose_name='amount')),
                ('vat_on', models.DateField(verbose_name='in the VAT return of')),
                ('reason', models.CharField(blank=True, max_length=120, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'write-off',
                'verbose_name_plural': 'write-offs',
                'indexes': [models.Index(fields=['vat_on'], name='writeoff_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_cents', 0), _negated=True), name='writeoff_of_something')],
            },
        ),
        migrations.CreateModel(
            name='VatCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('write_off', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vat_corrections', to='invoicing.writeoff', verbose_name='write-off')),
                ('category', models.CharField(max_length=2, verbose_name='VAT category')),
                ('permille', models.PositiveSmallIntegerField(verbose_name='VAT rate')),
                ('box', models.CharField(choices=[('1a', '1a: high rate'), ('1b', '1b: low rate'), ('1c', '1c: other rates, but not 0 %'), ('1e', '1e: 0 %, or not taxed with you'), ('3a', '3a: to countries outside the EU'), ('3b', '3b: to or in countries of the EU')], max_length=2, verbose_name='box of the return')),
                ('base_cents', models.BigIntegerField(verbose_name='excluding VAT')),
                ('vat_cents', models.BigIntegerField(verbose_name='VAT')),
            ],
            options={
                'verbose_name': 'VAT of a write-off',
                'verbose_name_plural': 'VAT of write-offs',
                'constraints': [models.UniqueConstraint(fields=('write_off', 'category', 'permille'), name='vatcorrection_once')],
            },
        ),
    ]
