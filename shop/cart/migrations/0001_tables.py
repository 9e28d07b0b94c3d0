import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from d4d.foundation.migrating import TablesAtOnce


class Migration(TablesAtOnce):

    replaces = [
        ("cart", "0001_first_floor"),
        ("cart", "0002_words_that_somebody_waits_for"),
        ("cart", "0003_nobody_asks_when_somebody_was_told"),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('accounts', '__first__'),
        ('catalogue', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='ShoppingList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lists', to='accounts.practice', verbose_name='practice')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
            ],
            options={
                'verbose_name': 'shopping list',
                'verbose_name_plural': 'shopping lists',
                'constraints': [models.UniqueConstraint(fields=('practice', 'name'), name='list_name_once_per_practice')],
            },
        ),
        migrations.CreateModel(
            name='PriceWatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='price_watches', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='watches', to='cart.shoppinglist', verbose_name='list')),
                ('prices', models.JSONField(default=dict, verbose_name='prices they know')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='asked')),
            ],
            options={
                'verbose_name': 'price watch',
                'verbose_name_plural': 'price watches',
                'constraints': [models.UniqueConstraint(fields=('user', 'list'), name='pricewatch_once_per_list')],
            },
        ),
        migrations.CreateModel(
            name='ShoppingListLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='cart.shoppinglist', verbose_name='list')),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.variant', verbose_name='variant')),
                ('quantity', models.PositiveIntegerField(default=1, verbose_name='pieces')),
            ],
            options={
                'verbose_name': 'list line',
                'verbose_name_plural': 'list lines',
                'constraints': [models.UniqueConstraint(fields=('list', 'variant'), name='listline_once_per_variant'), models.CheckConstraint(condition=models.Q(('quantity__gte', 1), ('quantity__lte', 9999)), name='listline_some_pieces')],
            },
        ),
        migrations.CreateModel(
            name='StockAlert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stock_alerts', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.practice', verbose_name='practice')),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stock_alerts', to='catalogue.variant', verbose_name='variant')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='asked')),
            ],
            options={
                'verbose_name': 'stock alert',
                'verbose_name_plural': 'stock alerts',
                'constraints': [models.UniqueConstraint(fields=('user', 'variant'), name='stockalert_once_per_variant')],
            },
        ),
        migrations.CreateModel(
            name='CartLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cart_lines', to='accounts.practice', verbose_name='practice')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cart_lines', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.variant', verbose_name='variant')),
                ('quantity', models.PositiveIntegerField(verbose_name='pieces')),
                ('seen_price_e4', models.BigIntegerField(verbose_name='price when put in')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='put in')),
            ],
            options={
                'verbose_name': 'cart line',
                'verbose_name_plural': 'cart lines',
                'constraints': [models.UniqueConstraint(fields=('practice', 'user', 'variant'), name='cartline_once_per_variant'), models.CheckConstraint(condition=models.Q(('quantity__gte', 1), ('quantity__lte', 9999)), name='cartline_some_pieces')],
            },
        ),
    ]
