"""A practice asks what a large order would cost; our prices hold until a day."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from shop.cart.models import MOST_PIECES
from shop.catalogue.models import Variant
from shop.orders.models import Order


class PriceQuoteQuerySet(models.QuerySet["PriceQuote"]):
    """Questions about quotes."""

    def for_practice(self, practice: Practice) -> "PriceQuoteQuerySet":
        """Only what this practice asked for."""
        return self.filter(practice=practice)

    def to_answer(self) -> "PriceQuoteQuerySet":
        """Those that wait for our prices."""
        return self.filter(state=PriceQuote.State.REQUESTED)


class PriceQuote(models.Model):
    """Articles of which a practice asked the price, what we offered, and until when that holds.

    `person` is the subject of who asked.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("asked for")
        OFFERED = "offered", _("offered")
        ORDERED = "ordered", _("ordered")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", _("expired")

    MOVES = {
        State.REQUESTED: (State.OFFERED, State.DECLINED, State.WITHDRAWN, State.EXPIRED),
        State.OFFERED: (State.ORDERED, State.DECLINED, State.WITHDRAWN, State.EXPIRED),
        State.ORDERED: (),
        State.DECLINED: (),
        State.WITHDRAWN: (),
        State.EXPIRED: (),
    }

    number = models.CharField(_("number"), max_length=16, unique=True)
    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="price_quotes", verbose_name=_("practice")
    )
    person = models.UUIDField(_("person"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.REQUESTED)
    note = models.CharField(_("note of the practice"), max_length=500, blank=True)
    valid_until = models.DateField(_("valid until and including"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    offered_at = models.DateTimeField(_("offered at"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    order = models.OneToOneField(
        Order, models.SET_NULL, null=True, blank=True, related_name="price_quote", verbose_name=_("order")
    )

    objects = PriceQuoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=["requested", "offered", "ordered", "declined", "withdrawn", "expired"]
                ),
                name="pricequote_state",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["offered", "ordered"]) | Q(valid_until__isnull=False),
                name="pricequote_offer_has_an_end",
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "-id"], name="pricequote_of_practice"),
            models.Index(fields=["state", "valid_until"], name="pricequote_by_state"),
            models.Index(fields=["-closed_at", "id"], name="pricequote_open_first"),
            models.Index(fields=["person"], name="pricequote_by_person", condition=~Q(person=None)),
        ]

    def __str__(self) -> str:
        return self.number

    def may_be_ordered(self, today: date) -> bool:
        """Whether the offered prices hold today."""
        return self.state == self.State.OFFERED and self.valid_until is not None and today <= self.valid_until


class PriceQuoteLine(models.Model):
    """Pieces of an article, and the price of a piece that we offered."""

    quote = models.ForeignKey(PriceQuote, models.CASCADE, related_name="lines", verbose_name=_("quote"))
    position = models.PositiveSmallIntegerField(_("position"))
    variant = models.ForeignKey(Variant, models.PROTECT, related_name="+", verbose_name=_("article"))
    quantity = models.PositiveIntegerField(_("pieces"))
    unit_price_e4 = models.BigIntegerField(_("price excluding VAT"), null=True, blank=True)

    class Meta:
        verbose_name = _("quote line")
        verbose_name_plural = _("quote lines")
        constraints = [
            models.UniqueConstraint(fields=["quote", "position"], name="pricequoteline_position"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MOST_PIECES), name="pricequoteline_some_pieces"
            ),
            models.CheckConstraint(
                condition=Q(unit_price_e4=None) | Q(unit_price_e4__gte=0), name="pricequoteline_price"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quote_id}/{self.position}"
