import django.db.models.deletion
import uuid
from django.db import migrations, models

from d4d.foundation.migrating import TablesAtOnce


class Migration(TablesAtOnce):

    replaces = [
        ("shipping", "0001_first_floor"),
        ("shipping", "0002_follow_parcels"),
        ("shipping", "0003_batch_of_what_was_packed"),
    ]

    initial = True

    dependencies = [
        ('orders', '0001_tables'),
        ('stock', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Shipment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shipments', to='orders.order', verbose_name='order')),
                ('sequence', models.PositiveSmallIntegerField(verbose_name='shipment of the order')),
                ('state', models.CharField(choices=[('to_pick', 'to be picked'), ('packed', 'packed'), ('handed_over', 'with the courier'), ('cancelled', 'cancelled')], default='to_pick', max_length=12, verbose_name='state')),
                ('courier', models.CharField(max_length=10, verbose_name='courier')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('handed_over_at', models.DateTimeField(blank=True, null=True, verbose_name='handed over')),
            ],
            options={
                'verbose_name': 'shipment',
                'verbose_name_plural': 'shipments',
                'indexes': [models.Index(fields=['state', 'created_at'], name='shipment_by_state')],
                'constraints': [models.UniqueConstraint(fields=('order', 'sequence'), name='shipment_of_order')],
            },
        ),
        migrations.CreateModel(
            name='Parcel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shipment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parcels', to='shipping.shipment', verbose_name='shipment')),
                ('reference', models.CharField(max_length=30, unique=True, verbose_name='our reference')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='key')),
                ('courier', models.CharField(max_length=10, verbose_name='courier')),
                ('state', models.CharField(choices=[('wanted', 'label asked for'), ('registered', 'announced'), ('handed_over', 'handed over'), ('in_transit', 'on its way'), ('out_for_delivery', 'out for delivery'), ('ready_for_pickup', 'ready to collect'), ('delivered', 'delivered'), ('delivery_failed', 'nobody there'), ('returning', 'on its way back'), ('returned', 'back with us'), ('exception', 'something is wrong'), ('cancelled', 'cancelled')], default='wanted', max_length=20, verbose_name='state')),
                ('tracking_number', models.CharField(blank=True, max_length=40, verbose_name='track & trace')),
                ('courier_reference', models.CharField(blank=True, max_length=60, verbose_name='number at the courier')),
                ('weight_grams', models.PositiveIntegerField(default=0, verbose_name='weight in grams')),
                ('label', models.FileField(blank=True, upload_to='labels/', verbose_name='label')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='label asked for')),
                ('polled_at', models.DateTimeField(blank=True, null=True, verbose_name='last followed')),
                ('seen_at', models.DateTimeField(blank=True, null=True, verbose_name='last scan')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
            ],
            options={
                'verbose_name': 'parcel',
                'verbose_name_plural': 'parcels',
                'indexes': [models.Index(fields=['courier', 'state', 'polled_at'], name='parcel_to_follow'), models.Index(fields=['tracking_number'], name='parcel_by_tracking')],
            },
        ),
        migrations.CreateModel(
            name='ShipmentLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shipment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='shipping.shipment', verbose_name='shipment')),
                ('order_line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shipment_lines', to='orders.orderline', verbose_name='order line')),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shipment_lines', to='stock.batch', verbose_name='batch')),
                ('quantity', models.PositiveIntegerField(verbose_name='pieces')),
                ('lot', models.CharField(blank=True, max_length=40, verbose_name='LOT')),
                ('serial', models.CharField(blank=True, max_length=40, verbose_name='serial number')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='expires on')),
            ],
            options={
                'verbose_name': 'shipment line',
                'verbose_name_plural': 'shipment lines',
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='shipmentline_some_pieces')],
            },
        ),
        migrations.CreateModel(
            name='Scan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('parcel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scans', to='shipping.parcel', verbose_name='parcel')),
                ('status', models.CharField(max_length=20, verbose_name='status')),
                ('raw_code', models.CharField(max_length=60, verbose_name="courier's code")),
                ('at', models.DateTimeField(verbose_name='at')),
            ],
            options={
                'verbose_name': 'scan',
                'verbose_name_plural': 'scans',
                'constraints': [models.UniqueConstraint(fields=('parcel', 'raw_code', 'at'), name='scan_once')],
            },
        ),
    ]
