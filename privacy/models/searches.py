"""A search of the privacy officer for a value among everything personal, and where it was found."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from privacy.models.people import DataSubject


class ProcessingRegister(DataSubject):
    """The register of processing activities, as a page of the desk; it has no rows of its own."""

    class Meta:
        proxy = True
        verbose_name = _("processing register")
        verbose_name_plural = _("processing register")


class ValueSearch(models.Model):
    """Somebody looked where a value stands: who, when and where it stood; the value only while it runs."""

    class State(models.TextChoices):
        WANTED = "wanted", _("asked for")
        DONE = "done", _("done")

    asked_by = models.UUIDField(_("by"), null=True, blank=True)
    asked_at = models.DateTimeField(_("at"), default=clock.now)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WANTED)
    value = models.TextField(_("value"), blank=True)
    found = models.JSONField(_("found"), default=list)
    finished_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("search for a value")
        verbose_name_plural = _("searches for a value")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["wanted", "done"]), name="search_state"),
            models.CheckConstraint(
                condition=Q(state="wanted") | Q(value=""), name="search_forgets_its_value"
            ),
        ]
        indexes = [models.Index(fields=["asked_by"], name="search_by_person", condition=~Q(asked_by=None))]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
