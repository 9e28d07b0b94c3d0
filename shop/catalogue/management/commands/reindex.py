from django.core.management.base import BaseCommand

from shop.catalogue import services


class Command(BaseCommand):
    """Makes the search anew from the catalogue, after bulk loading or a change of synonyms."""

    help = __doc__

    def handle(self, **options: object) -> None:
        """Index every product."""
        self.stdout.write(f"{services.reindex_all()} products indexed")
