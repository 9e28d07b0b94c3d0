from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orders", "0002_long_lists")]

    operations = [
        migrations.AlterModelOptions(
            name="order",
            options={
                "permissions": [("price_order", "Can agree on another price in an order")],
                "verbose_name": "order",
                "verbose_name_plural": "orders",
            },
        ),
    ]
