"""What collection may cost the one who pays too late (art. 6:96 BW): a share by bands, within bounds."""

from datetime import date
from decimal import Decimal

from d4d.foundation import money
from shop.debtors.models import CostScale


def collection_costs_cents(owed_cents: int, on: date) -> int:
    """The costs of collecting an amount by the scale of a day; nothing owed or no scale yet is nought.

    No VAT comes on top: whoever may deduct it has no such damage.
    """
    scale = CostScale.objects.filter(from_on__lte=on).order_by("-from_on").first()
    if scale is None or owed_cents <= 0:
        return 0
    costs = floor = 0
    bands = sorted(scale.bands.all(), key=lambda band: (band.up_to_cents is None, band.up_to_cents))
    for band in bands:
        top = owed_cents if band.up_to_cents is None else min(owed_cents, band.up_to_cents)
        costs += max(0, top - floor) * band.permille
        floor = max(floor, top)
    return min(max(money.round_half_up(Decimal(costs) / 1_000), scale.least_cents), scale.most_cents)
