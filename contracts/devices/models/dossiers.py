"""The inspection dossier that a practice asked for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from d4d.foundation.handouts import Handout


class Dossier(Handout):
    """All papers of all devices of a practice as one file; the parts are its devices."""

    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="dossiers", verbose_name=_("practice")
    )
    asked_by = models.UUIDField(_("asked for by"), null=True, blank=True)

    class Meta(Handout.Meta):
        verbose_name = _("inspection dossier")
        verbose_name_plural = _("inspection dossiers")
        constraints = [
            *Handout.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice"], condition=Q(state__in=Handout.UNDER_WAY), name="dossier_one_under_way"
            ),
        ]
        indexes = [
            *Handout.Meta.indexes,
            models.Index(fields=["practice", "wanted_at"], name="dossier_of_practice"),
            models.Index(fields=["asked_by"], name="dossier_by_person", condition=~Q(asked_by=None)),
        ]
