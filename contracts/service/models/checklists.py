"""What is checked on a kind of device: a list has versions, and a report keeps the one it was made with."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from contracts.devices.models import DeviceKind


class ChecklistQuerySet(models.QuerySet["Checklist"]):
    """Questions about checklists."""

    def in_force(self) -> "ChecklistQuerySet":
        """Of each kind the version that was published last."""
        later = Checklist.objects.filter(
            kind=models.OuterRef("kind"), version__gt=models.OuterRef("version"), published_at__isnull=False
        )
        return self.filter(~models.Exists(later), published_at__isnull=False)


class Checklist(models.Model):
    """One version of what is checked on a kind of device; once it is published nobody changes it."""

    kind = models.ForeignKey(
        DeviceKind, models.PROTECT, related_name="checklists", verbose_name=_("kind of device")
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        verbose_name = _("checklist")
        verbose_name_plural = _("checklists")
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="checklist_version")]

    def __str__(self) -> str:
        return f"{self.kind_id}/{self.version}"

    @property
    def is_published(self) -> bool:
        """Whether reports may have been made with it."""
        return self.published_at is not None


class ChecklistItem(models.Model):
    """One line of a checklist: a question, or something to measure between two limits.

    Limits are in thousandths of the unit.
    """

    class Kind(models.TextChoices):
        CHECK = "check", _("yes or no")
        MEASUREMENT = "measurement", _("measurement")

    checklist = models.ForeignKey(
        Checklist, models.CASCADE, related_name="items", verbose_name=_("checklist")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    label = models.CharField(_("text"), max_length=160)
    label_en = models.CharField(_("text in English"), max_length=160)
    kind = models.CharField(_("answer"), max_length=12, choices=Kind.choices, default=Kind.CHECK)
    unit = models.CharField(_("unit"), max_length=12, blank=True)
    min_e3 = models.BigIntegerField(_("lowest, in thousandths"), null=True, blank=True)
    max_e3 = models.BigIntegerField(_("highest, in thousandths"), null=True, blank=True)

    class Meta:
        verbose_name = _("line of a checklist")
        verbose_name_plural = _("lines of a checklist")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["check", "measurement"]), name="checklistitem_kind"),
            models.CheckConstraint(
                condition=Q(min_e3=None) | Q(max_e3=None) | Q(max_e3__gte=F("min_e3")),
                name="checklistitem_limits",
            ),
        ]
        indexes = [models.Index(fields=["checklist", "position"], name="checklistitem_in_order")]

    def __str__(self) -> str:
        return self.label

    @property
    def text(self) -> str:
        """The line in the reader's language."""
        return self.label_en if (get_language() or "nl").startswith("en") else self.label

    @property
    def is_measurement(self) -> bool:
        """Whether a figure is asked for."""
        return self.kind == self.Kind.MEASUREMENT

    def fits(self, measured_e3: int) -> bool:
        """Whether a figure lies between the limits."""
        above = self.min_e3 is None or measured_e3 >= self.min_e3
        return above and (self.max_e3 is None or measured_e3 <= self.max_e3)
