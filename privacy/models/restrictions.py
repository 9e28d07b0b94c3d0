"""Data that is only kept for now, and uses to which somebody objected."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy.models.requests import Request
from privacy.vocabulary import RESTRICTION_GROUNDS


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    """Questions about restrictions."""

    def in_force(self) -> "RestrictionQuerySet":
        """Restrictions that were not lifted."""
        return self.filter(lifted_at=None)

    def of(self, subject: UUID) -> "RestrictionQuerySet":
        """Everything about one person."""
        return self.filter(subject=subject)


class Restriction(models.Model):
    """Somebody's data is stored and not used, but for legal duties and claims (GDPR art. 18)."""

    subject = models.UUIDField(_("person"))
    ground = models.CharField(_("ground"), max_length=1, choices=list(RESTRICTION_GROUNDS.items()))
    request = models.ForeignKey(
        Request,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="restrictions",
        verbose_name=_("privacy request"),
    )
    began_at = models.DateTimeField(_("since"))
    lifting_reason = models.TextField(_("reason of the lifting"), blank=True)
    announced_at = models.DateTimeField(_("lifting announced"), null=True, blank=True)
    notice_sent_at = models.DateTimeField(_("person was told"), null=True, blank=True)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        verbose_name = _("restriction")
        verbose_name_plural = _("restrictions")
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_at=None) | Q(notice_sent_at__isnull=False),
                name="restriction_told_before_lifted",
            ),
            models.UniqueConstraint(
                fields=["subject", "ground"], condition=Q(lifted_at=None), name="restriction_once_per_ground"
            ),
        ]
        indexes = [models.Index(fields=["subject"], name="restriction_of_subject")]

    def __str__(self) -> str:
        return f"{_('restriction')} {self.pk}"

    @property
    def state(self) -> str:
        """How far it is, as a badge says it."""
        if self.lifted_at:
            return "closed"
        return "restricted"


class Objection(models.Model):
    """Somebody objected to a use that rests on our interest: it stops, until it is weighed."""

    subject = models.UUIDField(_("person"))
    purpose = models.CharField(_("purpose"), max_length=30)
    request = models.ForeignKey(
        Request, models.PROTECT, related_name="objections", verbose_name=_("privacy request")
    )
    since = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "purpose"], condition=Q(ended_at=None), name="objection_once_per_purpose"
            )
        ]

    def __str__(self) -> str:
        return f"{_('objection')} {self.pk}"
