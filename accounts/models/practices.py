"""A practice buys; people work there in a role."""

from django.db import models
from django.db.models import F, Q
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User
from privacy.models import DataSubject


class PracticeQuerySet(models.QuerySet["Practice"]):
    """Questions about practices."""

    def to_review(self) -> "PracticeQuerySet":
        """Practices that wait for a decision of the staff."""
        return self.filter(state=Practice.State.PENDING)

    def without_manager(self) -> "PracticeQuerySet":
        """Customers of which the last manager has left: the staff finds a successor or closes them."""
        return self.exclude(state=Practice.State.CLOSED).filter(is_managed=False)

    def numbered(self, number: str) -> "PracticeQuerySet":
        """The customer with this number; of a former number the practice that it is part of now."""
        became = self.model.objects.filter(number=number).values("merged_into")[:1]
        return self.filter(Q(number=number, merged_into=None) | Q(pk=models.Subquery(became)))

    def hold(self, practice_id: int) -> "dict[int, Practice]":
        """A practice, its debtor and its locations, held by their numbers until the transaction ends."""
        debtor = self.filter(pk=practice_id).values("debtor")[:1]
        chain = Q(pk=practice_id) | Q(pk=debtor) | Q(debtor=practice_id)
        rows = self.select_for_update(of=("self",), no_key=True).filter(chain).order_by("pk")
        return {row.pk: row for row in rows}


class Practice(models.Model):
    """A customer: the company that orders, owns its books and is invoiced.

    A location of a chain orders itself; its `debtor` is invoiced. One that turned out to be another was
    `merged_into` it: closed, with everything of it there, and kept for its number only. Whether somebody who
    can sign in manages it (`is_managed`) is written down by every act that changes that.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("to be reviewed")
        APPROVED = "approved", _("approved")
        DENIED = "denied", _("denied")
        CLOSED = "closed", _("closed")

    class Kind(models.TextChoices):
        DENTIST = "dentist", _("dental practice")
        ORTHODONTIST = "orthodontist", _("orthodontic practice")
        HYGIENIST = "hygienist", _("dental hygienist")
        LABORATORY = "laboratory", _("dental laboratory")
        SURGERY = "surgery", _("oral surgery")
        SCHOOL = "school", _("school or university")
        OTHER = "other", _("other organisation")

    class InvoiceRhythm(models.TextChoices):
        PER_SHIPMENT = "per_shipment", _("per shipment")
        WEEKLY = "weekly", _("one a week")
        MONTHLY = "monthly", _("one a month")

    class VatAnswer(models.TextChoices):
        """What VIES said of the VAT number; unknown never gives 0 %."""

        UNKNOWN = "unknown", _("not confirmed")
        VALID = "valid", _("confirmed")
        INVALID = "invalid", _("not valid")

    MOVES = {
        State.PENDING: (State.APPROVED, State.DENIED, State.CLOSED),
        State.APPROVED: (State.CLOSED,),
        State.DENIED: (State.PENDING, State.CLOSED),
        State.CLOSED: (),
    }
    MAY_ORDER = (State.PENDING, State.APPROVED)

    subject = models.OneToOneField(
        DataSubject, models.PROTECT, related_name="practice", verbose_name=_("person")
    )
    number = models.CharField(_("customer number"), max_length=12, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    name = models.CharField(_("company name"), max_length=120)
    kind = models.CharField(_("type of organisation"), max_length=16, choices=Kind.choices)
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    kvk_number = models.CharField(_("KvK number"), max_length=8, blank=True)
    is_unregistered = models.BooleanField(_("not in the trade register"), default=False)
    vat_id = models.CharField(_("VAT number"), max_length=16, blank=True)
    vat_answer = models.CharField(
        _("VIES"), max_length=8, choices=VatAnswer.choices, default=VatAnswer.UNKNOWN
    )
    billing_email = models.EmailField(_("e-mail address for invoices"))
    may_buy_on_account = models.BooleanField(_("may buy on account"), default=False)
    credit_limit_cents = models.BigIntegerField(_("credit limit"), default=0)
    payment_days = models.PositiveSmallIntegerField(_("days to pay"), default=30)
    invoice_rhythm = models.CharField(
        _("invoices on account"),
        max_length=12,
        choices=InvoiceRhythm.choices,
        default=InvoiceRhythm.PER_SHIPMENT,
    )
    wants_ubl = models.BooleanField(_("UBL with the invoice mail"), default=True)
    sees_prices_including_vat = models.BooleanField(_("show prices including VAT"), default=False)
    hears_of_delivery = models.BooleanField(_("e-mail when a parcel has arrived"), default=False)
    created_at = models.DateTimeField(_("registered"), auto_now_add=True)
    is_managed = models.BooleanField(_("has a manager"), default=False)
    debtor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="locations", verbose_name=_("debtor")
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("merged into"),
    )

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        permissions = [
            ("merge_practice", _("Can merge practices that are one")),
            ("note_practice", _("Can write notes about practices")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["pending", "approved", "denied", "closed"]), name="practice_state"
            ),
            models.CheckConstraint(
                condition=Q(credit_limit_cents__gte=0), name="practice_limit_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(debtor=None) | ~Q(debtor=F("pk")), name="practice_not_its_own_debtor"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | (Q(state="closed") & ~Q(merged_into=F("pk"))),
                name="practice_merged_is_closed",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="practice_by_state"),
            models.Index(fields=["name"], name="practice_by_name"),
            models.Index(fields=["billing_email"], name="practice_by_billing_email"),
            models.Index(fields=["kvk_number"], name="practice_by_kvk_number", condition=~Q(kvk_number="")),
            models.Index(fields=["vat_id"], name="practice_by_vat_id", condition=~Q(vat_id="")),
            models.Index(
                fields=["id"],
                name="practice_without_manager",
                condition=~Q(state="closed") & Q(is_managed=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def __html__(self) -> str:
        """As the desk reads it wherever something points at it; what is logged says its number only."""
        return format_html("{} {}", self.number, self.name)

    @property
    def payer(self) -> "Practice":
        """Whose prices and terms hold, and who gets the invoices: of a location its debtor, else itself."""
        return self.debtor or self

    @property
    def payer_id(self) -> int:
        """The same, without looking it up."""
        return self.debtor_id or self.pk

    @property
    def heir(self) -> "Practice":
        """What became of this practice: the one that it was merged into, else itself."""
        return self.merged_into or self

    @property
    def is_approved(self) -> bool:
        """Whether credit and goods for professionals are open to this practice."""
        return self.state == self.State.APPROVED

    @property
    def has_foreign_vat_id(self) -> bool:
        """Whether its VAT number is of another member state, confirmed or not."""
        return self.vat_id[:2].upper() not in {"", "NL"}

    @property
    def is_confirmed_abroad(self) -> bool:
        """Whether VIES confirms it as an entrepreneur in another member state; an unknown answer does not."""
        return self.has_foreign_vat_id and self.vat_answer == self.VatAnswer.VALID

    @property
    def may_order(self) -> bool:
        """Whether anybody orders for this practice: not once it was refused or closed."""
        return self.state in self.MAY_ORDER


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about who works where."""

    def managing(self) -> "MembershipQuerySet":
        """Managers who can sign in."""
        return self.filter(role=Membership.Role.MANAGER, is_active=True, user__is_active=True)


