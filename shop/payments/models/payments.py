"""Tries to pay an order, and money that goes back. No card number, no account number, no name."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from d4d.foundation.triggers import AppendOnly
from shop.invoicing.models import Invoice
from shop.orders.models import Order


class Payment(models.Model):
    """One try to pay an order at the provider; at most one is under way per order."""

    class State(models.TextChoices):
        CREATING = "creating", _("being prepared")
        OPEN = "open", _("open")
        PENDING = "pending", _("pending")
        AUTHORIZED = "authorized", _("authorised")
        PAID = "paid", _("paid")
        FAILED = "failed", _("failed")
        CANCELED = "canceled", _("called off")
        EXPIRED = "expired", _("expired")
        MISMATCH = "mismatch", _("to be looked at")

    MOVES = {
        State.CREATING: (
            State.OPEN,
            State.PENDING,
            State.PAID,
            State.FAILED,
            State.CANCELED,
            State.EXPIRED,
            State.MISMATCH,
        ),
        State.OPEN: (
            State.PENDING,
            State.AUTHORIZED,
            State.PAID,
            State.FAILED,
            State.CANCELED,
            State.EXPIRED,
            State.MISMATCH,
        ),
        State.PENDING: (
            State.AUTHORIZED,
            State.PAID,
            State.FAILED,
            State.CANCELED,
            State.EXPIRED,
            State.MISMATCH,
        ),
        State.AUTHORIZED: (State.PAID, State.FAILED, State.CANCELED, State.EXPIRED, State.MISMATCH),
        State.FAILED: (State.PAID,),
        State.CANCELED: (State.PAID,),
        State.EXPIRED: (State.PAID,),
        State.PAID: (),
        State.MISMATCH: (State.PAID,),
    }
    UNDER_WAY = (State.CREATING, State.OPEN, State.PENDING, State.AUTHORIZED)

    order = models.ForeignKey(Order, models.PROTECT, related_name="payments", verbose_name=_("order"))
    attempt = models.PositiveSmallIntegerField(_("try"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.CREATING)
    amount_cents = models.BigIntegerField(_("amount"))
    method = models.CharField(_("method"), max_length=20, blank=True)
    idempotency_key = models.UUIDField(_("key of this try"), default=uuid.uuid4, unique=True)
    token = models.UUIDField(_("key of the webhook"), default=uuid.uuid4, unique=True)
    provider_id = models.CharField(
        _("number at the provider"), max_length=40, unique=True, null=True, blank=True
    )
    checkout_url = models.URLField(_("payment page"), max_length=300, blank=True)
    refunded_cents = models.BigIntegerField(_("refunded"), default=0)
    charged_back_cents = models.BigIntegerField(_("charged back"), default=0)
    created_at = models.DateTimeField(_("started"), auto_now_add=True)
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    looked_at = models.DateTimeField(_("looked up"), null=True, blank=True)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.UniqueConstraint(fields=["order", "attempt"], name="payment_attempt_once"),
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(state__in=["creating", "open", "pending", "authorized"]),
                name="payment_one_under_way",
            ),
            models.CheckConstraint(
                condition=Q(refunded_cents__gte=0, refunded_cents__lte=F("amount_cents")),
                name="payment_not_over_refunded",
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="payment_by_state")]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.attempt}"

    @property
    def room_cents(self) -> int:
        """What can still be given back of it."""
        return max(0, self.amount_cents - self.refunded_cents - self.charged_back_cents)


class Sighting(models.Model):
    """What the provider said of a payment, and when; never changed afterwards."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="sightings", verbose_name=_("payment"))
    status = models.CharField(_("status"), max_length=20)
    amount_cents = models.BigIntegerField(_("amount"))
    refunded_cents = models.BigIntegerField(_("refunded"), default=0)
    charged_back_cents = models.BigIntegerField(_("charged back"), default=0)
    at = models.DateTimeField(_("seen"), auto_now_add=True)

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("sighting")
        verbose_name_plural = _("sightings")

    def __str__(self) -> str:
        return self.status


class RefundQuerySet(models.QuerySet["Refund"]):
    """Questions about refunds."""

    def not_repeated(self) -> "RefundQuerySet":
        """Only the last try of each."""
        return self.filter(repetition=None)

    def for_somebody(self) -> "RefundQuerySet":
        """Not yet sent, or failed and not tried again."""
        return self.not_repeated().filter(state__in=[Refund.State.WANTED, Refund.State.FAILED])

    def counting(self) -> "RefundQuerySet":
        """Of which the money has left us, or is about to."""
        return self.exclude(state=Refund.State.FAILED)


class Refund(models.Model):
    """Money that goes back to a practice; never more than was paid."""

    class State(models.TextChoices):
        WANTED = "wanted", _("to be sent")
        PENDING = "pending", _("on its way")
        REFUNDED = "refunded", _("refunded")
        FAILED = "failed", _("failed")

    MOVES = {
        State.WANTED: (State.PENDING, State.REFUNDED, State.FAILED),
        State.PENDING: (State.REFUNDED, State.FAILED),
        State.REFUNDED: (State.FAILED,),
        State.FAILED: (),
    }

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds", verbose_name=_("payment"))
    credit_note = models.ForeignKey(
        Invoice,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="refunds",
        verbose_name=_("credit note"),
    )
    repeats = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repetition",
        verbose_name=_("tries again"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WANTED)
    amount_cents = models.BigIntegerField(_("amount"))
    occasion = models.CharField(_("occasion"), max_length=60, unique=True)
    idempotency_key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True)
    provider_id = models.CharField(_("number at the provider"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("wanted"), auto_now_add=True)

    objects = RefundQuerySet.as_manager()

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        constraints = [models.CheckConstraint(condition=Q(amount_cents__gt=0), name="refund_of_something")]
        indexes = [models.Index(fields=["state", "created_at"], name="refund_by_state")]

    def __str__(self) -> str:
        return self.occasion

    @property
    def has_failed(self) -> bool:
        """Whether this try gave nothing back."""
        return self.state == self.State.FAILED

    @property
    def may_be_repeated(self) -> bool:
        """Whether this try failed, was the last one, and is still owed; for an act that holds the note."""
        is_owed = self.credit_note is None or self.credit_note.open_now() >= self.amount_cents
        return self._failed_last and is_owed

    @property
    def seems_repeatable(self) -> bool:
        """The same by what is written down as open, for a page of many."""
        is_owed = self.credit_note is None or self.credit_note.open_cents >= self.amount_cents
        return self._failed_last and is_owed

    @property
    def next_occasion(self) -> str:
        """The occasion of another try: `…:2`, then `…:3`."""
        if self.repeats_id is None:
            return f"{self.occasion}:2"
        first, _, turn = self.occasion.rpartition(":")
        return f"{first}:{int(turn) + 1}"

    @property
    def _failed_last(self) -> bool:
        return self.has_failed and not hasattr(self, "repetition")
