"""A list that somebody of the staff took out of the house: what for, which columns, how many rows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from d4d.foundation.handouts import Handout
from privacy.vocabulary.staff import staff_roles

MOST_NARROWED = 300


class ListExport(Handout):
    """An export of a list of the desk: the file goes after some days, that it was made stays on record.

    `narrowed` is how the list was filtered, `done` and `total` count rows.
    """

    asked_by = models.UUIDField(_("asked for by"), null=True, blank=True)
    role = models.CharField(_("role"), max_length=40, blank=True, choices=staff_roles)
    table = models.CharField(_("list"), max_length=60)
    columns = models.JSONField(_("columns"), default=list)
    narrowed = models.CharField(_("narrowed to"), max_length=MOST_NARROWED, blank=True)
    purpose = models.CharField(_("what for"), max_length=40)
    reason = models.CharField(_("reason"), max_length=120)
    fetched_at = models.DateTimeField(_("fetched"), null=True, blank=True)

    class Meta(Handout.Meta):
        verbose_name = _("exported list")
        verbose_name_plural = _("exported lists")
        permissions = [("export_lists", _("Takes lists out of the house"))]
        constraints = [
            *Handout.Meta.constraints,
            models.UniqueConstraint(
                fields=["asked_by", "table"],
                condition=Q(state__in=Handout.UNDER_WAY),
                name="listexport_one_under_way",
            ),
        ]
        indexes = [
            *Handout.Meta.indexes,
            models.Index(fields=["asked_by", "-wanted_at"], name="listexport_of_asker"),
        ]
