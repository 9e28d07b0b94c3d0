"""A copy of everything that we hold about somebody."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from d4d.foundation.handouts import Handout
from privacy.models.requests import Request


class ExportArchive(Handout):
    """A copy of their data that somebody asked for; the parts are tables."""

    subject = models.UUIDField(_("person"))
    request = models.ForeignKey(
        Request,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="exports",
        verbose_name=_("privacy request"),
    )
    fetched_at = models.DateTimeField(_("fetched"), null=True, blank=True)

    class Meta(Handout.Meta):
        verbose_name = _("copy of data")
        verbose_name_plural = _("copies of data")
        constraints = [
            *Handout.Meta.constraints,
            models.UniqueConstraint(
                fields=["subject"], condition=Q(state__in=Handout.UNDER_WAY), name="export_one_under_way"
            ),
        ]
        indexes = [
            *Handout.Meta.indexes,
            models.Index(fields=["subject", "wanted_at"], name="export_of_subject"),
        ]
