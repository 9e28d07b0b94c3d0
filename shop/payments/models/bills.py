"""Tries to pay an open invoice at the provider."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.invoicing.models import Invoice
from shop.payments.models.payments import Payment


class BillPayment(models.Model):
    """One try to pay what is open of an invoice; at most one is under way per invoice.

    It walks the same steps as the payment of an order. What comes in beyond the invoice stands at the desk
    among what is to be given back.
    """

    State = Payment.State
    MOVES = Payment.MOVES
    UNDER_WAY = Payment.UNDER_WAY

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="tries", verbose_name=_("invoice"))
    attempt = models.PositiveSmallIntegerField(_("try"))
    state = models.CharField(
        _("state"), max_length=12, choices=Payment.State.choices, default=Payment.State.CREATING
    )
    amount_cents = models.BigIntegerField(_("amount"))
    idempotency_key = models.UUIDField(_("key of this try"), default=uuid.uuid4, unique=True)
    token = models.UUIDField(_("key of the webhook"), default=uuid.uuid4, unique=True)
    provider_id = models.CharField(
        _("number at the provider"), max_length=40, unique=True, null=True, blank=True
    )
    checkout_url = models.URLField(_("payment page"), max_length=300, blank=True)
    charged_back_cents = models.BigIntegerField(_("charged back"), default=0)
    created_at = models.DateTimeField(_("started"), auto_now_add=True)
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    looked_at = models.DateTimeField(_("looked up"), null=True, blank=True)

    class Meta:
        verbose_name = _("payment of an invoice")
        verbose_name_plural = _("payments of invoices")
        constraints = [
            models.UniqueConstraint(fields=["invoice", "attempt"], name="billpayment_attempt_once"),
            models.UniqueConstraint(
                fields=["invoice"],
                condition=Q(state__in=["creating", "open", "pending", "authorized"]),
                name="billpayment_one_under_way",
            ),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="billpayment_of_something"),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="billpayment_by_state")]

    def __str__(self) -> str:
        return f"{self.invoice_id}/{self.attempt}"
