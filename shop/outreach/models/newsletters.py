"""A newsletter, and how far it is with each of its readers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Newsletter(models.Model):
    """News in the words of the staff, for whoever may be told when it leaves."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SENDING = "sending", _("being sent")
        PAUSED = "paused", _("paused")
        STOPPED = "stopped", _("stopped")
        DONE = "done", _("sent")

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")
        SMS = "sms", _("text message")

    MOVES = {
        State.DRAFT: (State.SENDING, State.STOPPED),
        State.SENDING: (State.PAUSED, State.STOPPED, State.DONE),
        State.PAUSED: (State.SENDING, State.STOPPED),
        State.STOPPED: (),
        State.DONE: (),
    }

    name = models.CharField(_("name for ourselves"), max_length=80)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT)
    channel = models.CharField(_("channel"), max_length=5, choices=Channel.choices)
    subject_nl = models.CharField(_("subject (Dutch)"), max_length=120, blank=True)
    body_nl = models.TextField(_("text (Dutch)"))
    subject_en = models.CharField(_("subject (English)"), max_length=120, blank=True)
    body_en = models.TextField(_("text (English)"))
    segment = models.JSONField(_("for whom"), default=dict, blank=True)
    made_by = models.UUIDField(_("made by"), null=True, blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    is_gathered = models.BooleanField(_("readers are known"), default=False)
    turn = models.PositiveIntegerField(_("turn"), default=0)

    class Meta:
        verbose_name = _("newsletter")
        verbose_name_plural = _("newsletters")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "sending", "paused", "stopped", "done"]),
                name="newsletter_state",
            ),
            models.CheckConstraint(condition=Q(channel__in=["email", "sms"]), name="newsletter_channel"),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="newsletter_by_state"),
            models.Index(fields=["made_by"], condition=Q(made_by__isnull=False), name="newsletter_by_maker"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        """Whether its words and readers can still be changed."""
        return self.state == self.State.DRAFT

    def subject_in(self, language: str) -> str:
        """The subject as readers of a language see it."""
        return self.subject_en if language == "en" else self.subject_nl

    def body_in(self, language: str) -> str:
        """The text as readers of a language see it."""
        return self.body_en if language == "en" else self.body_nl


class RecipientQuerySet(models.QuerySet["Recipient"]):
    """Questions about readers."""

    def waiting(self) -> "RecipientQuerySet":
        """Whose message has not left, oldest first."""
        return self.filter(state=Recipient.State.WAITING).order_by("pk")

    def in_flight(self) -> "RecipientQuerySet":
        """Whose message was taken in hand; nobody has said yet how that ended."""
        return self.filter(state=Recipient.State.SENDING)

    def in_doubt(self) -> "RecipientQuerySet":
        """Whose message may have left when something broke: it is never sent again."""
        return self.filter(state=Recipient.State.UNKNOWN)


class Recipient(models.Model):
    """One person who might be told, and what became of it; no address is kept here."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        SKIPPED = "skipped", _("may not be reached any more")
        REFUSED = "refused", _("refused by the provider")
        UNKNOWN = "unknown", _("in flight when something broke: not sent again")

    newsletter = models.ForeignKey(
        Newsletter, models.CASCADE, related_name="recipients", verbose_name=_("newsletter")
    )
    subject = models.UUIDField(_("person"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    taken_at = models.DateTimeField(_("taken in hand"), null=True, blank=True)

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader")
        verbose_name_plural = _("readers")
        constraints = [
            models.UniqueConstraint(fields=["newsletter", "subject"], name="recipient_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "sent", "skipped", "refused", "unknown"]),
                name="recipient_state",
            ),
        ]
        indexes = [
            models.Index(fields=["newsletter", "state", "id"], name="recipient_by_state"),
            models.Index(fields=["subject"], name="recipient_of_subject"),
            models.Index(fields=["id"], condition=Q(state="unknown"), name="recipient_in_doubt"),
        ]

    def __str__(self) -> str:
        return f"{self.newsletter_id}/{self.pk}"

    @property
    def key(self) -> str:
        """The business key of the message: it leaves at most once."""
        return f"newsletter:{self.pk}"
