"""How VAT falls on what was ordered."""

from shop.cart.quote import vat_category
from shop.orders.models import Order, OrderLine


def category_of(line: OrderLine) -> str:
    """The letter under which EN 16931 counts a line, by what was agreed on its order."""
    return vat_category(
        line.vat_class,
        is_intra_community=line.order.vat_treatment == Order.VatTreatment.INTRA_COMMUNITY,
        is_service=line.variant.product.is_service,
    )
