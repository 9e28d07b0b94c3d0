from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('invoicing', '0006_lists_in_order'),
    ]

    operations = [
        migrations.AddField(
            model_name='bankline',
            name='may_be_known',
            field=models.BooleanField(default=False, verbose_name='may have been told before'),
        ),
    ]
