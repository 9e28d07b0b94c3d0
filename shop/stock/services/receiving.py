"""Goods come in from a supplier, or back from a practice."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from shop.catalogue.models import Product, Variant
from shop.stock.models import Batch, Movement
from shop.stock.services import shelf


class NotReceived(Exception):
    """A receipt lacks something, or something in it cannot be; names the field."""

    def __init__(self, field: str, words: Promise) -> None:
        super().__init__(field)
        self.field, self.words = field, words


@transaction.atomic
def receive(
    variant_id: int,
    quantity: int,
    *,
    supplier_id: int | None = None,
    lot: str = "",
    serial: str = "",
    expires_on: date | None = None,
    actor: UUID | None = None,
    reference: str = "",
) -> Movement:
    """Put goods on the shelf as a new batch. Raises NotReceived; nothing has changed then.

    An expectation that has come true is struck out, so that no label promises a day in the past.
    """
    shelf.lock([variant_id])
    variant = Variant.objects.select_related("product").get(pk=variant_id)
    check_receipt(variant.product, quantity, lot, serial, expires_on)
    if serial and Batch.objects.filter(variant=variant, serial=serial).exists():
        raise NotReceived("serial", _("This serial number has already come in."))
    batch = Batch.objects.create(
        variant=variant,
        supplier_id=supplier_id,
        lot=lot,
        serial=serial,
        expires_on=expires_on,
        received_on=clock.today(),
    )
    Variant.objects.filter(pk=variant_id, expected_on__lte=clock.today()).update(expected_on=None)
    return shelf.put(batch, Movement.Kind.RECEIPT, quantity, actor=actor, reference=reference)


@transaction.atomic
def take_back(batch_id: int, quantity: int, *, actor: UUID | None, reference: str) -> Movement:
    """Put returned goods back into the batch they came from. Raises NotReceived when it has expired."""
    batch = Batch.objects.get(pk=batch_id)
    if batch.is_expired(clock.today()):
        raise NotReceived("batch", _("These goods have expired and cannot be put on the shelf."))
    shelf.lock([batch.variant_id])
    return shelf.put(batch, Movement.Kind.RETURN, quantity, actor=actor, reference=reference)


def check_receipt(product: Product, quantity: int, lot: str, serial: str, expires_on: date | None) -> None:
    """Whether these goods can be received with these facts. Raises NotReceived."""
    if quantity < 1:
        raise NotReceived("quantity", _("Enter at least one piece."))
    if product.is_serial_tracked and not serial:
        raise NotReceived("serial", _("This article is tracked by serial number; enter or scan it."))
    if serial and quantity != 1:
        raise NotReceived("quantity", _("A serial number belongs to one piece."))
    if product.is_lot_tracked and not lot:
        raise NotReceived("lot", _("This article is tracked by LOT; enter or scan it."))
    if product.has_expiry and expires_on is None:
        raise NotReceived("expires_on", _("This article has an expiry date; enter or scan it."))
    if expires_on is not None and expires_on <= clock.today():
        raise NotReceived("expires_on", _("These goods have expired; send them back."))
