from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReturnsConfig(AppConfig):
    """Goods that come back, and how they are made good."""

    name = "shop.returns"
    label = "returns"
    verbose_name = _("Returns")

    def ready(self) -> None:
        from accounts import glance, menu
        from privacy import finding, ties
        from shop.orders import panels
        from shop.returns import lookups, tiles
        from shop.returns.panel import returns_of
        from shop.returns.ties import ties_of

        ties.add(ties_of)
        panels.add(50, returns_of)
        menu.add(
            _("Returns"),
            "returns:list",
            position=14,
            icon="undo-2",
            allowed=lambda member: member.may_see_orders,
        )
        menu.add_tile(15, tiles.open_returns)
        glance.add(35, _("Returns"), lookups.of_practice, lookups.OF_PRACTICE)
        finding.add(35, _("Returns"), lookups.by_number, lookups.FOUND)
