"""A contract: these devices, on these terms, from this day, as it was agreed."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from contracts.agreements.models.plans import Plan
from contracts.devices.models import Device
from d4d.foundation import clock

ELSEWHERE = "elsewhere:"  # the origin of a contract that ran elsewhere names the number that it had there


class ContractQuerySet(models.QuerySet["Contract"]):
    """Questions about contracts."""

    def for_practice(self, practice: Practice) -> "ContractQuerySet":
        """Only what this practice agreed."""
        return self.filter(practice=practice)

    def running(self) -> "ContractQuerySet":
        """In force: active, or under notice and not over yet."""
        return self.filter(state__in=Contract.RUNNING)

    def waiting_for_mandate(self) -> "ContractQuerySet":
        """In force, and to be collected under a mandate that the practice has yet to give."""
        return self.running().filter(waits_for_mandate=True)


class Contract(models.Model):
    """What was agreed with a practice; the terms are copied from the plan and never follow it later.

    `ends_on` is the last day; empty as long as it renews. `renews_on` is the first day of the next term.
    Terms and periods are counted from `counted_from`, which is `starts_on` unless it was taken over;
    `bill_from` is the first day of the next one, and
    `bill_on` the day on which its bill is made: empty when nothing is to come. `origin` names the order line
    that bought it ("order-line:7") or its number elsewhere, `continues` the contract of another practice that
    it took over. One that `waits_for_mandate` is on account until the practice has given one.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ACTIVE = "active", _("active")
        UNDER_NOTICE = "under_notice", _("under notice")
        ENDED = "ended", _("ended")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Payment(models.TextChoices):
        ON_ACCOUNT = "on_account", _("on account")
        DIRECT_DEBIT = "direct_debit", _("direct debit")

    RUNNING = (State.ACTIVE, State.UNDER_NOTICE)
    MOVES = {
        State.PROPOSED: (State.ACTIVE, State.WITHDRAWN),
        State.ACTIVE: (State.UNDER_NOTICE, State.ENDED),
        State.UNDER_NOTICE: (State.ACTIVE, State.ENDED),
        State.ENDED: (),
        State.WITHDRAWN: (),
    }

    number = models.CharField(_("contract number"), max_length=16, unique=True)
    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="contracts", verbose_name=_("practice")
    )
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="contracts", verbose_name=_("plan"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PROPOSED)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until and including"), null=True, blank=True)
    renews_on = models.DateField(_("next term from"))
    visits_a_year = models.PositiveSmallIntegerField(_("visits a year"))
    response_hours = models.PositiveSmallIntegerField(_("response in working hours"))
    covers_labour = models.BooleanField(_("labour is covered"))
    covers_parts = models.BooleanField(_("parts are covered"))
    covers_loan = models.BooleanField(_("a loan device is covered"))
    term_months = models.PositiveSmallIntegerField(_("term in months"))
    notice_months = models.PositiveSmallIntegerField(_("notice in months"))
    renews = models.BooleanField(_("renews by itself"))
    billing = models.CharField(_("billed"), max_length=8, choices=Plan.Billing.choices)
    period_months = models.PositiveSmallIntegerField(_("price per"), choices=Plan.Period.choices)
    payment = models.CharField(_("paid"), max_length=12, choices=Payment.choices, default=Payment.ON_ACCOUNT)
    waits_for_mandate = models.BooleanField(_("is collected as soon as there is a mandate"), default=False)
    reference = models.CharField(_("reference of the practice"), max_length=60, blank=True)
    counted_from = models.DateField(_("counted from"), null=True, blank=True)
    bill_from = models.DateField(_("next period from"), null=True, blank=True)
    bill_on = models.DateField(_("next bill on"), null=True, blank=True)
    bill_refused = models.CharField(_("cannot be billed"), max_length=200, blank=True)
    origin = models.CharField(_("bought with"), max_length=40, null=True, blank=True, unique=True)
    continues = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name=_("takes over"),
    )
    paper = models.FileField(_("contract on paper"), max_length=200, upload_to="contracts", blank=True)
    agreed_by = models.UUIDField(_("agreed by"), null=True, blank=True)
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    notice_given_on = models.DateField(_("notice given"), null=True, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "active", "under_notice", "ended", "withdrawn"]),
                name="contract_state",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="contract_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "state", "id"], name="contract_of_practice"),
            models.Index(fields=["state", "renews_on"], name="contract_by_renewal"),
            models.Index(fields=["bill_on", "id"], name="contract_to_bill", condition=~Q(bill_on=None)),
            models.Index(fields=["agreed_by"], name="contract_by_person", condition=~Q(agreed_by=None)),
            models.Index(fields=["id"], name="contract_not_billed", condition=~Q(bill_refused="")),
            models.Index(
                fields=["practice"], name="contract_without_mandate", condition=Q(waits_for_mandate=True)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def is_in_force(self, day: date) -> bool:
        """Whether it covers anything on a day."""
        begun = self.state in self.RUNNING and self.starts_on <= day
        return begun and (self.ends_on is None or day <= self.ends_on)

    @property
    def is_running(self) -> bool:
        """Whether it is agreed and not over yet."""
        return self.state in self.RUNNING

    @property
    def anchor_on(self) -> date:
        """The day from which terms and periods are counted."""
        return self.counted_from or self.starts_on

    @property
    def notice_by(self) -> date:
        """The last day on which notice ends it with the present term."""
        return clock.months_later(self.renews_on, -self.notice_months)

    @property
    def bills_in_advance(self) -> bool:
        """Whether a period is billed when it begins."""
        return self.billing == Plan.Billing.ADVANCE


class ContractLine(models.Model):
    """One device under a contract, from a day until a day, at its own price a period, excluding VAT.

    `description` is how the device was called when it was agreed; it outlives the device.
    """

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="lines", verbose_name=_("contract"))
    device = models.ForeignKey(
        Device,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contract_lines",
        verbose_name=_("device"),
    )
    description = models.CharField(_("description"), max_length=200)
    price_cents = models.BigIntegerField(_("price a period, excluding VAT"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until and including"), null=True, blank=True)

    class Meta:
        verbose_name = _("device under contract")
        verbose_name_plural = _("devices under contract")
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "device", "starts_on"], name="contractline_once_a_day"
            ),
            models.CheckConstraint(condition=Q(price_cents__gte=0), name="contractline_price_not_negative"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="contractline_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["device", "starts_on"], name="contractline_of_device")]

    def __str__(self) -> str:
        return f"{self.contract_id}/{self.device_id}"

    def days_within(self, first: date, last: date) -> tuple[date, date] | None:
        """The days of a span on which it counts, if any."""
        begins, ends = max(first, self.starts_on), min(last, self.ends_on or last)
        return (begins, ends) if begins <= ends else None
