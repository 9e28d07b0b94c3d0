from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    """What a practice has ordered, and how far we are with it."""

    name = "shop.orders"
    label = "orders"
    verbose_name = _("Orders")

    def ready(self) -> None:
        from accounts import glance, menu
        from d4d.foundation import reconciliation
        from privacy import finding, people, ties
        from shop.orders import lookups
        from shop.orders.acquaintance import WhoOrdered
        from shop.orders.services.catching_up import catch_up
        from shop.orders.ties import ties_of
        from shop.orders.tiles import open_orders

        ties.add(ties_of)
        people.meet(WhoOrdered())
        menu.add(
            _("Orders"),
            "orders:list",
            position=10,
            icon="package",
            allowed=lambda member: member.may_see_orders,
        )
        menu.add(
            _("Ordered before"),
            "orders:earlier",
            position=12,
            icon="rotate-ccw",
            allowed=lambda member: member.may_see_orders,
        )
        menu.add_tile(10, open_orders)
        reconciliation.add(20, "orders", catch_up)
        glance.add(10, _("Last orders"), lookups.of_practice, lookups.OF_PRACTICE)
        finding.add(30, _("Orders"), lookups.by_number, lookups.FOUND)
