import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from d4d.foundation.migrating import TablesAtOnce


class Migration(TablesAtOnce):

    replaces = [
        ("catalogue", "0001_first_floor"),
        ("catalogue", "0002_search_tables"),
        ("catalogue", "0004_find_rows_by_actor"),
        ("catalogue", "0005_recently_viewed"),
        ("catalogue", "0006_what_stays_in_the_body"),
        ("catalogue", "0007_services_lie_on_no_shelf"),
        ("catalogue", "0008_how_the_shop_is_used"),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attribute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=40, verbose_name='name')),
                ('name_en', models.CharField(max_length=40, verbose_name='name in English')),
                ('kind', models.CharField(choices=[('text', 'text'), ('number', 'number')], default='text', max_length=8, verbose_name='kind')),
                ('unit', models.CharField(blank=True, max_length=12, verbose_name='unit')),
                ('is_facet', models.BooleanField(default=True, verbose_name='people choose by it')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'attribute',
                'verbose_name_plural': 'attributes',
            },
        ),
        migrations.CreateModel(
            name='Brand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('slug', models.SlugField(unique=True, verbose_name='address')),
            ],
            options={
                'verbose_name': 'brand',
                'verbose_name_plural': 'brands',
            },
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='word')),
            ],
            options={
                'verbose_name': 'search word',
                'verbose_name_plural': 'search words',
            },
        ),
        migrations.CreateModel(
            name='CarriageRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('country', models.CharField(max_length=2, verbose_name='country')),
                ('up_to_grams', models.PositiveIntegerField(verbose_name='up to weight in grams')),
                ('price_cents', models.PositiveIntegerField(verbose_name='carriage excluding VAT')),
                ('free_from_cents', models.PositiveIntegerField(blank=True, null=True, verbose_name='free from goods of')),
            ],
            options={
                'verbose_name': 'carriage rate',
                'verbose_name_plural': 'carriage rates',
                'constraints': [models.UniqueConstraint(fields=('country', 'up_to_grams'), name='carriage_once_per_step')],
            },
        ),
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='catalogue.category', verbose_name='part of')),
                ('slug', models.SlugField(unique=True, verbose_name='address')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('name_en', models.CharField(max_length=80, verbose_name='name in English')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('drawing', models.CharField(blank=True, max_length=30, verbose_name='drawing')),
            ],
            options={
                'verbose_name': 'category',
                'verbose_name_plural': 'categories',
            },
        ),
        migrations.CreateModel(
            name='PriceGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('members', models.ManyToManyField(blank=True, related_name='price_groups', to='accounts.practice', verbose_name='practices')),
            ],
            options={
                'verbose_name': 'price group',
                'verbose_name_plural': 'price groups',
            },
        ),
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='catalogue.category', verbose_name='category')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='catalogue.brand', verbose_name='brand')),
                ('slug', models.SlugField(max_length=120, unique=True, verbose_name='address')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_en', models.CharField(max_length=120, verbose_name='name in English')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('description_en', models.TextField(blank=True, verbose_name='description in English')),
                ('vat_class', models.CharField(choices=[('high', 'high rate'), ('low', 'low rate'), ('zero', '0 %'), ('exempt', 'exempt')], default='high', max_length=8, verbose_name='VAT class')),
                ('drawing', models.CharField(blank=True, max_length=30, verbose_name='drawing')),
                ('picture', models.ImageField(blank=True, upload_to='products/', verbose_name='picture')),
                ('is_published', models.BooleanField(default=False, verbose_name='for sale')),
                ('is_professionals_only', models.BooleanField(default=False, verbose_name='for approved practices only')),
                ('device_class', models.CharField(blank=True, choices=[('', 'no medical device'), ('I', 'class I'), ('IIa', 'class IIa'), ('IIb', 'class IIb'), ('III', 'class III')], default='', max_length=4, verbose_name='medical device')),
                ('has_ce_mark', models.BooleanField(default=False, verbose_name='CE mark and declaration seen')),
                ('has_dutch_instructions', models.BooleanField(default=False, verbose_name='instructions for use in Dutch')),
                ('has_udi', models.BooleanField(default=False, verbose_name='UDI seen, where due')),
                ('is_implantable', models.BooleanField(blank=True, help_text='Implants, but also fillings, cements and threads that dissolve: we trace them longer.', null=True, verbose_name='stays in the body for a month or longer')),
                ('checked_by', models.UUIDField(blank=True, null=True, verbose_name='checked by')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='checked')),
                ('is_lot_tracked', models.BooleanField(default=False, verbose_name='tracked by LOT')),
                ('is_serial_tracked', models.BooleanField(default=False, verbose_name='tracked by serial number')),
                ('has_expiry', models.BooleanField(default=False, verbose_name='has an expiry date')),
                ('is_service', models.BooleanField(default=False, verbose_name='is a service: nothing is sent')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='predecessors', to='catalogue.product', verbose_name='replaced by')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ],
            options={
                'verbose_name': 'product',
                'verbose_name_plural': 'products',
                'indexes': [models.Index(condition=models.Q(('is_published', True)), fields=['category', 'name'], name='product_on_shelf'), models.Index(condition=models.Q(('is_published', True)), fields=['brand', 'name'], name='product_by_brand'), models.Index(condition=models.Q(('is_published', True)), fields=['name'], name='product_by_name'), models.Index(condition=models.Q(('is_published', True)), fields=['name_en'], name='product_by_english_name'), models.Index(condition=models.Q(('checked_by', None), _negated=True), fields=['checked_by'], name='product_by_checker')],
                'constraints': [models.CheckConstraint(condition=models.Q(('is_published', False), ('device_class', ''), models.Q(('has_ce_mark', True), ('has_dutch_instructions', True), ('has_udi', True), ('is_implantable__isnull', False)), _connector='OR'), name='product_device_is_checked')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='catalogue.product', verbose_name='product')),
                ('kind', models.CharField(choices=[('ifu', 'instructions for use'), ('ce', 'declaration of conformity'), ('sds', 'safety data sheet')], max_length=4, verbose_name='kind')),
                ('language', models.CharField(default='nl', max_length=2, verbose_name='language')),
                ('version', models.CharField(blank=True, max_length=20, verbose_name='version')),
                ('file', models.FileField(upload_to='documents/', verbose_name='file')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
            },
        ),
        migrations.CreateModel(
            name='ProductCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.product', verbose_name='product')),
                ('day', models.DateField(verbose_name='day')),
                ('times', models.PositiveIntegerField(default=0, verbose_name='times opened')),
            ],
            options={
                'verbose_name': 'product opened',
                'verbose_name_plural': 'products opened',
                'indexes': [models.Index(fields=['day'], name='productcount_of_day')],
                'constraints': [models.UniqueConstraint(fields=('product', 'day'), name='productcount_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='ProductLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='catalogue.product', verbose_name='product')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='linked_from', to='catalogue.product', verbose_name='goes with')),
                ('kind', models.CharField(choices=[('related', 'related'), ('fits', 'fits')], max_length=8, verbose_name='kind')),
            ],
            options={
                'verbose_name': 'link',
                'verbose_name_plural': 'links',
                'constraints': [models.UniqueConstraint(fields=('product', 'other', 'kind'), name='link_once')],
            },
        ),
        migrations.CreateModel(
            name='RecentView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.product', verbose_name='product')),
                ('seen_at', models.DateTimeField(verbose_name='viewed')),
            ],
            options={
                'verbose_name': 'recently viewed',
                'verbose_name_plural': 'recently viewed',
                'indexes': [models.Index(fields=['user', '-seen_at'], name='recentview_of_user'), models.Index(fields=['seen_at'], name='recentview_by_age')],
                'constraints': [models.UniqueConstraint(fields=('user', 'product'), name='recentview_once')],
            },
        ),
        migrations.CreateModel(
            name='SearchCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(max_length=64, verbose_name='fingerprint')),
                ('month', models.DateField(verbose_name='month')),
                ('text', models.CharField(blank=True, max_length=60, verbose_name='words')),
                ('times', models.PositiveIntegerField(default=0, verbose_name='times looked for')),
                ('in_vain', models.PositiveIntegerField(default=0, verbose_name='times nothing was found')),
                ('slots', models.BigIntegerField(default=0, verbose_name='slots')),
            ],
            options={
                'verbose_name': 'words looked for',
                'verbose_name_plural': 'insight',
                'indexes': [models.Index(fields=['month', '-times'], name='searchcount_of_month')],
                'constraints': [models.UniqueConstraint(fields=('mark', 'month'), name='searchcount_once_a_month'), models.CheckConstraint(condition=models.Q(('in_vain__lte', models.F('times'))), name='searchcount_adds_up')],
            },
        ),
        migrations.CreateModel(
            name='StepCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('opened', 'product opened'), ('put_in_cart', 'put in the cart'), ('reviewed', 'order looked over'), ('placed', 'order placed')], max_length=12, verbose_name='step')),
                ('day', models.DateField(verbose_name='day')),
                ('times', models.PositiveIntegerField(default=0, verbose_name='times')),
            ],
            options={
                'verbose_name': 'step to an order',
                'verbose_name_plural': 'steps to an order',
                'constraints': [models.UniqueConstraint(fields=('step', 'day'), name='stepcount_once_a_day'), models.CheckConstraint(condition=models.Q(('step__in', ['opened', 'put_in_cart', 'reviewed', 'placed'])), name='stepcount_step')],
            },
        ),
        migrations.CreateModel(
            name='Variant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='variants', to='catalogue.product', verbose_name='product')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='article number')),
                ('maker_number', models.CharField(blank=True, max_length=40, verbose_name="manufacturer's number")),
                ('gtin', models.CharField(blank=True, max_length=14, verbose_name='GTIN')),
                ('name', models.CharField(blank=True, max_length=80, verbose_name='variant')),
                ('name_en', models.CharField(blank=True, max_length=80, verbose_name='variant in English')),
                ('unit_price_e4', models.BigIntegerField(verbose_name='price excluding VAT')),
                ('weight_grams', models.PositiveIntegerField(default=100, verbose_name='weight in grams')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('is_discontinued', models.BooleanField(default=False, verbose_name='no longer made')),
                ('on_hand', models.PositiveIntegerField(default=0, verbose_name='on the shelf')),
                ('allocated', models.PositiveIntegerField(default=0, verbose_name='reserved')),
                ('expected_on', models.DateField(blank=True, null=True, verbose_name='expected on')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ],
            options={
                'verbose_name': 'variant',
                'verbose_name_plural': 'variants',
                'indexes': [models.Index(fields=['product', 'position'], name='variant_of_product'), models.Index(fields=['gtin'], name='variant_by_gtin'), models.Index(fields=['maker_number'], name='variant_by_maker_number')],
                'constraints': [models.CheckConstraint(condition=models.Q(('unit_price_e4__gte', 0)), name='variant_price_not_negative'), models.CheckConstraint(condition=models.Q(('allocated__lte', models.F('on_hand'))), name='variant_never_oversold')],
            },
        ),
        migrations.CreateModel(
            name='SearchNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='search_numbers', to='catalogue.variant', verbose_name='variant')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.product', verbose_name='product')),
                ('number', models.CharField(max_length=40, verbose_name='number')),
                ('is_sold', models.BooleanField(default=True, verbose_name='for sale')),
            ],
            options={
                'verbose_name': 'search number',
                'verbose_name_plural': 'search numbers',
                'indexes': [models.Index(fields=['number'], name='searchnumber_exact')],
                'constraints': [models.UniqueConstraint(fields=('variant', 'number'), name='searchnumber_once')],
            },
        ),
        migrations.CreateModel(
            name='Price',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prices', to='catalogue.variant', verbose_name='variant')),
                ('practice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='prices', to='accounts.practice', verbose_name='practice')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='prices', to='catalogue.pricegroup', verbose_name='price group')),
                ('from_quantity', models.PositiveIntegerField(default=1, verbose_name='from quantity')),
                ('unit_price_e4', models.BigIntegerField(verbose_name='price excluding VAT')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='from')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='until and including')),
            ],
            options={
                'verbose_name': 'price',
                'verbose_name_plural': 'prices',
                'indexes': [models.Index(fields=['variant', 'practice', 'group'], name='price_of_variant')],
                'constraints': [models.CheckConstraint(condition=models.Q(('unit_price_e4__gte', 0)), name='price_not_negative'), models.CheckConstraint(condition=models.Q(('from_quantity__gte', 1)), name='price_from_one'), models.CheckConstraint(condition=models.Q(('practice', None), ('group', None), _connector='OR'), name='price_for_one_kind')],
            },
        ),
        migrations.CreateModel(
            name='AttributeValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='catalogue.variant', verbose_name='variant')),
                ('attribute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='catalogue.attribute', verbose_name='attribute')),
                ('value', models.CharField(max_length=60, verbose_name='value')),
                ('value_en', models.CharField(blank=True, max_length=60, verbose_name='value in English')),
            ],
            options={
                'verbose_name': 'fact',
                'verbose_name_plural': 'facts',
                'indexes': [models.Index(fields=['attribute', 'value'], name='fact_by_value')],
                'constraints': [models.UniqueConstraint(fields=('variant', 'attribute'), name='fact_once_per_variant')],
            },
        ),
        migrations.CreateModel(
            name='VatRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vat_class', models.CharField(choices=[('high', 'high rate'), ('low', 'low rate'), ('zero', '0 %'), ('exempt', 'exempt')], max_length=8, verbose_name='VAT class')),
                ('since', models.DateField(verbose_name='from')),
                ('permille', models.PositiveSmallIntegerField(verbose_name='rate in tenths of a percent')),
            ],
            options={
                'verbose_name': 'VAT rate',
                'verbose_name_plural': 'VAT rates',
                'constraints': [models.UniqueConstraint(fields=('vat_class', 'since'), name='vatrate_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='entry', serialize=False, to='catalogue.product', verbose_name='product')),
                ('heavy', models.TextField(verbose_name='words that name it')),
                ('light', models.TextField(verbose_name='words that describe it')),
                ('price_e4', models.BigIntegerField(verbose_name='lowest list price')),
            ],
            options={
                'verbose_name': 'search entry',
                'verbose_name_plural': 'search entries',
                'indexes': [models.Index(fields=['price_e4'], name='searchentry_by_price')],
            },
        ),
    ]
