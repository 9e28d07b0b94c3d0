import d4d.foundation.photos
import django.db.models.deletion
from django.db import migrations, models

from d4d.foundation.migrating import TablesAtOnce


class Migration(TablesAtOnce):

    replaces = [
        ("returns", "0001_goods_that_come_back"),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('orders', '0001_tables'),
        ('shipping', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Return',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=16, unique=True, verbose_name='number')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='accounts.practice', verbose_name='practice')),
                ('order_line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='orders.orderline', verbose_name='order line')),
                ('quantity', models.PositiveIntegerField(verbose_name='pieces')),
                ('reason', models.CharField(choices=[('wrong', 'It is not what we ordered'), ('damaged', 'It came damaged'), ('faulty', 'It does not work'), ('expires', 'It expires too soon'), ('too_many', 'We ordered too many'), ('other', 'Something else')], max_length=8, verbose_name='reason')),
                ('wish', models.CharField(choices=[('credit', 'our money back'), ('replace', 'the same article anew')], max_length=8, verbose_name='wish')),
                ('explanation', models.TextField(blank=True, verbose_name='explanation')),
                ('answer', models.TextField(blank=True, verbose_name='our answer')),
                ('state', models.CharField(choices=[('requested', 'requested'), ('accepted', 'accepted'), ('received', 'received'), ('settled', 'settled'), ('refused', 'refused'), ('withdrawn', 'withdrawn')], default='requested', max_length=10, verbose_name='state')),
                ('requested_by', models.UUIDField(blank=True, null=True, verbose_name='requested by')),
                ('requested_at', models.DateTimeField(verbose_name='requested at')),
                ('replacement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaces', to='orders.order', verbose_name='order that replaces it')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
            ],
            options={
                'verbose_name': 'return',
                'verbose_name_plural': 'returns',
                'indexes': [models.Index(fields=['practice', '-id'], name='return_of_practice'), models.Index(fields=['state', 'requested_at'], name='return_by_state'), models.Index(condition=models.Q(('closed_at', None), _negated=True), fields=['closed_at'], name='return_by_end'), models.Index(condition=models.Q(('requested_by', None), _negated=True), fields=['requested_by'], name='return_by_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['requested', 'accepted', 'received', 'settled', 'refused', 'withdrawn'])), name='return_state'), models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='return_some_pieces'), models.UniqueConstraint(condition=models.Q(('state__in', ['requested', 'accepted', 'received'])), fields=('order_line',), name='return_one_open_per_item')],
            },
        ),
        migrations.CreateModel(
            name='ReturnedPieces',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('back', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='returns.return', verbose_name='return')),
                ('shipment_line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='returned', to='shipping.shipmentline', verbose_name='shipped as')),
                ('quantity', models.PositiveIntegerField(verbose_name='pieces')),
                ('lot', models.CharField(blank=True, max_length=40, verbose_name='LOT')),
                ('serial', models.CharField(blank=True, max_length=40, verbose_name='serial number')),
                ('fate', models.CharField(choices=[('shelf', 'back on the shelf'), ('scrapped', 'scrapped')], max_length=8, verbose_name='where they went')),
                ('actor', models.UUIDField(blank=True, null=True, verbose_name='by')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='came back')),
            ],
            options={
                'verbose_name': 'pieces that came back',
                'verbose_name_plural': 'pieces that came back',
                'indexes': [models.Index(condition=models.Q(('actor', None), _negated=True), fields=['actor'], name='returnedpieces_by_actor')],
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='returnedpieces_some_pieces')],
            },
        ),
        migrations.CreateModel(
            name='ReturnPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('back', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='returns.return', verbose_name='return')),
                ('file', models.FileField(upload_to=d4d.foundation.photos.Folder('returns'), verbose_name='photo')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
            ],
            options={
                'verbose_name': 'photo of a return',
                'verbose_name_plural': 'photos of returns',
            },
        ),
    ]
