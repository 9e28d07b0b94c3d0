"""What was done at a visit: a draft that the engineer fills, and the report that nobody changes any more."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from contracts.service.models.checklists import Checklist, ChecklistItem
from contracts.service.models.visits import Visit, VisitDevice
from d4d.foundation.photos import Folder
from d4d.foundation.triggers import AppendOnly
from shop.catalogue.models import Variant


class ReportDraft(models.Model):
    """What an engineer has filled in so far, as the form sends it; it goes when the report is there.

    `key` travels with the form: the report that it makes bears it, so that sending again makes no second.
    """

    visit = models.OneToOneField(Visit, models.CASCADE, related_name="draft", verbose_name=_("visit"))
    key = models.UUIDField(_("key"), unique=True, default=uuid4)
    answers = models.TextField(_("answers"), blank=True)
    saved_at = models.DateTimeField(_("saved"), auto_now=True)

    class Meta:
        verbose_name = _("draft of a report")
        verbose_name_plural = _("drafts of reports")

    def __str__(self) -> str:
        return f"{_('draft')} {self.visit_id}"


class ReportPhoto(models.Model):
    """A photo that belongs to the report of a visit; `key` is what the telephone called it."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="photos", verbose_name=_("visit"))
    key = models.UUIDField(_("key"), unique=True, default=uuid4)
    file = models.FileField(_("photo"), upload_to=Folder("service/reports"))
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("photo of a report")
        verbose_name_plural = _("photos of reports")

    def __str__(self) -> str:
        return f"{_('photo')} {self.pk}"


class ReportQuerySet(models.QuerySet["ServiceReport"]):
    """Questions about reports."""

    def for_practice(self, practice: Practice) -> "ReportQuerySet":
        """Only reports of visits to this practice."""
        return self.filter(visit__practice=practice)


class ServiceReport(models.Model):
    """The report of a visit, signed and finished; its sheet is printed once, afterwards."""

    visit = models.OneToOneField(Visit, models.CASCADE, related_name="report", verbose_name=_("visit"))
    key = models.UUIDField(_("key"), unique=True)
    finished_at = models.DateTimeField(_("finished"))
    engineer = models.UUIDField(_("engineer"), null=True, blank=True)
    signed_by = models.CharField(_("signed for the practice by"), max_length=80)
    remarks = models.TextField(_("remarks"), blank=True)
    labour_minutes = models.PositiveSmallIntegerField(_("minutes of work"), default=0)

    objects = ReportQuerySet.as_manager()

    triggers = (AppendOnly(),)

    class Meta:
        verbose_name = _("service report")
        verbose_name_plural = _("service reports")
        indexes = [models.Index(fields=["engineer"], name="report_by_engineer", condition=~Q(engineer=None))]

    def __str__(self) -> str:
        return f"{_('service report')} {self.pk}"


class ReportSheet(models.Model):
    """A report on paper, printed once."""

    report = models.OneToOneField(
        ServiceReport, models.CASCADE, related_name="sheet", verbose_name=_("service report")
    )
    file = models.FileField(_("report as PDF"), upload_to="service/sheets/")

    triggers = (AppendOnly(),)

    class Meta:
        verbose_name = _("report on paper")
        verbose_name_plural = _("reports on paper")

    def __str__(self) -> str:
        return f"{_('report on paper')} {self.pk}"


class ReportDevice(models.Model):
    """What a report says about one device: done or not, by which checklist, and a note."""

    report = models.ForeignKey(
        ServiceReport, models.CASCADE, related_name="devices", verbose_name=_("service report")
    )
    seen = models.OneToOneField(
        VisitDevice, models.CASCADE, related_name="told", verbose_name=_("device of a visit")
    )
    checklist = models.ForeignKey(
        Checklist, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("checklist")
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=VisitDevice.State.choices)
    note = models.TextField(_("note"), blank=True)

    triggers = (AppendOnly(),)

    class Meta:
        verbose_name = _("device in a report")
        verbose_name_plural = _("devices in reports")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["done", "carried", "skipped"]), name="reportdevice_outcome"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.seen_id}"

    @property
    def is_done(self) -> bool:
        """Whether the device was serviced."""
        return self.outcome == VisitDevice.State.DONE


class ReportAnswer(models.Model):
    """The answer to one line of the checklist; a figure is in thousandths of its unit."""

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        NOT_APPLICABLE = "n_a", _("not applicable")
        MEASURED = "measured", _("measured")

    device = models.ForeignKey(
        ReportDevice, models.CASCADE, related_name="answers", verbose_name=_("device in a report")
    )
    item = models.ForeignKey(
        ChecklistItem, models.PROTECT, related_name="+", verbose_name=_("line of a checklist")
    )
    answer = models.CharField(_("answer"), max_length=8, choices=Answer.choices)
    measured_e3 = models.BigIntegerField(_("measured, in thousandths"), null=True, blank=True)

    triggers = (AppendOnly(),)

    class Meta:
        verbose_name = _("answer in a report")
        verbose_name_plural = _("answers in reports")
        constraints = [
            models.UniqueConstraint(fields=["device", "item"], name="reportanswer_once"),
            models.CheckConstraint(
                condition=Q(answer="measured", measured_e3__isnull=False)
                | Q(answer__in=["yes", "no", "n_a"], measured_e3=None),
                name="reportanswer_figure_when_measured",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.device_id}/{self.item_id}"

    @property
    def is_in_order(self) -> bool:
        """Whether nothing is wrong: no "no", and a figure between its limits."""
        if self.answer == self.Answer.MEASURED:
            return self.item.fits(self.measured_e3 or 0)
        return self.answer != self.Answer.NO


class ReportPart(models.Model):
    """A part that was used, of ours or in words; what is not covered has a price excluding VAT."""

    device = models.ForeignKey(
        ReportDevice, models.CASCADE, related_name="parts", verbose_name=_("device in a report")
    )
    variant = models.ForeignKey(
        Variant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("article")
    )
    description = models.CharField(_("description"), max_length=120)
    quantity = models.PositiveSmallIntegerField(_("quantity"), default=1)
    unit_price_e4 = models.BigIntegerField(_("price each, excluding VAT"), null=True, blank=True)

    triggers = (AppendOnly(),)

    class Meta:
        verbose_name = _("part that was used")
        verbose_name_plural = _("parts that were used")
        constraints = [models.CheckConstraint(condition=Q(quantity__gte=1), name="reportpart_quantity")]

    def __str__(self) -> str:
        return f"{self.device_id}/{self.pk}"
