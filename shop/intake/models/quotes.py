"""A practice asks what a large order would cost, or we offer it unasked; our prices hold until a day."""

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
        """What this practice asked for or was offered; not what we are still making for it."""
        return self.filter(practice=practice).exclude(is_ours=True, offered_at=None)

    def to_answer(self) -> "PriceQuoteQuerySet":
        """Those that wait for our prices, or for us to send them."""
        return self.filter(state__in=PriceQuote.TO_ANSWER)


class PriceQuote(models.Model):
    """Articles of which a practice asked the price, what we offered, and until when that holds.

    `person` is the subject of who asked. `is_ours` is one that we began ourselves: the practice sees it from
    the moment that it is offered.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("being made")
        REQUESTED = "requested", _("asked for")
        OFFERED = "offered", _("offered")
        ORDERED = "ordered", _("ordered")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", _("expired")

    MOVES = {
        State.PREPARED: (State.OFFERED, State.WITHDRAWN, State.EXPIRED),
        State.REQUESTED: (State.OFFERED, State.DECLINED, State.WITHDRAWN, State.EXPIRED),
        State.OFFERED: (State.ORDERED, State.DECLINED, State.WITHDRAWN, State.EXPIRED),
        State.ORDERED: (),
        State.DECLINED: (),
        State.WITHDRAWN: (),
        State.EXPIRED: (),
    }
    TO_ANSWER = (State.PREPARED, State.REQUESTED)

    number = models.CharField(_("number"), max_length=16, unique=True)
    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="price_quotes", verbose_name=_("practice")
    )
    person = models.UUIDField(_("person"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.REQUESTED)
    is_ours = models.BooleanField(_("made of our own accord"), default=False)
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
        permissions = [("price_pricequote", "Can agree on another price in a quote")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "prepared",
                        "requested",
                        "offered",
                        "ordered",
                        "declined",
                        "withdrawn",
                        "expired",
                    ]
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
            models.Index(
                fields=["-closed_at", "-offered_at", "asked_at", "-id"], name="pricequote_open_first"
            ),
            models.Index(fields=["person"], name="pricequote_by_person", condition=~Q(person=None)),
        ]

    def __str__(self) -> str:
        return self.number

    def may_be_ordered(self, today: date) -> bool:
        """Whether the offered prices hold today."""
        return self.state == self.State.OFFERED and self.valid_until is not None and today <= self.valid_until


class PriceQuoteLineQuerySet(models.QuerySet["PriceQuoteLine"]):
    """Questions about lines of quotes."""

    def in_order(self) -> "PriceQuoteLineQuerySet":
        """As they were asked for."""
        return self.order_by("position", "pk")


class PriceQuoteLine(models.Model):
    """Pieces of an article, and the price of a piece that we offered.

    `price_reason` says why it costs something else than usual in a quote that we began ourselves.
    """

    quote = models.ForeignKey(PriceQuote, models.CASCADE, related_name="lines", verbose_name=_("quote"))
    position = models.PositiveSmallIntegerField(_("position"))
    variant = models.ForeignKey(Variant, models.PROTECT, related_name="+", verbose_name=_("article"))
    quantity = models.PositiveIntegerField(_("pieces"))
    unit_price_e4 = models.BigIntegerField(_("price excluding VAT"), null=True, blank=True)
    price_reason = models.CharField(_("reason for the price"), max_length=120, blank=True)
    priced_by = models.UUIDField(_("price agreed by"), null=True, blank=True)

    objects = PriceQuoteLineQuerySet.as_manager()

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
        indexes = [
            models.Index(fields=["priced_by"], name="pricequoteline_by_pricer", condition=~Q(priced_by=None))
        ]

    def __str__(self) -> str:
        return f"{self.quote_id}/{self.position}"
