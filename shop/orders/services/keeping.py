"""Keeping what practices ordered in the shop that was there before this one."""

from datetime import date

from shop.orders.models import EarlierLine


def keep_earlier(
    practice_id: int,
    order: str,
    ordered_on: date,
    article: str,
    *,
    quantity: int,
    amount_cents: int,
    description: str = "",
    variant_id: int | None = None,
) -> EarlierLine:
    """Keep a line that was ordered elsewhere; the article as we know it makes it easy to order again."""
    return EarlierLine.objects.create(
        practice_id=practice_id,
        variant_id=variant_id,
        order=order,
        ordered_on=ordered_on,
        article=article,
        description=description,
        quantity=quantity,
        amount_cents=amount_cents,
    )
