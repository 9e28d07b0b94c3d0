"""What shows that we thought before we used: interests weighed, and contracts with who works for us."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from d4d.foundation.triggers import AppendOnly
from privacy.vocabulary.staff import staff_roles


class InterestTest(models.Model):
    """Our interest in a purpose was weighed against that of people; a new test is a new row."""

    purpose = models.CharField(_("purpose"), max_length=30)
    interest = models.TextField(_("our interest"))
    necessity = models.TextField(_("why it cannot do with less"))
    balance = models.TextField(_("what it means for people, and what protects them"))
    role = models.CharField(_("role of the author"), max_length=40, choices=staff_roles)
    made_on = models.DateField(_("made on"))

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("interest-balancing test")
        verbose_name_plural = _("interest-balancing tests")

    def __str__(self) -> str:
        return f"{self.purpose} {self.made_on:%d-%m-%Y}"


class ProcessorQuerySet(models.QuerySet["Processor"]):
    """Questions about processors."""

    def in_force(self, today: date) -> "ProcessorQuerySet":
        """Contracts that hold on this day."""
        return self.filter(agreed_on__lte=today).filter(Q(ended_on=None) | Q(ended_on__gte=today))


class Processor(models.Model):
    """Somebody who works with data on our behalf, and the contract that binds them (GDPR art. 28)."""

    recipient = models.CharField(_("recipient"), max_length=30, blank=True)
    name = models.CharField(_("company"), max_length=80)
    country = models.CharField(_("country"), max_length=2)
    does = models.CharField(_("what they do for us"), max_length=120)
    agreed_on = models.DateField(_("contract signed"), null=True, blank=True)
    ended_on = models.DateField(_("contract ended"), null=True, blank=True)
    sub_processors = models.TextField(_("sub-processors, with their country"), blank=True)
    reviewed_on = models.DateField(_("security reviewed"), null=True, blank=True)

    objects = ProcessorQuerySet.as_manager()

    class Meta:
        verbose_name = _("processor")
        verbose_name_plural = _("processors")
        constraints = [
            models.UniqueConstraint(
                fields=["recipient"],
                condition=Q(ended_on=None) & ~Q(recipient=""),
                name="processor_one_contract",
            )
        ]

    def __str__(self) -> str:
        return self.name
