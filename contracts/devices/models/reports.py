"""Reports that others made about a device, handed in by the practice."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from contracts.devices.models.devices import Device

WARN_DAYS = 30


class InspectionReportQuerySet(models.QuerySet["InspectionReport"]):
    """Questions about reports."""

    def present(self) -> "InspectionReportQuerySet":
        """Not taken away by the practice."""
        return self.filter(removed_at=None)

    def running_out(self, today: date) -> "InspectionReportQuerySet":
        """Valid for thirty days at most, or not any more, without a newer one of the kind."""
        of_another_sort = Q(kind=InspectionReport.Kind.OTHER) & ~Q(title__iexact=models.OuterRef("title"))
        newer = (
            InspectionReport.objects.present()
            .filter(device=models.OuterRef("device"), kind=models.OuterRef("kind"))
            .filter(
                Q(done_on__gt=models.OuterRef("done_on"))
                | Q(done_on=models.OuterRef("done_on"), pk__gt=models.OuterRef("pk"))
            )
            .exclude(of_another_sort)
        )
        soon = self.present().filter(
            valid_until__lte=today + timedelta(WARN_DAYS), device__state=Device.State.IN_USE
        )
        return soon.filter(~models.Exists(newer))

    def of_practice(self, practice: Practice) -> "InspectionReportQuerySet":
        """Only those about the devices of a practice."""
        return self.filter(device__practice=practice)


class InspectionReport(models.Model):
    """A report about one device, on one day, with the paper itself.

    One that was removed can be put back until `removed_at` is a week ago. `warned_on` is the day on which
    the practice was warned that it runs out.
    """

    class Kind(models.TextChoices):
        AUTOCLAVE = "autoclave", _("autoclave validation")
        XRAY = "xray", _("X-ray quality control")
        ELECTRICAL = "electrical", _("electrical safety")
        OTHER = "other", _("another report")

    device = models.ForeignKey(Device, models.CASCADE, related_name="reports", verbose_name=_("device"))
    kind = models.CharField(_("kind of report"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=80, blank=True)
    done_on = models.DateField(_("done on"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    file = models.FileField(_("file"), upload_to="inspection/")
    size = models.PositiveIntegerField(_("size in bytes"))
    added_by = models.UUIDField(_("handed in by"), null=True, blank=True)
    added_at = models.DateTimeField(_("handed in"), auto_now_add=True)
    removed_at = models.DateTimeField(_("taken away"), null=True, blank=True)
    warned_on = models.DateField(_("warned on"), null=True, blank=True)

    objects = InspectionReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of others")
        verbose_name_plural = _("reports of others")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["autoclave", "xray", "electrical", "other"]), name="report_kind"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("done_on")),
                name="report_valid_after_it_was_made",
            ),
        ]
        indexes = [
            models.Index(fields=["device", "kind", "done_on"], name="report_of_device"),
            models.Index(
                fields=["valid_until"],
                name="report_running_out",
                condition=Q(removed_at=None) & ~Q(valid_until=None),
            ),
            models.Index(fields=["removed_at"], name="report_removed", condition=~Q(removed_at=None)),
            models.Index(fields=["added_by"], name="report_by_person", condition=~Q(added_by=None)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What it is called among people."""
        return self.title or str(self.get_kind_display())

    @property
    def ending(self) -> str:
        """What kind of file it is: pdf, png or jpg."""
        return str(self.file.name).rpartition(".")[2]

    @property
    def sort(self) -> str:
        """What it is the next one of: reports of a sort follow each other up, whatever they are called."""
        return f"{self.kind} {self.title.lower()}" if self.kind == self.Kind.OTHER else str(self.kind)

    def standing(self, today: date) -> str:
        """Valid, due soon or expired."""
        if self.valid_until is None or self.valid_until > today + timedelta(WARN_DAYS):
            return "valid"
        return "due_soon" if self.valid_until >= today else "expired"
