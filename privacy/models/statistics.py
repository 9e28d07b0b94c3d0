"""How the shop is used: whether it is counted at all, who agreed, and the totals."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from d4d.foundation.triggers import AppendOnly
from privacy.models.consents import ConsentText


class StatisticsSwitch(models.Model):
    """Staff switched the counting of visits on or off; the last row is how it stands."""

    is_on = models.BooleanField(_("visits are counted, with consent"), default=False)
    reason = models.CharField(_("reason"), max_length=200)
    actor = models.UUIDField(_("by"), null=True, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("switch of the statistics")
        verbose_name_plural = _("switch of the statistics")
        indexes = [
            models.Index(
                fields=["actor"], condition=models.Q(actor__isnull=False), name="statisticsswitch_by_actor"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.is_on}"


class CookieChoice(models.Model):
    """A browser said yes or no to statistics, and the words that it was shown: the proof of it.

    The key is random and tied to nobody we know. It lies in the browser only after a yes.
    """

    key = models.UUIDField(_("random number"), default=uuid.uuid4, unique=True, editable=False)
    allows_statistics = models.BooleanField(_("agreed to statistics"))
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="+", verbose_name=_("wording"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    triggers = [AppendOnly(may_fill=("ended_at",))]

    class Meta:
        verbose_name = _("cookie choice")
        verbose_name_plural = _("cookie choices")
        indexes = [models.Index(fields=["at"], name="cookiechoice_by_age")]

    def __str__(self) -> str:
        return f"{self.pk}: {self.allows_statistics}"


class PageView(models.Model):
    """A kind of page was opened by a browser that agreed; gone the night after, in a total."""

    visit = models.UUIDField(_("random number"))
    kind = models.CharField(_("kind of page"), max_length=120)
    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("page opened")
        verbose_name_plural = _("pages opened")
        indexes = [
            models.Index(fields=["visit"], name="pageview_of_visit"),
            models.Index(fields=["day", "kind"], name="pageview_of_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class PageCount(models.Model):
    """How often a kind of page was opened on a day; totals of few visits are not told apart."""

    day = models.DateField(_("day"))
    kind = models.CharField(_("kind of page"), max_length=120)
    views = models.PositiveIntegerField(_("times opened"))

    class Meta:
        verbose_name = _("use of the site")
        verbose_name_plural = _("use of the site")
        constraints = [models.UniqueConstraint(fields=["day", "kind"], name="pagecount_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}: {self.views}"
