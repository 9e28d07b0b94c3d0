"""A device on its way to us: first clean, by the word of somebody at the practice; then the label."""

from pathlib import PurePosixPath
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.service.models.faults import Fault
from shop.shipping.couriers import ADAPTERS


def paper_path(_row: object, _filename: str) -> str:
    """Where the papers of a parcel to us are kept, under a name that says nothing."""
    return str(PurePosixPath("service", "returns", f"{uuid4().hex}.pdf"))


class Decontamination(models.Model):
    """Somebody at the practice declares that a device is clean, and what became of patients' data on it.

    `has_storage` is copied from the kind of device: such a device says what became of its data. When the
    person who declared it is erased the name and the signed paper go; that it was declared stays.
    """

    class Treatment(models.TextChoices):
        UNUSED = "unused", _("It was never in contact with a patient")
        DISINFECTED = "disinfected", _("It is cleaned and disinfected")
        STERILISED = "sterilised", _("It is cleaned, disinfected and sterilised")

    class StoredData(models.TextChoices):
        WIPED = "wiped", _("All data of patients has been wiped from it")
        AGREEMENT = "agreement", _("Data of patients is still on it; we have a processing agreement with you")

    fault = models.OneToOneField(
        Fault, models.CASCADE, related_name="decontamination", verbose_name=_("fault")
    )
    treatment = models.CharField(_("treatment"), max_length=12, choices=Treatment.choices)
    method = models.CharField(_("what was done, and with what"), max_length=200)
    done_on = models.DateField(_("done on"))
    by_name = models.CharField(_("done by"), max_length=120)
    has_storage = models.BooleanField(_("can hold patients' data"))
    stored_data = models.CharField(
        _("data of patients"), max_length=10, choices=StoredData.choices, blank=True
    )
    declared_by = models.UUIDField(_("declared by"), null=True, blank=True)
    declared_at = models.DateTimeField(_("declared"), auto_now_add=True)
    file = models.FileField(_("PDF"), upload_to=paper_path, blank=True)

    class Meta:
        verbose_name = _("decontamination declaration")
        verbose_name_plural = _("decontamination declarations")
        constraints = [
            models.CheckConstraint(
                condition=Q(has_storage=False) | Q(stored_data__in=["wiped", "agreement"]),
                name="decontamination_says_what_became_of_data",
            ),
            models.CheckConstraint(
                condition=Q(method__gt="") & (Q(by_name__gt="") | Q(declared_by=None)),
                name="decontamination_is_signed",
            ),
        ]
        indexes = [
            models.Index(fields=["declared_by"], name="declared_by_person", condition=~Q(declared_by=None))
        ]

    def __str__(self) -> str:
        return f"{_('declaration')} {self.pk}"


class ReturnLabel(models.Model):
    """How a device travels to us; there is none without a declaration that it is clean.

    The couriers behind our socket make labels from us to a practice only: staff makes this one in the
    courier's portal, or agrees that we fetch it or the practice brings it.
    """

    declaration = models.OneToOneField(
        Decontamination, models.CASCADE, related_name="label", verbose_name=_("declaration")
    )
    courier = models.CharField(_("courier"), max_length=12, choices=[(code, code) for code in ADAPTERS])
    tracking_number = models.CharField(_("tracking number"), max_length=40, blank=True)
    file = models.FileField(_("label"), upload_to=paper_path, blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("return label")
        verbose_name_plural = _("return labels")

    def __str__(self) -> str:
        return f"{_('return label')} {self.pk}"
