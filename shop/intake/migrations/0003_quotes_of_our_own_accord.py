from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('intake', '0002_long_lists'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='pricequote',
            options={'permissions': [('price_pricequote', 'Can agree on another price in a quote')], 'verbose_name': 'quote', 'verbose_name_plural': 'quotes'},
        ),
        migrations.RemoveConstraint(
            model_name='pricequote',
            name='pricequote_state',
        ),
        migrations.AddField(
            model_name='pricequote',
            name='is_ours',
            field=models.BooleanField(default=False, verbose_name='made of our own accord'),
        ),
        migrations.AddField(
            model_name='pricequoteline',
            name='price_reason',
            field=models.CharField(blank=True, max_length=120, verbose_name='reason for the price'),
        ),
        migrations.AddField(
            model_name='pricequoteline',
            name='priced_by',
            field=models.UUIDField(blank=True, null=True, verbose_name='price agreed by'),
        ),
        migrations.AlterField(
            model_name='pricequote',
            name='state',
            field=models.CharField(choices=[('prepared', 'being made'), ('requested', 'asked for'), ('offered', 'offered'), ('ordered', 'ordered'), ('declined', 'declined'), ('withdrawn', 'withdrawn'), ('expired', 'expired')], default='requested', max_length=10, verbose_name='state'),
        ),
        migrations.AddIndex(
            model_name='pricequoteline',
            index=models.Index(condition=models.Q(('priced_by', None), _negated=True), fields=['priced_by'], name='pricequoteline_by_pricer'),
        ),
        migrations.AddConstraint(
            model_name='pricequote',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['prepared', 'requested', 'offered', 'ordered', 'declined', 'withdrawn', 'expired'])), name='pricequote_state'),
        ),
    ]
