"""A plan that was bought in the shop becomes a contract when its line is delivered and billed."""

from django.db import transaction

from contracts.agreements.models import BillingPeriod, Charge, Contract, ContractLine
from contracts.agreements.scheduling import period_of
from contracts.agreements.services.billing import CENT_E4
from contracts.agreements.services.making import Offer, activate, called, tell_of_change, write
from contracts.agreements.services.overlapping import refuse_overlap
from contracts.devices.models import Device
from contracts.devices.origins import shipment_line_of
from d4d.foundation import clock, states
from shop.orders import services as orders
from shop.orders.models import OrderLine
from shop.shipping.models import ShipmentLine

ORIGIN = "order-line:"


@transaction.atomic
def activate_bought(order_id: int) -> list[Contract]:
    """Every plan that was delivered with an order becomes a running contract, once; its order bills it.

    A plan bought twice covers two devices. They are named when the parcel brings them, or by the practice.
    Their lines are delivered and billed as those of any service (`shipping.begin_services`).
    """
    orders.lock(order_id)
    delivered = OrderLine.objects.filter(order=order_id, is_service=True, shipped__gt=0)
    plans = delivered.exclude(variant__plan=None).select_related("order", "variant__plan")
    return [_activate(line) for line in plans.order_by("position")]


def take_device(device_id: int) -> ContractLine | None:
    """A device that came with an order stands under the contract that was bought with it."""
    device = Device.objects.get(pk=device_id)
    order_id = _order_of(device)
    if order_id is None:
        return None
    return _take(device, order_id)


def _activate(line: OrderLine) -> Contract:
    origin = f"{ORIGIN}{line.pk}"
    if made := Contract.objects.filter(origin=origin).first():
        return made
    plan = line.variant.plan
    offer = Offer(line.order.practice_id, plan.pk, clock.today(), (), reference=line.order.reference)
    contract = write(offer, origin=origin)
    states.begin(contract, contract.state)
    bought = ContractLine.objects.bulk_create(
        ContractLine(
            contract=contract,
            description=plan.name,
            price_cents=line.unit_price_e4 // CENT_E4,
            starts_on=contract.starts_on,
        )
        for _ in range(line.shipped)
    )
    activate(contract, line.order.placed_by.subject.uuid if line.order.placed_by else None)
    _count_as_paid(contract, bought)
    return contract


def _count_as_paid(contract: Contract, lines: list[ContractLine]) -> None:
    """The order's own invoice bills the first period."""
    first, last = period_of(contract, contract.anchor_on)
    period = BillingPeriod.objects.create(contract=contract, first_on=first, last_on=last, net_cents=0)
    Charge.objects.bulk_create(
        Charge(
            period=period,
            line=line,
            turn_on=first,
            first_on=first,
            last_on=last,
            net_cents=line.price_cents,
        )
        for line in lines
    )


def _order_of(device: Device) -> int | None:
    line_id = shipment_line_of(device.origin)
    shipped = ShipmentLine.objects.filter(pk=line_id) if line_id else ShipmentLine.objects.none()
    return shipped.values_list("order_line__order", flat=True).first()


@transaction.atomic
def _take(device: Device, order_id: int) -> ContractLine | None:
    bought = [f"{ORIGIN}{pk}" for pk in OrderLine.objects.filter(order=order_id).values_list("pk", flat=True)]
    waiting = ContractLine.objects.select_for_update(of=("self",)).filter(
        contract__origin__in=bought, contract__practice=device.practice_id, device=None
    )
    line = waiting.select_related("contract").order_by("pk").first()
    if line is None or device.contract_lines.filter(contract__origin__in=bought).exists():
        return None
    refuse_overlap([device.pk], line.starts_on, line.contract.ends_on)
    line.device = device
    line.description = called(device)
    line.save(update_fields=["device", "description"])
    tell_of_change(line.contract)
    return line
