"""What happens to payments."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class PaymentHinted(Event):
    """Somebody says that a payment has changed; look at the provider."""

    topic = "payments.hinted"
    payment_id: int


@dataclass(frozen=True, slots=True)
class RefundWanted(Event):
    """Money is to go back."""

    topic = "payments.refund-wanted"
    refund_id: int
