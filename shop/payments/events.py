"""What happens to payments."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class PaymentHinted(Event):
    """Somebody says that a payment has changed; look at the provider."""

    topic = "payments.hinted"
    payment_id: int


@dataclass(frozen=True, slots=True)
class BillPaymentHinted(Event):
    """Somebody says that the payment of an invoice has changed; look at the provider."""

    topic = "payments.bill-hinted"
    payment_id: int


@dataclass(frozen=True, slots=True)
class RefundWanted(Event):
    """Money is to go back."""

    topic = "payments.refund-wanted"
    refund_id: int


@dataclass(frozen=True, slots=True)
class PayoutsDue(Event):
    """A day has come on which the provider may have transferred something."""

    topic = "payments.payouts-due"
    day: str


@dataclass(frozen=True, slots=True)
class MandateHinted(Event):
    """Somebody says that a mandate or its first payment has changed; look at the provider."""

    topic = "payments.mandate-hinted"
    mandate_id: int


@dataclass(frozen=True, slots=True)
class MandateEnded(Event):
    """Nothing can be collected under a mandate any more; the provider is to forget the practice."""

    topic = "payments.mandate-ended"
    mandate_id: int
    practice_id: int


@dataclass(frozen=True, slots=True)
class DebitPlanned(Event):
    """An invoice will be collected; the practice must hear of it in time."""

    topic = "payments.debit-planned"
    debit_id: int


@dataclass(frozen=True, slots=True)
class DebitHinted(Event):
    """The day of a debit has come, or somebody says that it has changed."""

    topic = "payments.debit-hinted"
    debit_id: int


@dataclass(frozen=True, slots=True)
class DebitFailed(Event):
    """A bank refused a debit, or took it back: the invoice is open."""

    topic = "payments.debit-failed"
    debit_id: int
    change_id: int
