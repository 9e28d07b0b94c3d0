"""A contract or a device ends inside a period that was paid in advance: the rest is given back."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from django.db.models import F, Q

from accounts.models import Practice
from contracts.agreements.models import BillingPeriod, Charge, Contract, ContractLine
from contracts.agreements.scheduling import schedule
from contracts.agreements.services.billing import bill_periods, collect
from d4d.foundation import clock
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice


def settle_up(contract: Contract, reason: str, dropped: Sequence[ContractLine] = ()) -> None:
    """Credit each bill that reaches beyond the end, and bill anew what was used.

    Part of the act that ends something; `dropped` are lines that never come to count, they go. The credit
    pays the new bill first; what is left of it is to be given back.
    """
    Practice.objects.select_for_update(no_key=True).get(pk=contract.practice_id)  # before any invoice
    turns = groupby(_too_long(contract, dropped), key=lambda period: period.first_on)
    notes = {first_on: [_take_back(contract, one, reason) for one in periods] for first_on, periods in turns}
    Charge.objects.filter(line__in=dropped).delete()
    ContractLine.objects.filter(pk__in=[line.pk for line in dropped]).delete()
    for first_on, credited in notes.items():
        invoices = _bill_anew(contract, first_on)
        for invoice in invoices:
            for note in credited:
                invoicing.set_off(note.pk, invoice.pk)
        collect(contract, invoices)


def _too_long(contract: Contract, dropped: Sequence[ContractLine]) -> list[BillingPeriod]:
    beyond = Q(charges__last_on__gt=F("charges__line__ends_on")) | Q(charges__line__in=dropped)
    if contract.ends_on:
        beyond |= Q(charges__last_on__gt=contract.ends_on)
    billed = contract.periods.filter(beyond, credited_by=None).exclude(invoice=None)
    found = billed.select_related("invoice").distinct().order_by("first_on", "part")
    return [period for period in found if _is_left(period)]


def _is_left(period: BillingPeriod) -> bool:
    """Whether anything of its bill can still be taken back; staff may have credited it by hand."""
    assert period.invoice
    if invoicing.written_off_cents(period.invoice):
        return False  # what was given up is not credited
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


def _bill_anew(contract: Contract, first_on: date) -> list[Invoice]:
    kept = contract.bill_from
    contract.bill_from = first_on
    schedule(contract)
    invoices = bill_periods(contract, contract.bill_on or clock.today())
    contract.bill_from = kept
    schedule(contract)
    return invoices
