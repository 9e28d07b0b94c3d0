"""Which of the staff looked at whom: for the person and the privacy officer, never to measure staff."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from d4d.foundation.triggers import AppendOnly
from privacy.vocabulary.staff import staff_roles


class Look(models.Model):
    """Somebody of the staff opened data about somebody: in which role, where, and what for.

    Written once, sealed soon after in a chain whose key lies outside the database, gone after a year. A list
    or a search has no subject: only that it was opened.
    """

    actor = models.UUIDField(_("by"), null=True, blank=True)
    role = models.CharField(_("role"), max_length=40, blank=True, choices=staff_roles)
    subject = models.UUIDField(_("person"), null=True, blank=True)
    place = models.CharField(_("what was opened"), max_length=60)
    reason = models.CharField(_("what for"), max_length=40)
    at = models.DateTimeField(_("at"))
    sequence = models.BigIntegerField(_("place in the chain"), null=True, blank=True, unique=True)
    previous_seal = models.CharField(_("seal before it"), max_length=64, null=True, blank=True)  # noqa: DJ001 - empty until sealed, then filled for good
    seal = models.CharField(_("seal"), max_length=64, null=True, blank=True)  # noqa: DJ001 - likewise

    triggers = [AppendOnly(may_fill=("sequence", "previous_seal", "seal"))]

    class Meta:
        verbose_name = _("look by staff")
        verbose_name_plural = _("looks by staff")
        permissions = [("audit_pseudonyms", _("Reads pseudonyms in the place of people"))]
        indexes = [
            models.Index(fields=["subject", "at"], name="look_of_subject"),
            models.Index(fields=["at"], name="look_by_age"),
            models.Index(fields=["id"], condition=Q(seal=None), name="look_unsealed"),
            models.Index(fields=["actor"], condition=Q(actor__isnull=False), name="look_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.place}"
