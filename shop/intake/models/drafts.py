"""An order as it came in by mail or phone, read into lines that somebody of the staff checks."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Address, Practice, User
from privacy.models import DataSubject
from shop.cart.models import MOST_PIECES
from shop.catalogue.models import Variant
from shop.orders.models import Order


class Correspondent(models.Model):
    """Somebody without an account who orders by mail or phone, and where their data came from."""

    class Source(models.TextChoices):
        MAIL = "mail", _("by e-mail")
        PHONE = "phone", _("by phone")

    subject = models.OneToOneField(
        DataSubject, models.PROTECT, related_name="correspondent", verbose_name=_("person")
    )
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    source = models.CharField(_("source of the data"), max_length=8, choices=Source.choices)
    informed_at = models.DateTimeField(_("told how we handle data"), null=True, blank=True)
    last_heard_at = models.DateTimeField(_("last heard of"))

    class Meta:
        verbose_name = _("correspondent")
        verbose_name_plural = _("correspondents")
        constraints = [
            models.CheckConstraint(condition=Q(source__in=["mail", "phone"]), name="correspondent_source")
        ]

    def __str__(self) -> str:
        return f"{_('correspondent')} {self.pk}"


class DraftQuerySet(models.QuerySet["Draft"]):
    """Questions about incoming orders."""

    def open(self) -> "DraftQuerySet":
        """Those that nobody has placed or dropped yet."""
        return self.filter(state=Draft.State.DRAFT)

    def with_unclear(self) -> "DraftQuerySet":
        """With the number of lines that somebody must look at, as `unclear`."""
        lines = DraftLine.objects.unclear().filter(draft=models.OuterRef("pk")).values("draft")
        counted = lines.annotate(count=models.Count("pk")).values("count")
        return self.annotate(unclear=Coalesce(models.Subquery(counted), 0))


class Draft(models.Model):
    """An order that came by mail or phone, until it is placed or dropped.

    `person` is the subject of who sent it. `text` is what they wrote, word for word; it goes thirty days
    after it came, and `minimised_at` says when.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("to be checked")
        PLACED = "placed", _("placed")
        DROPPED = "dropped", _("dropped")

    class Origin(models.TextChoices):
        MAIL = "mail", _("by e-mail")
        PHONE = "phone", _("by phone")

    MOVES = {State.DRAFT: (State.PLACED, State.DROPPED), State.PLACED: (), State.DROPPED: ()}

    number = models.CharField(_("number"), max_length=16, unique=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin.choices)
    person = models.UUIDField(_("person"), null=True, blank=True)
    practice = models.ForeignKey(
        Practice, models.PROTECT, null=True, blank=True, related_name="drafts", verbose_name=_("practice")
    )
    address = models.ForeignKey(
        Address, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("delivery address")
    )
    terms = models.CharField(_("terms"), max_length=12, choices=Order.Terms.choices, blank=True)
    reference = models.CharField(_("reference of the practice"), max_length=60, blank=True)
    delivery_note = models.CharField(_("note for delivery"), max_length=200, blank=True)
    text = models.TextField(_("what was written"), blank=True)
    taken_by = models.UUIDField(_("taken in by"), null=True, blank=True)
    order = models.OneToOneField(
        Order, models.SET_NULL, null=True, blank=True, related_name="draft", verbose_name=_("order")
    )
    received_at = models.DateTimeField(_("received"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    minimised_at = models.DateTimeField(_("text erased"), null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("incoming order")
        verbose_name_plural = _("incoming orders")
        permissions = [("price_draft", "Can agree on another price in an incoming order")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["draft", "placed", "dropped"]), name="draft_state"),
            models.CheckConstraint(condition=Q(origin__in=["mail", "phone"]), name="draft_origin"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(closed_at__isnull=False), name="draft_closed_at_a_moment"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "received_at"], name="draft_by_state"),
            models.Index(fields=["-closed_at", "received_at"], name="draft_open_first"),
            models.Index(fields=["person"], name="draft_by_person", condition=~Q(person=None)),
            models.Index(fields=["taken_by"], name="draft_by_staff", condition=~Q(taken_by=None)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it."""
        return self.state == self.State.DRAFT

    @property
    def user(self) -> User | None:
        """Who sent it, when they have an account."""
        known = User.objects.select_related("subject")
        return known.filter(subject__uuid=self.person).first() if self.person else None

    @property
    def correspondent(self) -> Correspondent | None:
        """Who sent it, when we know them by their letters only."""
        known = Correspondent.objects.select_related("subject")
        return known.filter(subject__uuid=self.person).first() if self.person else None


class DraftLineQuerySet(models.QuerySet["DraftLine"]):
    """Questions about lines of incoming orders."""

    def unclear(self) -> "DraftLineQuerySet":
        """Lines that somebody must look at before the order can be placed."""
        return self.filter(Q(variant=None) | Q(quantity=None))

    def in_order(self) -> "DraftLineQuerySet":
        """As they were written."""
        return self.order_by("position", "pk")


class DraftLine(models.Model):
    """A line as it was written, the article that it seems to mean, and how sure we are of that.

    `agreed_e4` is a price that somebody allowed instead of the practice's own, with the reason.
    """

    class Match(models.TextChoices):
        """By what an article was recognised."""

        NUMBER = "number", _("our article number")
        MAKER_NUMBER = "maker_number", _("number of the manufacturer")
        GTIN = "gtin", _("GTIN")
        NAME = "name", _("its name")
        STAFF = "staff", _("chosen by us")
        NOTHING = "nothing", _("not recognised")

    CONFIDENCE = {
        Match.NUMBER: 100,
        Match.GTIN: 100,
        Match.STAFF: 100,
        Match.MAKER_NUMBER: 95,
        Match.NAME: 70,
        Match.NOTHING: 0,
    }

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="lines", verbose_name=_("incoming order"))
    position = models.PositiveSmallIntegerField(_("position"))
    written = models.CharField(_("as it was written"), max_length=300, blank=True)
    variant = models.ForeignKey(
        Variant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("article")
    )
    quantity = models.PositiveIntegerField(_("pieces"), null=True, blank=True)
    match = models.CharField(_("recognised by"), max_length=16, choices=Match.choices)
    suggested = models.JSONField(_("may be meant"), default=list, blank=True)
    agreed_e4 = models.BigIntegerField(_("agreed price"), null=True, blank=True)
    price_reason = models.CharField(_("reason for the price"), max_length=120, blank=True)
    priced_by = models.UUIDField(_("price agreed by"), null=True, blank=True)

    objects = DraftLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of an incoming order")
        verbose_name_plural = _("lines of incoming orders")
        constraints = [
            models.UniqueConstraint(fields=["draft", "position"], name="draftline_position"),
            models.UniqueConstraint(
                fields=["draft", "variant"],
                condition=~Q(variant=None),
                name="draftline_once_per_variant",
            ),
            models.CheckConstraint(
                condition=Q(quantity=None) | Q(quantity__gte=1, quantity__lte=MOST_PIECES),
                name="draftline_some_pieces",
            ),
            models.CheckConstraint(
                condition=Q(agreed_e4=None) | (Q(agreed_e4__gte=0) & ~Q(price_reason="")),
                name="draftline_price_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["priced_by"], name="draftline_by_pricer", condition=~Q(priced_by=None))
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}/{self.position}"

    @property
    def confidence(self) -> int:
        """How sure we are of the article, out of a hundred."""
        return self.CONFIDENCE[self.Match(self.match)]
