"""Devices of our own that a practice uses while its own is being repaired."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from contracts.devices.models import DeviceKind
from contracts.service.models.faults import Fault


class LoanDeviceQuerySet(models.QuerySet["LoanDevice"]):
    """Questions about our loan devices."""

    def on_the_shelf(self) -> "LoanDeviceQuerySet":
        """In use, and with nobody now."""
        out = Loan.objects.filter(device=models.OuterRef("pk"), back_on=None)
        return self.filter(~models.Exists(out), is_retired=False)


class LoanDevice(models.Model):
    """A device of ours that practices borrow; it belongs to no practice's register."""

    code = models.SlugField(_("our code"), unique=True)
    kind = models.ForeignKey(
        DeviceKind, models.PROTECT, related_name="loan_devices", verbose_name=_("kind of device")
    )
    brand = models.CharField(_("brand"), max_length=60)
    model = models.CharField(_("type"), max_length=80)
    serial = models.CharField(_("serial number"), max_length=40, blank=True)
    is_retired = models.BooleanField(_("out of use"), default=False)

    objects = LoanDeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("loan device")
        verbose_name_plural = _("loan devices")
        indexes = [models.Index(fields=["serial"], name="loandevice_by_serial", condition=~Q(serial=""))]

    def __str__(self) -> str:
        return f"{self.code} {self.brand} {self.model}"


class LoanQuerySet(models.QuerySet["Loan"]):
    """Questions about loans."""

    def out(self) -> "LoanQuerySet":
        """Not back yet."""
        return self.filter(back_on=None)

    def overdue(self, today: date) -> "LoanQuerySet":
        """Should have been back."""
        return self.out().filter(due_on__lt=today)


class Loan(models.Model):
    """A practice has a device of ours, from a day until a day, because of a fault."""

    device = models.ForeignKey(
        LoanDevice, models.PROTECT, related_name="loans", verbose_name=_("loan device")
    )
    fault = models.ForeignKey(Fault, models.CASCADE, related_name="loans", verbose_name=_("fault"))
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="loans", verbose_name=_("practice"))
    is_covered = models.BooleanField(_("covered"))
    out_on = models.DateField(_("lent on"))
    due_on = models.DateField(_("back by"))
    back_on = models.DateField(_("came back on"), null=True, blank=True)

    objects = LoanQuerySet.as_manager()

    class Meta:
        verbose_name = _("loan")
        verbose_name_plural = _("loans")
        constraints = [
            models.UniqueConstraint(
                fields=["device"], condition=Q(back_on=None), name="loan_with_one_practice_at_a_time"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("out_on")), name="loan_due_after_it_began"),
            models.CheckConstraint(
                condition=Q(back_on=None) | Q(back_on__gte=F("out_on")), name="loan_back_after_it_began"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], name="loan_by_due", condition=Q(back_on=None)),
            models.Index(fields=["back_on", "due_on", "id"], name="loan_in_order"),
            models.Index(fields=["practice", "back_on"], name="loan_of_practice"),
        ]

    def __str__(self) -> str:
        return f"{self.device_id}/{self.fault_id}"

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been back."""
        return self.back_on is None and self.due_on < today
