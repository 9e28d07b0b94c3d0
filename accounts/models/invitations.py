"""Colleagues who were asked to join, and did not answer yet."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.practices import Membership, Practice


class Invitation(models.Model):
    """A colleague is asked to join a practice; single use, seven days."""

    practice = models.ForeignKey(
        Practice, models.CASCADE, related_name="invitations", verbose_name=_("practice")
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=12, choices=Membership.Role.choices)
    token_hash = models.CharField(_("token"), max_length=64, unique=True)
    invited_by = models.UUIDField(_("invited by"), null=True, blank=True)
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        indexes = [
            models.Index(fields=["practice", "created_at"], name="invitation_of_practice"),
            models.Index(fields=["invited_by"], name="invitation_by_person", condition=~Q(invited_by=None)),
        ]

    def __str__(self) -> str:
        return f"{_('invitation')} {self.pk}"
