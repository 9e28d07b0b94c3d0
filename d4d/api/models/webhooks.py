"""Addresses of practices that are called when something happens, and those calls."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from d4d.foundation import clock
from privacy.models import DataSubject


class News(models.TextChoices):
    """What an address can be told."""

    ORDER_PLACED = "order.placed", _("an order was placed")
    ORDER_SHIPPED = "order.shipped", _("a parcel is on its way")
    INVOICE_ISSUED = "invoice.issued", _("there is an invoice or credit note")
    INVOICE_SETTLED = "invoice.settled", _("nothing of an invoice is open any more")
    INVOICE_REOPENED = "invoice.reopened", _("something of a settled invoice is open again")


TEST = "test"
A_MINUTE = timedelta(minutes=1)
ANSWERS = {
    "no answer": _("no answer"),
    "no public address": _("no public address"),
    "switched off": _("switched off"),
}


class WebhookQuerySet(models.QuerySet["Webhook"]):
    """Questions about addresses."""

    def to_tell(self, practice_id: int) -> "WebhookQuerySet":
        """The addresses of a practice that are switched on."""
        return self.filter(practice_id=practice_id, state=Webhook.State.ACTIVE)


class Webhook(models.Model):
    """An address of a practice's software and what it wants to hear.

    `secret` signs each call and is kept sealed; for a day after it was replaced, `former_secret` signs too.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("switched on")
        PAUSED = "paused", _("switched off")

    MOVES = {State.ACTIVE: (State.PAUSED,), State.PAUSED: (State.ACTIVE,)}

    practice = models.ForeignKey(
        Practice, models.CASCADE, related_name="webhooks", verbose_name=_("practice")
    )
    url = models.URLField(_("address"), max_length=200)
    news = models.JSONField(_("hears of"), default=list)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ACTIVE)
    secret = models.TextField(_("secret"))
    former_secret = models.TextField(_("former secret"), blank=True)
    former_until = models.DateTimeField(_("former secret signs until"), null=True, blank=True)
    made_by = models.UUIDField(_("made by"), null=True, blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["active", "paused"]), name="webhook_state"),
            models.UniqueConstraint(fields=["practice", "url"], name="webhook_once_per_address"),
        ]
        indexes = [
            models.Index(fields=["made_by"], name="webhook_by_maker", condition=~Q(made_by=None)),
            models.Index(fields=["former_until"], name="webhook_by_former", condition=~Q(former_until=None)),
        ]

    def __str__(self) -> str:
        return f"{_('webhook')} {self.pk}"

    @property
    def is_active(self) -> bool:
        """Whether it is switched on."""
        return self.state == self.State.ACTIVE

    @property
    def may_be_called(self) -> bool:
        """Whether it is called: switched on, of a practice that is open and whose data may be used."""
        practice = self.practice
        is_free = practice.may_order and practice.subject.state == DataSubject.State.ACTIVE
        return self.is_active and is_free

    def news_names(self) -> list[str]:
        """What it hears of, in words."""
        return [str(News(one).label) for one in self.news]


class Call(models.Model):
    """One piece of news for one address, and how it went: which row it is about, never what is in it.

    `about` is the number of an order or invoice; the same news is told once (`occasion`).
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("to be told")
        SENT = "sent", _("told")
        FAILED = "failed", _("given up")

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="calls", verbose_name=_("webhook"))
    uuid = models.UUIDField(_("number"), default=uuid.uuid4, unique=True, editable=False)
    news = models.CharField(_("news"), max_length=20)
    about = models.CharField(_("about"), max_length=20, blank=True)
    occasion = models.CharField(_("occasion"), max_length=60)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices, default=Outcome.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    answer = models.CharField(_("answer"), max_length=60, blank=True)
    made_at = models.DateTimeField(_("made"), default=clock.now)
    tried_at = models.DateTimeField(_("last tried"), null=True, blank=True)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints = [
            models.UniqueConstraint(fields=["webhook", "occasion"], name="call_once_per_occasion"),
            models.CheckConstraint(
                condition=Q(outcome__in=["waiting", "sent", "failed"]), name="call_outcome"
            ),
        ]
        indexes = [
            models.Index(fields=["webhook", "-id"], name="call_of_webhook"),
            models.Index(fields=["made_at"], name="call_by_moment"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def is_about_to_be_told(self) -> bool:
        """Whether its first try can be expected any moment."""
        is_young = clock.now() - self.made_at < A_MINUTE
        return self.outcome == self.Outcome.WAITING and not self.tries and is_young

    def news_name(self) -> str:
        """What it tells, in words."""
        return str(News(self.news).label) if self.news in News.values else str(_("a test"))

    def answer_name(self) -> str:
        """How the address answered, in words or as its status."""
        return str(ANSWERS.get(self.answer, self.answer))
