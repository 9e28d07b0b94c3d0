"""The day of the last word is not kept: nobody asks for it, and it was written without a word too."""

from django.db import migrations


class Migration(migrations.Migration):
    """Drop the day from whoever watches prices."""

    dependencies = [("cart", "0002_words_that_somebody_waits_for")]

    operations = [migrations.RemoveField("pricewatch", "told_on")]