class Membership(models.Model):
    """Somebody works at a practice, in a role."""

    class Role(models.TextChoices):
        MANAGER = "manager", _("manager")
        BUYER = "buyer", _("buyer")
        READER = "reader", _("reader")
        BOOKKEEPER = "bookkeeper", _("bookkeeper")

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="memberships", verbose_name=_("practice")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("since"), auto_now_add=True)
    order_limit_cents = models.BigIntegerField(_("orders by themselves up to"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(fields=["user", "practice"], name="member_once_per_practice"),
            models.CheckConstraint(
                condition=Q(role__in=["manager", "buyer", "reader", "bookkeeper"]), name="member_role"
            ),
            models.CheckConstraint(
                condition=Q(order_limit_cents=None) | Q(order_limit_cents__gte=0), name="member_limit"
            ),
        ]
        indexes = [
            models.Index(
                fields=["practice", "user"],
                name="member_who_manages",
                condition=Q(role="manager", is_active=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.pk}"

    @property
    def is_manager(self) -> bool:
        """Whether they speak for the practice."""
        return self.is_active and self.role == self.Role.MANAGER

    @property
    def may_manage(self) -> bool:
        """Whether they invite colleagues and change the practice's data, as long as it is a customer."""
        return self.is_manager and self.practice.state != Practice.State.CLOSED

    @property
    def may_order(self) -> bool:
        """Whether they fill carts and place orders."""
        return self.may_settle and self.practice.may_order and not self.is_frozen

    @property
    def may_settle(self) -> bool:
        """Whether they pay or call off what was ordered, also after the practice was closed."""
        return self.is_active and self.role in {self.Role.MANAGER, self.Role.BUYER}

    def needs_approval(self, total_cents: int) -> bool:
        """Whether an order of this amount including VAT waits for a manager's yes; no limit, no waiting."""
        is_limited = self.order_limit_cents is not None and self.role != self.Role.MANAGER
        return is_limited and total_cents > (self.order_limit_cents or 0)

    @property
    def is_frozen(self) -> bool:
        """Whether their data or the practice's is only kept for now, so that no order can use it."""
        states = {self.user.subject.state, self.practice.subject.state}
        return DataSubject.State.RESTRICTED in states

    @property
    def may_see_orders(self) -> bool:
        """Whether they see what was ordered."""
        return self.is_active and self.role != self.Role.BOOKKEEPER

    @property
    def may_see_invoices(self) -> bool:
        """Whether they see what was invoiced."""
        return self.is_active and self.role in {self.Role.MANAGER, self.Role.BUYER, self.Role.BOOKKEEPER}
