"""A contract or a device ends inside a period that was paid in advance: the rest is given back."""

from django.db.models import F, Q

from contracts.agreements.models import BillingPeriod, Contract
from contracts.agreements.scheduling import schedule
from contracts.agreements.services.billing import bill_periods
from d4d.foundation import clock
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice


def settle_up(contract: Contract, reason: str) -> None:
    """Credit each bill that reaches beyond the end, and bill anew what was used.

    Part of the act that ends something. The credit pays the new bill first; what is left of it is to be
    given back.
    """
    for period in _too_long(contract):
        assert period.invoice_id
        note = _take_back(contract, period, reason)
        kept = contract.bill_from
        contract.bill_from = period.first_on
        schedule(contract)
        for invoice in bill_periods(contract, contract.bill_on or clock.today()):
            invoicing.set_off(note.pk, invoice.pk)
        contract.bill_from = kept
        schedule(contract)


def _too_long(contract: Contract) -> list[BillingPeriod]:
    beyond = Q(charges__last_on__gt=F("charges__line__ends_on"))
    if contract.ends_on:
        beyond |= Q(charges__last_on__gt=contract.ends_on)
    billed = contract.periods.filter(beyond, credited_by=None).exclude(invoice=None)
    found = billed.select_related("invoice").distinct().order_by("first_on", "part")
    return [period for period in found if _is_left(period)]


def _is_left(period: BillingPeriod) -> bool:
    """Whether anything of its bill can still be taken back; staff may have credited it by hand."""
    assert period.invoice
    return any(line.left for line in invoicing.left_of(period.invoice))


def _take_back(contract: Contract, period: BillingPeriod, reason: str) -> Invoice:
    assert period.invoice_id
    note = invoicing.credit(
        period.invoice_id,
        reason=reason,
        occasion=f"contract:{contract.number}:{period.first_on:%Y%m%d}:{period.part}:back",
    )
    period.credited_by = note
    period.save(update_fields=["credited_by"])
    period.charges.all().delete()
    return note
