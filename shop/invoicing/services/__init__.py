"""The only doors for changing things in the books: one file per act."""

from shop.invoicing.services.archiving import render_files
from shop.invoicing.services.balancing import (
    IsGivenBack,
    NothingToKeep,
    NotThatMuchCredit,
    balance_cents,
    give_back_credit,
    is_given_back,
    keep_note,
    keep_rest,
    take_back_kept,
    use_credit,
)
from shop.invoicing.services.banking import (
    Imported,
    NotAllocated,
    allocate,
    forget_statements,
    import_file,
    set_aside,
)
from shop.invoicing.services.billing import bill_shipment, check_order, issue_for_order
from shop.invoicing.services.carrying import CannotBeCarried, OpenItem, archive_carried, carry
from shop.invoicing.services.closing import close_books_of, close_orders_of
from shop.invoicing.services.collecting import issue_collected
from shop.invoicing.services.crediting import CannotBeCredited, Line, credit, credit_cancellation, left_of
from shop.invoicing.services.issuing import AlreadyBilled, CannotBeIssued
from shop.invoicing.services.keeping import keep_earlier
from shop.invoicing.services.owing import open_cents
from shop.invoicing.services.posting import post_invoice, send_again, why_not_sent_again
from shop.invoicing.services.rebalancing import rebalance
from shop.invoicing.services.reimporting import reimport
from shop.invoicing.services.servicing import (
    ServiceBill,
    ServiceLine,
    issue_for_service,
    issue_for_services,
    price_of_services,
)
from shop.invoicing.services.settling import (
    BookedElsewhere,
    CannotBeTakenBack,
    MoreThanOpen,
    find_transfer,
    receive,
    set_off,
    settle,
    take_back,
)
from shop.invoicing.services.verifying import verify
from shop.invoicing.services.writing_off import CannotBeWrittenOff, write_off, written_off_cents

__all__ = [
    "AlreadyBilled",
    "BookedElsewhere",
    "CannotBeCarried",
    "CannotBeCredited",
    "CannotBeIssued",
    "CannotBeTakenBack",
    "CannotBeWrittenOff",
    "Imported",
    "IsGivenBack",
    "Line",
    "MoreThanOpen",
    "NotAllocated",
    "NotThatMuchCredit",
    "NothingToKeep",
    "OpenItem",
    "ServiceBill",
    "ServiceLine",
    "allocate",
    "archive_carried",
    "balance_cents",
    "bill_shipment",
    "carry",
    "check_order",
    "close_books_of",
    "close_orders_of",
    "credit",
    "credit_cancellation",
    "find_transfer",
    "forget_statements",
    "give_back_credit",
    "import_file",
    "is_given_back",
    "issue_collected",
    "issue_for_order",
    "issue_for_service",
    "issue_for_services",
    "keep_earlier",
    "keep_note",
    "keep_rest",
    "left_of",
    "open_cents",
    "post_invoice",
    "price_of_services",
    "rebalance",
    "receive",
    "reimport",
    "render_files",
    "send_again",
    "set_aside",
    "set_off",
    "settle",
    "take_back",
    "take_back_kept",
    "use_credit",
    "verify",
    "why_not_sent_again",
    "write_off",
    "written_off_cents",
]
