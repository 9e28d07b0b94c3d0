"""The only doors for taking and giving back money: one file per act."""

from shop.payments.services.bill_links import invoice_of, pay_now_address, pay_now_addresses
from shop.payments.services.bringing import CannotBeBrought, bring_mandate
from shop.payments.services.calling_off import ease_debit, ease_debits_of
from shop.payments.services.collecting import (
    announce,
    collect_due,
    first_charge_day,
    follow_debit,
)
from shop.payments.services.hinting import hint
from shop.payments.services.mandating import (
    CannotBeAsked,
    ask_mandate,
    end_mandate,
    forget_customer,
    refresh_mandate,
    valid_mandate,
    valid_mandates,
)
from shop.payments.services.payable import collected_of, payable
from shop.payments.services.paying_bills import call_off_bill, pay_bill, refresh_bill, watch_bills
from shop.payments.services.paying_out import (
    NotThisTransfer,
    ask_for_payouts,
    fetch_payouts,
    keep_payout,
    match_by_hand,
    match_payouts,
)
from shop.payments.services.reconciling import reconcile
from shop.payments.services.refreshing import call_off, refresh
from shop.payments.services.refunding import (
    CannotBeRepeated,
    RefundTooLarge,
    give_back,
    refund,
    repeat,
)
from shop.payments.services.returning import may_be_tried_again, payment_of
from shop.payments.services.sending import send_refund
from shop.payments.services.starting import CannotBePaid, start
from shop.payments.services.watching import watch_debits

__all__ = [
    "CannotBeAsked",
    "CannotBeBrought",
    "CannotBePaid",
    "CannotBeRepeated",
    "NotThisTransfer",
    "RefundTooLarge",
    "announce",
    "ask_for_payouts",
    "ask_mandate",
    "bring_mandate",
    "call_off",
    "call_off_bill",
    "collect_due",
    "collected_of",
    "ease_debit",
    "ease_debits_of",
    "end_mandate",
    "fetch_payouts",
    "first_charge_day",
    "follow_debit",
    "forget_customer",
    "give_back",
    "hint",
    "invoice_of",
    "keep_payout",
    "match_by_hand",
    "match_payouts",
    "may_be_tried_again",
    "pay_bill",
    "pay_now_address",
    "pay_now_addresses",
    "payable",
    "payment_of",
    "reconcile",
    "refresh",
    "refresh_bill",
    "refresh_mandate",
    "refund",
    "repeat",
    "send_refund",
    "start",
    "valid_mandate",
    "valid_mandates",
    "watch_bills",
    "watch_debits",
]
