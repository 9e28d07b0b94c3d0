from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0003_who_agrees_on_prices")]

    operations = [
        migrations.AddField(
            model_name="orderline",
            name="is_service",
            field=models.BooleanField(default=False, verbose_name="is a service: nothing is sent"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="orderline",
            name="vat_category",
            field=models.CharField(default="S", max_length=2, verbose_name="VAT category"),
            preserve_default=False,
        ),
    ]
