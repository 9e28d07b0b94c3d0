import django.db.models.deletion
from django.db import migrations, models

from d4d.foundation.migrating import TablesAtOnce


class Migration(TablesAtOnce):

    replaces = [
        ("intake", "0001_first_tables"),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('catalogue', '0001_tables'),
        ('orders', '0001_tables'),
        ('privacy', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=16, unique=True, verbose_name='number')),
                ('state', models.CharField(choices=[('draft', 'to be checked'), ('placed', 'placed'), ('dropped', 'dropped')], default='draft', max_length=8, verbose_name='state')),
                ('origin', models.CharField(choices=[('mail', 'by e-mail'), ('phone', 'by phone')], max_length=8, verbose_name='origin')),
                ('person', models.UUIDField(blank=True, null=True, verbose_name='person')),
                ('practice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='accounts.practice', verbose_name='practice')),
                ('address', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.address', verbose_name='delivery address')),
                ('terms', models.CharField(blank=True, choices=[('prepaid', 'paid in advance'), ('on_account', 'on account')], max_length=12, verbose_name='terms')),
                ('reference', models.CharField(blank=True, max_length=60, verbose_name='reference of the practice')),
                ('delivery_note', models.CharField(blank=True, max_length=200, verbose_name='note for delivery')),
                ('text', models.TextField(blank=True, verbose_name='what was written')),
                ('taken_by', models.UUIDField(blank=True, null=True, verbose_name='taken in by')),
                ('order', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='draft', to='orders.order', verbose_name='order')),
                ('received_at', models.DateTimeField(verbose_name='received')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('minimised_at', models.DateTimeField(blank=True, null=True, verbose_name='text erased')),
            ],
            options={
                'verbose_name': 'incoming order',
                'verbose_name_plural': 'incoming orders',
                'permissions': [('price_draft', 'Can agree on another price in an incoming order')],
                'indexes': [models.Index(fields=['state', 'received_at'], name='draft_by_state'), models.Index(condition=models.Q(('person', None), _negated=True), fields=['person'], name='draft_by_person'), models.Index(condition=models.Q(('taken_by', None), _negated=True), fields=['taken_by'], name='draft_by_staff')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'placed', 'dropped'])), name='draft_state'), models.CheckConstraint(condition=models.Q(('origin__in', ['mail', 'phone'])), name='draft_origin'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('closed_at__isnull', False), _connector='OR'), name='draft_closed_at_a_moment')],
            },
        ),
        migrations.CreateModel(
            name='DraftLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='intake.draft', verbose_name='incoming order')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('written', models.CharField(blank=True, max_length=300, verbose_name='as it was written')),
                ('variant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.variant', verbose_name='article')),
                ('quantity', models.PositiveIntegerField(blank=True, null=True, verbose_name='pieces')),
                ('match', models.CharField(choices=[('number', 'our article number'), ('maker_number', 'number of the manufacturer'), ('gtin', 'GTIN'), ('name', 'its name'), ('staff', 'chosen by us'), ('nothing', 'not recognised')], max_length=16, verbose_name='recognised by')),
                ('suggested', models.JSONField(blank=True, default=list, verbose_name='may be meant')),
                ('agreed_e4', models.BigIntegerField(blank=True, null=True, verbose_name='agreed price')),
                ('price_reason', models.CharField(blank=True, max_length=120, verbose_name='reason for the price')),
                ('priced_by', models.UUIDField(blank=True, null=True, verbose_name='price agreed by')),
            ],
            options={
                'verbose_name': 'line of an incoming order',
                'verbose_name_plural': 'lines of incoming orders',
                'indexes': [models.Index(condition=models.Q(('priced_by', None), _negated=True), fields=['priced_by'], name='draftline_by_pricer')],
                'constraints': [models.UniqueConstraint(fields=('draft', 'position'), name='draftline_position'), models.UniqueConstraint(condition=models.Q(('variant', None), _negated=True), fields=('draft', 'variant'), name='draftline_once_per_variant'), models.CheckConstraint(condition=models.Q(('quantity', None), models.Q(('quantity__gte', 1), ('quantity__lte', 9999)), _connector='OR'), name='draftline_some_pieces'), models.CheckConstraint(condition=models.Q(('agreed_e4', None), models.Q(('agreed_e4__gte', 0), models.Q(('price_reason', ''), _negated=True)), _connector='OR'), name='draftline_price_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='PayLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='pay_link', to='orders.order', verbose_name='order')),
                ('token_hash', models.CharField(max_length=64, unique=True, verbose_name='token')),
                ('person', models.UUIDField(blank=True, null=True, verbose_name='person')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('expires_at', models.DateTimeField(verbose_name='valid until')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='used')),
            ],
            options={
                'verbose_name': 'link to pay',
                'verbose_name_plural': 'links to pay',
                'indexes': [models.Index(condition=models.Q(('person', None), _negated=True), fields=['person'], name='paylink_by_person')],
            },
        ),
        migrations.CreateModel(
            name='PriceQuote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=16, unique=True, verbose_name='number')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='price_quotes', to='accounts.practice', verbose_name='practice')),
                ('person', models.UUIDField(blank=True, null=True, verbose_name='person')),
                ('state', models.CharField(choices=[('requested', 'asked for'), ('offered', 'offered'), ('ordered', 'ordered'), ('declined', 'declined'), ('withdrawn', 'withdrawn'), ('expired', 'expired')], default='requested', max_length=10, verbose_name='state')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note of the practice')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until and including')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='asked')),
                ('offered_at', models.DateTimeField(blank=True, null=True, verbose_name='offered at')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('order', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='price_quote', to='orders.order', verbose_name='order')),
            ],
            options={
                'verbose_name': 'quote',
                'verbose_name_plural': 'quotes',
                'indexes': [models.Index(fields=['practice', '-id'], name='pricequote_of_practice'), models.Index(fields=['state', 'valid_until'], name='pricequote_by_state'), models.Index(condition=models.Q(('person', None), _negated=True), fields=['person'], name='pricequote_by_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['requested', 'offered', 'ordered', 'declined', 'withdrawn', 'expired'])), name='pricequote_state'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['offered', 'ordered']), _negated=True), ('valid_until__isnull', False), _connector='OR'), name='pricequote_offer_has_an_end')],
            },
        ),
        migrations.CreateModel(
            name='PriceQuoteLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quote', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='intake.pricequote', verbose_name='quote')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.variant', verbose_name='article')),
                ('quantity', models.PositiveIntegerField(verbose_name='pieces')),
                ('unit_price_e4', models.BigIntegerField(blank=True, null=True, verbose_name='price excluding VAT')),
            ],
            options={
                'verbose_name': 'quote line',
                'verbose_name_plural': 'quote lines',
                'constraints': [models.UniqueConstraint(fields=('quote', 'position'), name='pricequoteline_position'), models.CheckConstraint(condition=models.Q(('quantity__gte', 1), ('quantity__lte', 9999)), name='pricequoteline_some_pieces'), models.CheckConstraint(condition=models.Q(('unit_price_e4', None), ('unit_price_e4__gte', 0), _connector='OR'), name='pricequoteline_price')],
            },
        ),
        migrations.CreateModel(
            name='Recurrence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recurrences', to='accounts.practice', verbose_name='practice')),
                ('person', models.UUIDField(blank=True, null=True, verbose_name='person')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('state', models.CharField(choices=[('active', 'active'), ('paused', 'paused'), ('ended', 'ended')], default='active', max_length=8, verbose_name='state')),
                ('weeks', models.PositiveSmallIntegerField(choices=[(1, 'every week'), (2, 'every two weeks'), (4, 'every four weeks'), (8, 'every eight weeks'), (13, 'every quarter')], verbose_name='rhythm')),
                ('next_on', models.DateField(verbose_name='next reminder')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
            ],
            options={
                'verbose_name': 'repeating order',
                'verbose_name_plural': 'repeating orders',
                'indexes': [models.Index(fields=['state', 'next_on'], name='recurrence_due'), models.Index(fields=['practice', '-id'], name='recurrence_of_practice'), models.Index(condition=models.Q(('person', None), _negated=True), fields=['person'], name='recurrence_by_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['active', 'paused', 'ended'])), name='recurrence_state'), models.CheckConstraint(condition=models.Q(('weeks__gte', 1), ('weeks__lte', 52)), name='recurrence_rhythm')],
            },
        ),
        migrations.CreateModel(
            name='RecurrenceLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recurrence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='intake.recurrence', verbose_name='repeating order')),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.variant', verbose_name='article')),
                ('quantity', models.PositiveIntegerField(verbose_name='pieces')),
            ],
            options={
                'verbose_name': 'line of a repeating order',
                'verbose_name_plural': 'lines of repeating orders',
                'constraints': [models.UniqueConstraint(fields=('recurrence', 'variant'), name='recurrenceline_once'), models.CheckConstraint(condition=models.Q(('quantity__gte', 1), ('quantity__lte', 9999)), name='recurrenceline_some_pieces')],
            },
        ),
        migrations.CreateModel(
            name='Correspondent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='correspondent', to='privacy.datasubject', verbose_name='person')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('source', models.CharField(choices=[('mail', 'by e-mail'), ('phone', 'by phone')], max_length=8, verbose_name='source of the data')),
                ('informed_at', models.DateTimeField(blank=True, null=True, verbose_name='told how we handle data')),
                ('last_heard_at', models.DateTimeField(verbose_name='last heard of')),
            ],
            options={
                'verbose_name': 'correspondent',
                'verbose_name_plural': 'correspondents',
                'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['mail', 'phone'])), name='correspondent_source')],
            },
        ),
    ]
