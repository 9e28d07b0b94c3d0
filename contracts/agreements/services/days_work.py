"""What is done for contracts every day, in the order in which it must be done."""

from datetime import date

from contracts.agreements.services.billing import bill
from contracts.agreements.services.indexing import apply_indices
from contracts.agreements.services.paying import collect_under_new_mandates, end_unused_mandates
from contracts.agreements.services.renewing import begin_terms, end_contracts, remind
from contracts.agreements.services.taking_over import move_devices


def every_day(as_of: date | None = None) -> list[int]:
    """Begin terms, remind, announce new prices, end what is over and bill what is due; harmless to repeat.

    Mandates under which nothing is collected any more end too; what waited for one is collected again.
    However late it comes, each period is billed once. The ids of the invoices.
    """
    begin_terms(as_of)
    remind(as_of)
    apply_indices(as_of)
    end_contracts(as_of)
    move_devices(as_of)
    collect_under_new_mandates()
    end_unused_mandates()
    return bill(as_of)
