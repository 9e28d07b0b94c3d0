"""What a collection agency was given, and what of it was called back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from shop.invoicing.models import Invoice


class CollectionCase(models.Model):
    """Invoices of one practice that somebody decided to hand over to the collection agency."""

    class State(models.TextChoices):
        HANDED_OVER = "handed_over", _("with the agency")
        RECALLED = "recalled", _("called back")

    MOVES = {State.HANDED_OVER: (State.RECALLED,), State.RECALLED: ()}

    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="collection_cases", verbose_name=_("practice")
    )
    state = models.CharField(_("state"), max_length=11, choices=State.choices, default=State.HANDED_OVER)
    decided_at = models.DateTimeField(_("decided"))
    sent_at = models.DateTimeField(_("sent to the agency"), null=True, blank=True)
    customer_told_at = models.DateTimeField(_("customer told"), null=True, blank=True)
    closed_on = models.DateField(_("called back on"), null=True, blank=True)

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["handed_over", "recalled"]), name="collectioncase_state"
            )
        ]

    def __str__(self) -> str:
        return f"I{self.pk:05d}"


class CollectionLine(models.Model):
    """An invoice for the agency, with what was open of it when that was decided.

    Who heard of it hears when it is called back, and nobody else: `sent_at` and `customer_told_at`.
    """

    case = models.ForeignKey(
        CollectionCase, models.CASCADE, related_name="lines", verbose_name=_("collection")
    )
    invoice = models.ForeignKey(
        Invoice, models.PROTECT, related_name="collection_lines", verbose_name=_("invoice")
    )
    open_cents = models.BigIntegerField(_("open"))
    sent_at = models.DateTimeField(_("sent to the agency"), null=True, blank=True)
    customer_told_at = models.DateTimeField(_("customer told"), null=True, blank=True)
    recalled_on = models.DateField(_("called back on"), null=True, blank=True)
    recall_sent_at = models.DateTimeField(_("agency told"), null=True, blank=True)

    class Meta:
        verbose_name = _("invoice at the agency")
        verbose_name_plural = _("invoices at the agency")
        constraints = [
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(recalled_on=None), name="collectionline_at_one_agency"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.invoice_id}"
