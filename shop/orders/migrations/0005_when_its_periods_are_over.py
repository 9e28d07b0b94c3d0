from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0004_find_rows_by_actor")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="minimised_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="personal notes erased"),
        ),
        migrations.AddField(
            model_name="order",
            name="kept_until",
            field=models.DateField(blank=True, null=True, verbose_name="kept for tracing until"),
        ),
        migrations.RemoveIndex(model_name="order", name="order_books_closed"),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("kept_until", None)), fields=["books_closed_on"], name="order_books_due"
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("minimised_at", None)), fields=["closed_at"], name="order_notes_due"
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("kept_until", None), _negated=True),
                fields=["kept_until"],
                name="order_trace_due",
            ),
        ),
    ]
