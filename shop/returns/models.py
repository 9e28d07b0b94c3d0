"""Returns: what a practice wants to send back, how far we are with it, and what came back of which lot."""

from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from d4d.foundation.photos import Folder
from d4d.foundation.triggers import AppendOnly
from shop.invoicing.models import BalanceEntry, Invoice, InvoiceQuerySet
from shop.orders.models import Order, OrderLine
from shop.shipping.models import ShipmentLine


class ReturnQuerySet(models.QuerySet["Return"]):
    """Questions about returns."""

    def for_practice(self, practice: Practice) -> "ReturnQuerySet":
        """Only what this practice asked."""
        return self.filter(practice=practice)

    def open(self) -> "ReturnQuerySet":
        """Not over yet."""
        return self.filter(state__in=Return.OPEN)

    def newest_first(self) -> "ReturnQuerySet":
        """The way people look for them."""
        return self.order_by("-pk")


class Return(models.Model):
    """Pieces of one order line that a practice wants to send back; at most one is open for each line.

    `answer` is what we said: how to send the goods, or why not. `closed_at` is the moment from which nothing
    more happens; two years later the return goes, and its credit note and the trace of a device stay.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("requested")
        ACCEPTED = "accepted", _("accepted")
        RECEIVED = "received", _("received")
        SETTLED = "settled", _("settled")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Reason(models.TextChoices):
        WRONG = "wrong", _("It is not what we ordered")
        DAMAGED = "damaged", _("It came damaged")
        FAULTY = "faulty", _("It does not work")
        EXPIRES = "expires", _("It expires too soon")
        TOO_MANY = "too_many", _("We ordered too many")
        OTHER = "other", _("Something else")

    class Wish(models.TextChoices):
        CREDIT = "credit", _("our money back")
        REPLACE = "replace", _("the same article anew")

    OPEN = (State.REQUESTED, State.ACCEPTED, State.RECEIVED)
    OVER = (State.SETTLED, State.REFUSED, State.WITHDRAWN)
    MOVES = {
        State.REQUESTED: (State.ACCEPTED, State.REFUSED, State.WITHDRAWN),
        State.ACCEPTED: (State.RECEIVED, State.WITHDRAWN),
        State.RECEIVED: (State.SETTLED, State.REFUSED),
        State.SETTLED: (),
        State.REFUSED: (),
        State.WITHDRAWN: (),
    }

    number = models.CharField(_("number"), max_length=16, unique=True)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="returns", verbose_name=_("practice"))
    order_line = models.ForeignKey(
        OrderLine, models.PROTECT, related_name="returns", verbose_name=_("order line")
    )
    quantity = models.PositiveIntegerField(_("pieces"))
    reason = models.CharField(_("reason"), max_length=8, choices=Reason.choices)
    wish = models.CharField(_("wish"), max_length=8, choices=Wish.choices)
    explanation = models.TextField(_("explanation"), blank=True)
    answer = models.TextField(_("our answer"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.REQUESTED)
    requested_by = models.UUIDField(_("requested by"), null=True, blank=True)
    requested_at = models.DateTimeField(_("requested at"))
    replacement = models.ForeignKey(
        Order,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("order that replaces it"),
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=["requested", "accepted", "received", "settled", "refused", "withdrawn"]
                ),
                name="return_state",
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="return_some_pieces"),
            models.UniqueConstraint(
                fields=["order_line"],
                condition=Q(state__in=["requested", "accepted", "received"]),
                name="return_one_open_per_item",
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "-id"], name="return_of_practice"),
            models.Index(fields=["state", "requested_at"], name="return_by_state"),
            models.Index(fields=["closed_at"], name="return_by_end", condition=~Q(closed_at=None)),
            models.Index(fields=["requested_by"], name="return_by_person", condition=~Q(requested_by=None)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens."""
        return self.state in self.OVER

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether the practice can still call it off by itself."""
        return self.State.WITHDRAWN in self.MOVES[self.State(self.state)]

    @property
    def received_pieces(self) -> int:
        """How many pieces came back."""
        return int(self.pieces.aggregate(sum=Sum("quantity"))["sum"] or 0)

    @property
    def still_to_come(self) -> int:
        """Pieces that were announced and did not come yet."""
        return self.quantity - self.received_pieces

    def credit_notes(self) -> InvoiceQuerySet:
        """What was credited for it."""
        return Invoice.objects.filter(occasion__startswith=f"return:{self.pk}/").order_by("pk")

    def own_notes(self) -> InvoiceQuerySet:
        """Those that are the practice's to see; of a location its debtor gets them."""
        return self.credit_notes().for_practice(self.practice)

    def keeps_credit(self) -> bool:
        """Whether something of what was credited was kept, to pay for what comes anew."""
        return any(BalanceEntry.objects.of_note(note).exists() for note in self.credit_notes())


class ReturnPhoto(models.Model):
    """What is wrong with goods, drawn anew when it came in."""

    back = models.ForeignKey(Return, models.CASCADE, related_name="photos", verbose_name=_("return"))
    file = models.FileField(_("photo"), upload_to=Folder("returns"))
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("photo of a return")
        verbose_name_plural = _("photos of returns")

    def __str__(self) -> str:
        return f"{self.back_id}/{self.pk}"


class ReturnedPieces(models.Model):
    """Pieces that came back, of which lot or serial number, and where they went: the shelf, or away."""

    class Fate(models.TextChoices):
        SHELF = "shelf", _("back on the shelf")
        SCRAPPED = "scrapped", _("scrapped")

    back = models.ForeignKey(Return, models.CASCADE, related_name="pieces", verbose_name=_("return"))
    shipment_line = models.ForeignKey(
        ShipmentLine,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="returned",
        verbose_name=_("shipped as"),
    )
    quantity = models.PositiveIntegerField(_("pieces"))
    lot = models.CharField(_("LOT"), max_length=40, blank=True)
    serial = models.CharField(_("serial number"), max_length=40, blank=True)
    fate = models.CharField(_("where they went"), max_length=8, choices=Fate.choices)
    actor = models.UUIDField(_("by"), null=True, blank=True)
    at = models.DateTimeField(_("came back"), auto_now_add=True)

    triggers = [AppendOnly(may_change=("shipment_line", "actor"))]

    class Meta:
        verbose_name = _("pieces that came back")
        verbose_name_plural = _("pieces that came back")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="returnedpieces_some_pieces")
        ]
        indexes = [models.Index(fields=["actor"], name="returnedpieces_by_actor", condition=~Q(actor=None))]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.lot or self.serial or self.back}"
