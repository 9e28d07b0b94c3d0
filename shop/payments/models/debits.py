"""A practice lets us collect invoices from its account, and each time that we do."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from shop.invoicing.models import Invoice


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Questions about mandates."""

    def for_practice(self, practice: Practice) -> "MandateQuerySet":
        """Only those of this practice."""
        return self.filter(practice=practice)

    def living(self) -> "MandateQuerySet":
        """Valid, or being made."""
        return self.filter(state__in=Mandate.LIVING)


class Mandate(models.Model):
    """The leave of a practice to collect; made by a first payment of one cent at the provider.

    At most one lives per practice. The provider knows the practice by name only, and forgets it
    (`forgotten_at`) when the mandate has ended.
    """

    class State(models.TextChoices):
        CREATING = "creating", _("being prepared")
        OPEN = "open", _("waits for the first payment")
        VALID = "valid", _("valid")
        FAILED = "failed", _("not completed")
        REVOKED = "revoked", _("withdrawn")
        INVALID = "invalid", _("refused by the bank")

    MOVES = {
        State.CREATING: (State.OPEN, State.VALID, State.FAILED, State.REVOKED),
        State.OPEN: (State.VALID, State.FAILED, State.REVOKED),
        State.VALID: (State.REVOKED, State.INVALID),
        State.FAILED: (),
        State.REVOKED: (),
        State.INVALID: (),
    }
    LIVING = (State.CREATING, State.OPEN, State.VALID)

    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="mandates", verbose_name=_("practice")
    )
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.CREATING)
    reference = models.CharField(_("reference"), max_length=40, blank=True)
    customer_id = models.CharField(
        _("customer at the provider"), max_length=40, unique=True, null=True, blank=True
    )
    mandate_id = models.CharField(
        _("mandate at the provider"), max_length=40, unique=True, null=True, blank=True
    )
    payment_id = models.CharField(
        _("first payment at the provider"), max_length=40, unique=True, null=True, blank=True
    )
    customer_key = models.UUIDField(_("key of the customer"), default=uuid.uuid4, unique=True)
    payment_key = models.UUIDField(_("key of the first payment"), default=uuid.uuid4, unique=True)
    token = models.UUIDField(_("key of the webhook"), default=uuid.uuid4, unique=True)
    checkout_url = models.URLField(_("payment page"), max_length=300, blank=True)
    asked_by = models.UUIDField(_("asked by"), null=True, blank=True)
    created_at = models.DateTimeField(_("started"), auto_now_add=True)
    valid_since = models.DateTimeField(_("valid since"), null=True, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    forgotten_at = models.DateTimeField(_("forgotten by the provider"), null=True, blank=True)
    looked_at = models.DateTimeField(_("looked up"), null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            models.UniqueConstraint(
                fields=["practice"],
                condition=Q(state__in=["creating", "open", "valid"]),
                name="mandate_one_lives",
            )
        ]
        indexes = [models.Index(fields=["asked_by"], name="mandate_by_person", condition=~Q(asked_by=None))]

    def __str__(self) -> str:
        return self.reference or f"#{self.pk}"


class DebitQuerySet(models.QuerySet["Debit"]):
    """Questions about debits."""

    def under_way(self) -> "DebitQuerySet":
        """Announced, or asked for and not answered for good."""
        return self.filter(state__in=Debit.UNDER_WAY)

    def to_charge(self, today: date) -> "DebitQuerySet":
        """Announced in writing, and their day has come."""
        return self.filter(state=Debit.State.PLANNED, charge_on__lte=today).exclude(announced_at=None)


class Debit(models.Model):
    """One collection of one invoice; another try is another row.

    It is charged on `charge_on`, never sooner than some days after the practice was told.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("announced")
        CREATING = "creating", _("being prepared")
        PENDING = "pending", _("pending")
        PAID = "paid", _("paid")
        FAILED = "failed", _("failed")
        CHARGED_BACK = "charged_back", _("charged back")
        CANCELLED = "cancelled", _("called off")

    MOVES = {
        State.PLANNED: (State.CREATING, State.CANCELLED),
        State.CREATING: (State.PENDING, State.PAID, State.FAILED, State.CANCELLED),
        State.PENDING: (State.PAID, State.FAILED, State.CANCELLED, State.CHARGED_BACK),
        State.PAID: (State.CHARGED_BACK,),
        State.FAILED: (State.PAID,),
        State.CHARGED_BACK: (State.PAID,),
        State.CANCELLED: (State.PAID,),  # called off while the charge was on its way
    }
    UNDER_WAY = (State.PLANNED, State.CREATING, State.PENDING)

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="debits", verbose_name=_("mandate"))
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="debits", verbose_name=_("invoice"))
    attempt = models.PositiveSmallIntegerField(_("try"), default=1)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PLANNED)
    amount_cents = models.BigIntegerField(_("amount"))
    charge_on = models.DateField(_("collected on"))
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)
    idempotency_key = models.UUIDField(_("key of this try"), default=uuid.uuid4, unique=True)
    asked_at = models.DateTimeField(_("asked for"), null=True, blank=True)
    token = models.UUIDField(_("key of the webhook"), default=uuid.uuid4, unique=True)
    provider_id = models.CharField(
        _("number at the provider"), max_length=40, unique=True, null=True, blank=True
    )
    reason = models.CharField(_("reason"), max_length=60, blank=True)
    charged_back_cents = models.BigIntegerField(_("charged back"), default=0)
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    created_at = models.DateTimeField(_("started"), auto_now_add=True)
    looked_at = models.DateTimeField(_("looked up"), null=True, blank=True)

    objects = DebitQuerySet.as_manager()

    class Meta:
        verbose_name = _("direct debit")
        verbose_name_plural = _("direct debits")
        constraints = [
            models.UniqueConstraint(fields=["invoice", "attempt"], name="debit_attempt_once"),
            models.UniqueConstraint(
                fields=["invoice"],
                condition=Q(state__in=["planned", "creating", "pending"]),
                name="debit_one_under_way",
            ),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="debit_of_something"),
        ]
        indexes = [models.Index(fields=["state", "charge_on"], name="debit_by_state")]

    def __str__(self) -> str:
        return f"{self.invoice_id}/{self.attempt}"
