"""An order as it was agreed: prices, address and VAT are copied, and never follow later changes."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from accounts.models import Practice, User
from d4d.foundation import clock
from shop.catalogue.models import Variant, VatCategory


class OrderQuerySet(models.QuerySet["Order"]):
    """Questions about orders."""

    def for_practice(self, practice: Practice) -> "OrderQuerySet":
        """Only what this practice ordered."""
        return self.filter(practice=practice)

    def newest_first(self) -> "OrderQuerySet":
        """The way people look for them."""
        return self.order_by("-placed_at", "-pk")

    def open(self) -> "OrderQuerySet":
        """Not yet wholly shipped or cancelled."""
        return self.exclude(state__in=Order.OVER)

    def waiting_for_goods(self) -> "OrderQuerySet":
        """In our hands, with pieces that must still come in; of a service none do."""
        return self.filter(state__in=Order.GOING_OUT, pk__in=OrderLine.objects.short().values("order"))


class Order(models.Model):
    """What a practice has ordered, on which terms, and how far we are.

    `books_closed_on` is the day on which nothing was open any more of any invoice of a closed order;
    the books tell it (`close_books`), and the legal period for keeping the order counts from it.
    """

    class State(models.TextChoices):
        AWAITING_PAYMENT = "awaiting_payment", _("awaiting payment")
        AWAITING_REVIEW = "awaiting_review", _("being reviewed")
        AWAITING_APPROVAL = "awaiting_approval", _("waiting for the practice's approval")
        RELEASED = "released", _("in preparation")
        PARTLY_SHIPPED = "partly_shipped", _("partly shipped")
        SHIPPED = "shipped", _("shipped")
        CANCELLED = "cancelled", _("cancelled")

    class Terms(models.TextChoices):
        PREPAID = "prepaid", _("paid in advance")
        ON_ACCOUNT = "on_account", _("on account")

    class Origin(models.TextChoices):
        WEB = "web", _("web shop")
        MAIL = "mail", _("by e-mail")
        PHONE = "phone", _("by phone")

    class VatTreatment(models.TextChoices):
        """How VAT falls on the goods of an order; of a service its line says so."""

        DOMESTIC = "domestic", _("Dutch VAT")
        INTRA_COMMUNITY = "intra_community", _("intra-Community supply, 0 %")

    MOVES = {
        State.AWAITING_PAYMENT: (State.RELEASED, State.AWAITING_REVIEW, State.CANCELLED),
        State.AWAITING_REVIEW: (State.RELEASED, State.CANCELLED),
        State.AWAITING_APPROVAL: (
            State.RELEASED,
            State.AWAITING_PAYMENT,
            State.AWAITING_REVIEW,
            State.CANCELLED,
        ),
        State.RELEASED: (State.PARTLY_SHIPPED, State.SHIPPED, State.CANCELLED),
        State.PARTLY_SHIPPED: (State.SHIPPED,),
        State.SHIPPED: (),
        State.CANCELLED: (),
    }
    GOING_OUT = (State.RELEASED, State.PARTLY_SHIPPED)
    OVER = (State.SHIPPED, State.CANCELLED)

    number = models.CharField(_("order number"), max_length=16, unique=True)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="orders", verbose_name=_("practice"))
    placed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="orders", verbose_name=_("ordered by")
    )
    key = models.UUIDField(_("one press of the button"), unique=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices)
    terms = models.CharField(_("terms"), max_length=12, choices=Terms.choices)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin.choices, default=Origin.WEB)
    vat_treatment = models.CharField(
        _("VAT"), max_length=16, choices=VatTreatment.choices, default=VatTreatment.DOMESTIC
    )
    vat_id = models.CharField(_("VAT number"), max_length=16, blank=True)
    reference = models.CharField(_("reference of the practice"), max_length=60, blank=True)
    delivery_note = models.CharField(_("note for delivery"), max_length=200, blank=True)
    ships_complete = models.BooleanField(_("ship when complete"), default=False)
    delivery_first_name = models.CharField(_("first name"), max_length=60, blank=True)
    delivery_last_name = models.CharField(_("last name"), max_length=60, blank=True)
    delivery_practice = models.CharField(_("practice"), max_length=120)
    delivery_street = models.CharField(_("street"), max_length=80)
    delivery_house_number = models.CharField(_("house number"), max_length=10)
    delivery_addition = models.CharField(_("addition"), max_length=10, blank=True)
    delivery_postcode = models.CharField(_("postcode"), max_length=10)
    delivery_city = models.CharField(_("city"), max_length=60)
    delivery_country = models.CharField(_("country"), max_length=2)
    goods_cents = models.BigIntegerField(_("goods excluding VAT"))
    carriage_cents = models.BigIntegerField(_("carriage excluding VAT"))
    vat_cents = models.BigIntegerField(_("VAT"))
    total_cents = models.BigIntegerField(_("total including VAT"))
    placed_at = models.DateTimeField(_("placed"))
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    books_closed_on = models.DateField(_("books closed"), null=True, blank=True)
    minimised_at = models.DateTimeField(_("personal notes erased"), null=True, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        permissions = [("price_order", _("Can agree on another price in an order"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "awaiting_payment",
                        "awaiting_review",
                        "awaiting_approval",
                        "released",
                        "partly_shipped",
                        "shipped",
                        "cancelled",
                    ]
                ),
                name="order_state",
            ),
            models.CheckConstraint(
                condition=Q(total_cents=F("goods_cents") + F("carriage_cents") + F("vat_cents")),
                name="order_adds_up",
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "-placed_at", "-id"], name="order_of_practice"),
            models.Index(fields=["state", "placed_at"], name="order_by_state"),
            models.Index(fields=["-placed_at", "-id"], name="order_newest"),
            models.Index(fields=["books_closed_on"], name="order_books_due"),
            models.Index(fields=["closed_at"], name="order_notes_due", condition=Q(minimised_at=None)),
        ]

    def __str__(self) -> str:
        return self.number

    def get_state_display(self) -> str:  # type: ignore[no-redef]  # takes the place of Django's
        """How far it is, in words."""
        return self.in_words(self.state)

    def in_words(self, state: str) -> str:
        """A state as it is said of this order: services alone are not shipped but delivered."""
        is_delivered = state == self.State.SHIPPED and not self.is_sent
        return pgettext("services", "delivered") if is_delivered else str(self.State(state).label)

    @property
    def is_on_account(self) -> bool:
        """Whether the invoice follows the parcels instead of the payment."""
        return self.terms == self.Terms.ON_ACCOUNT

    @property
    def may_go_out(self) -> bool:
        """Whether what is to come of it may be sent or delivered now."""
        return self.state in self.GOING_OUT

    @property
    def may_be_cancelled(self) -> bool:
        """Whether the whole order can still be called off."""
        return self.State.CANCELLED in self.MOVES[self.State(self.state)]

    @property
    def has_begun(self) -> bool:
        """Whether anything of it was delivered: goods were sent, or a service is in effect."""
        return any(line.shipped for line in self.lines.all())

    @property
    def is_sent(self) -> bool:
        """Whether parcels bring something of it: of services nothing is sent."""
        return any(not line.is_service for line in self.lines.all())

    @property
    def has_sent_goods(self) -> bool:
        """Whether a parcel has left with something of it."""
        return any(line.shipped and not line.is_service for line in self.lines.all())

    @property
    def has_goods_to_come(self) -> bool:
        """Whether a parcel is still to bring something of it."""
        return any(line.to_come and not line.is_service for line in self.lines.all())

    @property
    def is_shifted(self) -> bool:
        """Whether the practice itself declares the VAT on all of it."""
        return all(line.vat_category == VatCategory.REVERSE_CHARGE for line in self.lines.all())

    def delivery_street_line(self) -> str:
        """Street, number and addition on one line."""
        addition = f" {self.delivery_addition}" if self.delivery_addition else ""
        return f"{self.delivery_street} {self.delivery_house_number}{addition}"


LACKING = Q(quantity__gt=F("shipped") + F("cancelled") + F("allocated"))


class OrderLineQuerySet(models.QuerySet["OrderLine"]):
    """Questions about order lines."""

    def short(self) -> "OrderLineQuerySet":
        """Lines of goods of which pieces are to come that nobody has kept for them."""
        return self.filter(LACKING, is_service=False)

    def waiting(self) -> "OrderLineQuerySet":
        """Lines of open orders for which pieces must still come in, oldest first."""
        return self.short().exclude(order__state__in=Order.OVER).order_by("pk")


class OrderLine(models.Model):
    """Pieces of one article at the agreed price.

    `quantity` = shipped + cancelled + still to come; `allocated` pieces of what is still to come lie ready.
    Only Dutch VAT bears a rate; without it goods are a supply (K), and of a service it is shifted (AE).
    """

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines", verbose_name=_("order"))
    position = models.PositiveSmallIntegerField(_("position"))
    variant = models.ForeignKey(
        Variant, models.PROTECT, related_name="order_lines", verbose_name=_("variant")
    )
    number = models.CharField(_("article number"), max_length=40)
    name = models.CharField(_("name"), max_length=220)
    unit_price_e4 = models.BigIntegerField(_("price excluding VAT"))
    is_service = models.BooleanField(_("is a service: nothing is sent"))
    vat_category = models.CharField(_("VAT category"), max_length=2, choices=VatCategory.choices)
    vat_permille = models.PositiveSmallIntegerField(_("VAT rate"))
    net_cents = models.BigIntegerField(_("amount excluding VAT"))
    quantity = models.PositiveIntegerField(_("ordered"))
    allocated = models.PositiveIntegerField(_("reserved"), default=0)
    shipped = models.PositiveIntegerField(_("shipped"), default=0)
    cancelled = models.PositiveIntegerField(_("cancelled"), default=0)
    expected_on = models.DateField(_("expected on"), null=True, blank=True)

    objects = OrderLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="orderline_position"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="orderline_some_pieces"),
            models.CheckConstraint(
                condition=Q(quantity__gte=F("shipped") + F("cancelled") + F("allocated")),
                name="orderline_adds_up",
            ),
            models.CheckConstraint(
                condition=(Q(vat_category=VatCategory.STANDARD) | Q(vat_permille=0))
                & ~Q(vat_category=VatCategory.INTRA_COMMUNITY, is_service=True)
                & ~Q(vat_category=VatCategory.REVERSE_CHARGE, is_service=False),
                name="orderline_vat_fits",
            ),
        ]
        indexes = [
            models.Index(fields=["variant", "id"], name="orderline_waiting", condition=LACKING),
            models.Index(fields=["order"], name="orderline_short", condition=LACKING),
        ]

    def __str__(self) -> str:
        return f"{self.number} × {self.quantity}"

    @property
    def shelf_reference(self) -> str:
        """Under which name the stock room keeps pieces for this line."""
        return f"line:{self.pk}"

    @property
    def to_come(self) -> int:
        """Pieces neither shipped nor cancelled."""
        return self.quantity - self.shipped - self.cancelled

    @property
    def back_ordered(self) -> int:
        """Pieces to come for which nothing lies on the shelf yet."""
        return self.to_come - self.allocated

    @property
    def awaited(self) -> int:
        """Pieces that the practice waits for; a service lies on no shelf, so nobody waits for it."""
        return 0 if self.is_service else self.back_ordered

    @property
    def expected(self) -> date | None:
        """When what is short should come in, as far as we know now."""
        return self.variant.still_expected_on or clock.unless_gone(self.expected_on)
