import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from d4d.foundation.migrating import TablesAtOnce


class Migration(TablesAtOnce):

    replaces = [
        ("orders", "0001_first_floor"),
        ("orders", "0002_the_vat_number_of_an_order"),
        ("orders", "0003_when_its_books_were_closed"),
        ("orders", "0004_find_rows_by_actor"),
        ("orders", "0005_when_its_periods_are_over"),
        ("orders", "0006_whose_reference_it_is"),
        ("orders", "0007_the_ledger_keeps_the_trace"),
        ("orders", "0008_orders_that_wait_for_a_yes"),
        ("orders", "0009_lines_of_an_earlier_shop"),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('accounts', '__first__'),
        ('catalogue', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=16, unique=True, verbose_name='order number')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='accounts.practice', verbose_name='practice')),
                ('placed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='orders', to=settings.AUTH_USER_MODEL, verbose_name='ordered by')),
                ('key', models.UUIDField(unique=True, verbose_name='one press of the button')),
                ('state', models.CharField(choices=[('awaiting_payment', 'awaiting payment'), ('awaiting_review', 'being reviewed'), ('awaiting_approval', "waiting for the practice's approval"), ('released', 'in preparation'), ('partly_shipped', 'partly shipped'), ('shipped', 'shipped'), ('cancelled', 'cancelled')], max_length=20, verbose_name='state')),
                ('terms', models.CharField(choices=[('prepaid', 'paid in advance'), ('on_account', 'on account')], max_length=12, verbose_name='terms')),
                ('origin', models.CharField(choices=[('web', 'web shop'), ('mail', 'by e-mail'), ('phone', 'by phone')], default='web', max_length=8, verbose_name='origin')),
                ('vat_treatment', models.CharField(choices=[('domestic', 'Dutch VAT'), ('intra_community', 'intra-Community supply, 0 %')], default='domestic', max_length=16, verbose_name='VAT')),
                ('vat_id', models.CharField(blank=True, max_length=16, verbose_name='VAT number')),
                ('reference', models.CharField(blank=True, max_length=60, verbose_name='reference of the practice')),
                ('delivery_note', models.CharField(blank=True, max_length=200, verbose_name='note for delivery')),
                ('ships_complete', models.BooleanField(default=False, verbose_name='ship when complete')),
                ('delivery_first_name', models.CharField(blank=True, max_length=60, verbose_name='first name')),
                ('delivery_last_name', models.CharField(blank=True, max_length=60, verbose_name='last name')),
                ('delivery_practice', models.CharField(max_length=120, verbose_name='practice')),
                ('delivery_street', models.CharField(max_length=80, verbose_name='street')),
                ('delivery_house_number', models.CharField(max_length=10, verbose_name='house number')),
                ('delivery_addition', models.CharField(blank=True, max_length=10, verbose_name='addition')),
                ('delivery_postcode', models.CharField(max_length=10, verbose_name='postcode')),
                ('delivery_city', models.CharField(max_length=60, verbose_name='city')),
                ('delivery_country', models.CharField(max_length=2, verbose_name='country')),
                ('goods_cents', models.BigIntegerField(verbose_name='goods excluding VAT')),
                ('carriage_cents', models.BigIntegerField(verbose_name='carriage excluding VAT')),
                ('vat_cents', models.BigIntegerField(verbose_name='VAT')),
                ('total_cents', models.BigIntegerField(verbose_name='total including VAT')),
                ('placed_at', models.DateTimeField(verbose_name='placed')),
                ('paid_at', models.DateTimeField(blank=True, null=True, verbose_name='paid')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('books_closed_on', models.DateField(blank=True, null=True, verbose_name='books closed')),
                ('minimised_at', models.DateTimeField(blank=True, null=True, verbose_name='personal notes erased')),
            ],
            options={
                'verbose_name': 'order',
                'verbose_name_plural': 'orders',
                'indexes': [models.Index(fields=['practice', '-placed_at', '-id'], name='order_of_practice'), models.Index(fields=['state', 'placed_at'], name='order_by_state'), models.Index(fields=['-placed_at', '-id'], name='order_newest'), models.Index(fields=['books_closed_on'], name='order_books_due'), models.Index(condition=models.Q(('minimised_at', None)), fields=['closed_at'], name='order_notes_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['awaiting_payment', 'awaiting_review', 'awaiting_approval', 'released', 'partly_shipped', 'shipped', 'cancelled'])), name='order_state'), models.CheckConstraint(condition=models.Q(('total_cents', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('goods_cents'), '+', models.F('carriage_cents')), '+', models.F('vat_cents')))), name='order_adds_up')],
            },
        ),
        migrations.CreateModel(
            name='Cancellation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cancellations', to='orders.order', verbose_name='order')),
                ('reason', models.CharField(blank=True, max_length=120, verbose_name='reason')),
                ('actor', models.UUIDField(blank=True, null=True, verbose_name='by')),
                ('is_whole_order', models.BooleanField(default=False, verbose_name='the whole order')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
            ],
            options={
                'verbose_name': 'cancellation',
                'verbose_name_plural': 'cancellations',
                'indexes': [models.Index(condition=models.Q(('actor', None), _negated=True), fields=['actor'], name='cancellation_by_actor')],
            },
        ),
        migrations.CreateModel(
            name='OrderLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='orders.order', verbose_name='order')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='order_lines', to='catalogue.variant', verbose_name='variant')),
                ('number', models.CharField(max_length=40, verbose_name='article number')),
                ('name', models.CharField(max_length=220, verbose_name='name')),
                ('unit_price_e4', models.BigIntegerField(verbose_name='price excluding VAT')),
                ('vat_class', models.CharField(max_length=8, verbose_name='VAT class')),
                ('vat_permille', models.PositiveSmallIntegerField(verbose_name='VAT rate')),
                ('net_cents', models.BigIntegerField(verbose_name='amount excluding VAT')),
                ('quantity', models.PositiveIntegerField(verbose_name='ordered')),
                ('allocated', models.PositiveIntegerField(default=0, verbose_name='reserved')),
                ('shipped', models.PositiveIntegerField(default=0, verbose_name='shipped')),
                ('cancelled', models.PositiveIntegerField(default=0, verbose_name='cancelled')),
                ('expected_on', models.DateField(blank=True, null=True, verbose_name='expected on')),
            ],
            options={
                'verbose_name': 'order line',
                'verbose_name_plural': 'order lines',
                'indexes': [models.Index(condition=models.Q(('quantity__gt', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('shipped'), '+', models.F('cancelled')), '+', models.F('allocated')))), fields=['variant', 'id'], name='orderline_waiting')],
                'constraints': [models.UniqueConstraint(fields=('order', 'position'), name='orderline_position'), models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='orderline_some_pieces'), models.CheckConstraint(condition=models.Q(('quantity__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('shipped'), '+', models.F('cancelled')), '+', models.F('allocated')))), name='orderline_adds_up')],
            },
        ),
        migrations.CreateModel(
            name='CancelledLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cancellation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='orders.cancellation', verbose_name='cancellation')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cancelled_lines', to='orders.orderline', verbose_name='order line')),
                ('quantity', models.PositiveIntegerField(verbose_name='pieces')),
            ],
            options={
                'verbose_name': 'cancelled line',
                'verbose_name_plural': 'cancelled lines',
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='cancelledline_some_pieces')],
            },
        ),
        migrations.CreateModel(
            name='EarlierLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier_lines', to='accounts.practice', verbose_name='practice')),
                ('variant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='earlier_lines', to='catalogue.variant', verbose_name='article')),
                ('order', models.CharField(max_length=40, verbose_name='order')),
                ('ordered_on', models.DateField(verbose_name='ordered')),
                ('article', models.CharField(max_length=40, verbose_name='article number')),
                ('description', models.CharField(blank=True, max_length=120, verbose_name='description')),
                ('quantity', models.PositiveIntegerField(verbose_name='pieces')),
                ('amount_cents', models.BigIntegerField(verbose_name='amount excluding VAT')),
            ],
            options={
                'verbose_name': 'earlier order line',
                'verbose_name_plural': 'earlier order lines',
                'indexes': [models.Index(fields=['practice', '-ordered_on'], name='earlierline_of_practice'), models.Index(fields=['ordered_on'], name='earlierline_by_age'), models.Index(condition=models.Q(('variant', None), _negated=True), fields=['practice', 'variant'], name='earlierline_of_article')],
            },
        ),
    ]
