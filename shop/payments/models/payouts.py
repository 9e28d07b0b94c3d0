"""What the provider transferred to our account: payments, less refunds, less what it asks for its work."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.invoicing.models import BankLine
from shop.payments.models.bills import BillPayment
from shop.payments.models.debits import Debit, Mandate
from shop.payments.models.payments import Payment, Refund

SHOULD_BE_HERE = timedelta(days=5)


class PayoutQuerySet(models.QuerySet["Payout"]):
    """Questions about payouts."""

    def to_look_at(self, today: date) -> "PayoutQuerySet":
        """Something is wrong with them, or they should stand on our account by now."""
        late = Q(state=Payout.State.WAITING, paid_on__lt=today - SHOULD_BE_HERE)
        return self.filter(Q(state=Payout.State.MISMATCH) | late)


class Payout(models.Model):
    """One transfer of the provider, taken apart; amounts in cents, and they add up.

    `fees_net_cents` and `fees_vat_cents` are what the provider kept for its work; the VAT on it is ours to
    reclaim. `bank_line` is the one transfer on our account that it arrived as.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("not on our account yet")
        MATCHED = "matched", _("on our account")
        MISMATCH = "mismatch", _("to be looked at")

    MOVES = {
        State.WAITING: (State.MATCHED, State.MISMATCH),
        State.MISMATCH: (State.MATCHED,),
        State.MATCHED: (),
    }

    provider_id = models.CharField(_("number at the provider"), max_length=40, unique=True)
    reference = models.CharField(_("reference on the statement"), max_length=40)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    paid_on = models.DateField(_("transferred on"))
    amount_cents = models.BigIntegerField(_("amount"))
    payments_cents = models.BigIntegerField(_("payments"))
    refunds_cents = models.BigIntegerField(_("refunds"))
    charge_backs_cents = models.BigIntegerField(_("charge-backs"))
    fees_net_cents = models.BigIntegerField(_("fees excluding VAT"))
    fees_vat_cents = models.BigIntegerField(_("VAT on the fees"))
    bank_line = models.OneToOneField(
        BankLine,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="payout",
        verbose_name=_("transfer"),
    )
    read_at = models.DateTimeField(_("read"), auto_now_add=True)

    objects = PayoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    amount_cents=F("payments_cents")
                    - F("refunds_cents")
                    - F("charge_backs_cents")
                    - F("fees_net_cents")
                    - F("fees_vat_cents")
                ),
                name="payout_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "matched", "mismatch"]), name="payout_state"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "paid_on"], name="payout_by_state"),
            models.Index(fields=["reference"], name="payout_by_reference"),
        ]

    def __str__(self) -> str:
        return self.reference


class PayoutPart(models.Model):
    """One payment, refund or charge-back in a payout, and what we know it as; each is paid out once."""

    class Kind(models.TextChoices):
        PAYMENT = "payment", _("payment")
        REFUND = "refund", _("refund")
        CHARGE_BACK = "chargeback", _("charge-back")

    payout = models.ForeignKey(Payout, models.CASCADE, related_name="parts", verbose_name=_("payout"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    provider_id = models.CharField(_("number at the provider"), max_length=40)
    amount_cents = models.BigIntegerField(_("amount"))
    payment = models.ForeignKey(
        Payment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="payout_parts",
        verbose_name=_("payment"),
    )
    refund = models.ForeignKey(
        Refund, models.SET_NULL, null=True, blank=True, related_name="payout_parts", verbose_name=_("refund")
    )
    debit = models.ForeignKey(
        Debit,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="payout_parts",
        verbose_name=_("direct debit"),
    )
    bill = models.ForeignKey(
        BillPayment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="payout_parts",
        verbose_name=_("payment of an invoice"),
    )
    mandate = models.ForeignKey(
        Mandate,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="payout_parts",
        verbose_name=_("mandate"),
    )

    class Meta:
        verbose_name = _("part of a payout")
        verbose_name_plural = _("parts of a payout")
        constraints = [
            models.UniqueConstraint(fields=["kind", "provider_id"], name="payoutpart_once"),
        ]
        indexes = [models.Index(fields=["provider_id"], name="payoutpart_by_number")]

    def __str__(self) -> str:
        return self.provider_id

    @property
    def is_known(self) -> bool:
        """Whether we know what it is about."""
        return any((self.payment_id, self.refund_id, self.debit_id, self.bill_id, self.mandate_id))
