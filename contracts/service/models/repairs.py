"""What a repair takes: work and parts, the quote for what is not covered, and the practice's answer."""

from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.service.models.faults import Fault
from d4d.foundation.money import round_half_up
from shop.catalogue.models.vat import VatClass


def quote_path(_quote: object, _filename: str) -> str:
    """Where the paper of a quote is kept, under a name that says nothing."""
    return str(PurePosixPath("service", "quotes", f"{uuid4().hex}.pdf"))


class RepairQuote(models.Model):
    """What a repair will cost, until when that holds, and what the practice said to it, who and when.

    The lines stand still once it is sent; `decided_name` is who decided as they were called then.
    """

    class State(models.TextChoices):
        SENT = "sent", _("sent")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    MOVES = {
        State.SENT: (State.APPROVED, State.DECLINED, State.WITHDRAWN),
        State.APPROVED: (),
        State.DECLINED: (),
        State.WITHDRAWN: (),
    }

    fault = models.ForeignKey(Fault, models.CASCADE, related_name="quotes", verbose_name=_("fault"))
    number = models.CharField(_("number"), max_length=20, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SENT)
    net_cents = models.BigIntegerField(_("excluding VAT"))
    vat_cents = models.BigIntegerField(_("VAT"))
    valid_until = models.DateField(_("valid until and including"))
    file = models.FileField(_("PDF"), upload_to=quote_path, blank=True)
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.UUIDField(_("decided by"), null=True, blank=True)
    decided_name = models.CharField(_("name of who decided"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("repair quote")
        verbose_name_plural = _("repair quotes")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["sent", "approved", "declined", "withdrawn"]), name="quote_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "withdrawn"]) | Q(decided_at__isnull=False),
                name="quote_decided_at_a_moment",
            ),
            models.UniqueConstraint(
                fields=["fault"], condition=Q(state="sent"), name="quote_one_open_per_fault"
            ),
        ]
        indexes = [models.Index(fields=["decided_by"], name="quote_by_person", condition=~Q(decided_by=None))]

    def __str__(self) -> str:
        return self.number

    @property
    def total_cents(self) -> int:
        """Including VAT."""
        return self.net_cents + self.vat_cents

    def may_be_decided(self, today: date) -> bool:
        """Whether the practice can still say yes or no."""
        return self.state == self.State.SENT and today <= self.valid_until


class RepairLine(models.Model):
    """Work or a part of a repair, at its price excluding VAT, and whether the practice pays for it.

    Quantities are thousandths (an hour and a half is 1500), prices ten-thousandths of a euro.
    """

    class Kind(models.TextChoices):
        LABOUR = "labour", _("labour")
        PARTS = "parts", _("parts")
        LOAN = "loan", _("loan device")

    fault = models.ForeignKey(Fault, models.CASCADE, related_name="lines", verbose_name=_("fault"))
    kind = models.CharField(_("sort"), max_length=8, choices=Kind.choices)
    description = models.CharField(_("description"), max_length=200)
    quantity_e3 = models.PositiveIntegerField(_("quantity"))
    unit_price_e4 = models.BigIntegerField(_("price each, excluding VAT"))
    vat_class = models.CharField(
        _("VAT class"), max_length=8, choices=VatClass.choices, default=VatClass.HIGH
    )
    is_covered = models.BooleanField(_("covered"))
    quote = models.ForeignKey(
        RepairQuote, models.SET_NULL, null=True, blank=True, related_name="lines", verbose_name=_("quote")
    )

    class Meta:
        verbose_name = _("repair line")
        verbose_name_plural = _("repair lines")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["labour", "parts", "loan"]), name="repairline_kind"),
            models.CheckConstraint(condition=Q(quantity_e3__gt=0), name="repairline_is_of_something"),
            models.CheckConstraint(condition=Q(unit_price_e4__gte=0), name="repairline_price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.fault_id}/{self.pk}"

    @property
    def net_cents(self) -> int:
        """What the line comes to, excluding VAT, whoever pays it."""
        return round_half_up(Decimal(self.quantity_e3 * self.unit_price_e4) / 100_000)

    @property
    def is_agreed(self) -> bool:
        """Whether the practice owes it: it is not covered, and stands in a quote that they approved."""
        approved = self.quote is not None and self.quote.state == RepairQuote.State.APPROVED
        return not self.is_covered and approved

    @property
    def is_declined(self) -> bool:
        """Whether the practice does not want it: it is not done and not owed."""
        return self.quote is not None and self.quote.state == RepairQuote.State.DECLINED

    @property
    def is_unasked(self) -> bool:
        """Whether it is to be paid and no quote names it yet."""
        return not self.is_covered and self.quote_id is None
