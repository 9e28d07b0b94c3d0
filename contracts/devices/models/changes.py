"""What happened to a device itself: added, changed, moved. Says what changed, never into what."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.devices.models.devices import Device
from d4d.foundation import clock


class DeviceChange(models.Model):
    """One step in the life of a device: the names of the changed columns, the day, and who did it."""

    class Kind(models.TextChoices):
        ADDED = "added", _("Added to your devices")
        BROUGHT = "brought", _("Delivered by us")
        CHANGED = "changed", _("Data changed")
        RETIRED = "retired", _("Taken out of use")
        BACK = "back", _("Back in use")
        TAKEN_OVER = "taken_over", _("Moved to another practice")
        MERGED = "merged", _("Joined with a second entry of the same device")

    device = models.ForeignKey(Device, models.CASCADE, related_name="changes", verbose_name=_("device"))
    kind = models.CharField(_("what happened"), max_length=10, choices=Kind.choices)
    fields = models.JSONField(_("changed columns"), default=list, blank=True)
    on = models.DateField(_("day"), default=clock.today)
    at = models.DateTimeField(_("written down"), auto_now_add=True)
    actor = models.UUIDField(_("by"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of a device")
        verbose_name_plural = _("changes of devices")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=["added", "brought", "changed", "retired", "back", "taken_over", "merged"]
                ),
                name="devicechange_kind",
            )
        ]
        indexes = [
            models.Index(fields=["device", "id"], name="devicechange_of_device"),
            models.Index(fields=["actor"], name="devicechange_by_actor", condition=~Q(actor=None)),
        ]

    def __str__(self) -> str:
        return f"{self.device_id}: {self.kind}"
