from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    """What we sell: products, variants, attributes, prices and the search that finds them."""

    name = "shop.catalogue"
    label = "catalogue"
    verbose_name = _("Catalogue")

    def ready(self) -> None:
        """What somebody looked at is forgotten the moment they switch that off."""
        from privacy import finding, personalisation
        from shop.catalogue import lookups, recent

        personalisation.forgets(recent.forget)
        finding.add(80, _("Articles"), lookups.by_number, lookups.FOUND)
