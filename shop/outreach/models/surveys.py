"""Who was asked how satisfied they are, and what was answered: two piles that nothing ties together."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What people are asked about."""

    DELIVERY = "delivery", _("a delivery")
    CASE = "case", _("a question that was solved")


class Invitation(models.Model):
    """Somebody was asked for an opinion; says nothing of whether they answered."""

    subject = models.UUIDField(_("person"))
    kind = models.CharField(_("about"), max_length=8, choices=Kind.choices)
    occasion = models.CharField(_("occasion"), max_length=40, unique=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("invitation to give an opinion")
        verbose_name_plural = _("invitations to give an opinion")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["delivery", "case"]), name="surveyinvitation_kind")
        ]
        indexes = [
            models.Index(fields=["subject", "at"], name="surveyinvitation_of_person"),
            models.Index(fields=["at"], name="surveyinvitation_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class Key(models.Model):
    """A key with which one opinion can be given, until it is used or out of date; it names nobody."""

    mark = models.CharField(_("fingerprint"), max_length=64, primary_key=True)
    kind = models.CharField(_("about"), max_length=8, choices=Kind.choices)
    good_until = models.DateField(_("good until"))

    class Meta:
        verbose_name = _("key to give an opinion")
        verbose_name_plural = _("keys to give an opinion")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["delivery", "case"]), name="surveykey_kind")
        ]
        indexes = [models.Index(fields=["good_until"], name="surveykey_by_age")]

    def __str__(self) -> str:
        return self.get_kind_display()


class Answer(models.Model):
    """An opinion of nobody in particular: figures and a month.

    Its number is random, so that not even the order of coming in is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("about"), max_length=8, choices=Kind.choices)
    month = models.DateField(_("month"))
    score = models.PositiveSmallIntegerField(_("satisfied"))
    would_recommend = models.PositiveSmallIntegerField(_("would recommend us"), null=True, blank=True)

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["delivery", "case"]), name="surveyanswer_kind"),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="surveyanswer_score"),
            models.CheckConstraint(
                condition=Q(would_recommend=None) | Q(would_recommend__lte=10), name="surveyanswer_recommend"
            ),
        ]
        indexes = [models.Index(fields=["kind", "month"], name="surveyanswer_of_month")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.month:%Y-%m}"
