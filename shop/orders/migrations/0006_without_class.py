from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0005_letters_of_what_is_there")]

    operations = [
        # A class to begin with, so that the way back is open.
        migrations.AlterField(
            model_name="orderline",
            name="vat_class",
            field=models.CharField(default="high", max_length=8, verbose_name="VAT class"),
        ),
        migrations.RemoveField(model_name="orderline", name="vat_class"),
    ]
