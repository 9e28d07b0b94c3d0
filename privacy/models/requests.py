"""What people ask of us about their data, and every step of the answer."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from d4d.foundation.triggers import AppendOnly
from privacy import words

SOON_DAYS = 7


class RequestQuerySet(models.QuerySet["Request"]):
    """Questions about requests."""

    def running(self) -> "RequestQuerySet":
        """Requests without an answer."""
        return self.filter(closed_at=None)

    def overdue(self, today: date) -> "RequestQuerySet":
        """Requests whose last day is over, while the clock was not standing still."""
        return self.running().filter(due_on__lt=today, paused_on=None)


class Request(models.Model):
    """Somebody uses one of their rights, or complains, or asks: with its legal clock."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("access")
        COPY = "copy", _("copy")
        PORTABILITY = "portability", _("data portability")
        CORRECTION = "correction", _("correction")
        ERASURE = "erasure", _("erasure")
        RESTRICTION = "restriction", _("restriction")
        OBJECTION = "objection", _("objection")
        COMPLAINT = "complaint", _("complaint")
        QUESTION = "question", _("question")

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        IDENTIFYING = "identifying", _("waiting for proof of identity")
        GRANTED = "granted", _("granted")
        PARTLY = "partly_granted", _("partly granted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Source(models.TextChoices):
        ACCOUNT = "account", _("account")
        FORM = "form", _("form on the site")
        MAIL = "mail", _("e-mail")
        PHONE = "phone", _("telephone")
        PAPER = "paper", _("paper")
        STAFF = "staff", _("staff")

    class Identity(models.TextChoices):
        UNKNOWN = "", _("not established")
        SIGNED_IN = "signed_in", _("signed in")
        LINK_AND_FACT = "link_and_fact", _("link to the mailbox on file and a second fact")
        RECOGNISED = "recognised", _("recognised by us")

    _DECIDED = (State.GRANTED, State.PARTLY, State.REFUSED, State.WITHDRAWN)
    MOVES = {
        State.RECEIVED: (State.IDENTIFYING, *_DECIDED),
        State.IDENTIFYING: (State.RECEIVED, *_DECIDED),
        State.GRANTED: (),
        State.PARTLY: (),
        State.REFUSED: (),
        State.WITHDRAWN: (),
    }

    number = models.CharField(_("number"), max_length=12, unique=True)
    subject = models.UUIDField(_("person"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    about = models.CharField(_("about"), max_length=30, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.RECEIVED)
    source = models.CharField(_("received by"), max_length=8, choices=Source.choices)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=2, default="nl")
    text = models.TextField(_("question"), blank=True)
    statement = models.TextField(_("what must stand beside the data"), blank=True)
    identity = models.CharField(_("identity"), max_length=16, choices=Identity.choices, blank=True)
    received_at = models.DateTimeField(_("received"))
    due_on = models.DateField(_("answer before or on"))
    original_due_on = models.DateField(_("original date"))
    paused_on = models.DateField(_("clock stands still since"), null=True, blank=True)
    extended_on = models.DateField(_("extended"), null=True, blank=True)
    extension_reason = models.TextField(_("reason of the extension"), blank=True)
    article = models.CharField(_("article of law"), max_length=60, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("privacy request")
        verbose_name_plural = _("privacy requests")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind", "about"],
                condition=Q(closed_at=None, subject__isnull=False),
                name="request_one_running",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "received",
                        "identifying",
                        "granted",
                        "partly_granted",
                        "refused",
                        "withdrawn",
                    ]
                ),
                name="request_state",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, state__in=["received", "identifying"])
                | Q(
                    closed_at__isnull=False,
                    state__in=["granted", "partly_granted", "refused", "withdrawn"],
                ),
                name="request_closed_when_decided",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "received_at"], name="request_of_subject"),
            models.Index(fields=["due_on"], condition=Q(closed_at=None), name="request_running"),
            models.Index(fields=["-closed_at", "due_on", "id"], name="request_open_first"),
            models.Index(fields=["email"], condition=~Q(email=""), name="request_by_email"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_running(self) -> bool:
        """Whether somebody still waits for our answer."""
        return self.closed_at is None

    @property
    def law(self) -> str:
        """The article on which the answer rests, as the reader's language calls it."""
        return words.law(self.article)

    @property
    def days_left(self) -> int:
        """Days until the last day; negative when it is over."""
        return (self.due_on - clock.today()).days

    @property
    def standing(self) -> str:
        """How it stands with the clock: a decision, paused, overdue, due_soon or open."""
        if not self.is_running:
            return self.state
        if self.paused_on:
            return "paused"
        if self.days_left < 0:
            return "overdue"
        return "due_soon" if self.days_left <= SOON_DAYS else "open"


class RequestEvent(models.Model):
    """A step of a request: what, when, by whom; no words of anybody."""

    request = models.ForeignKey(
        Request, models.PROTECT, related_name="events", verbose_name=_("privacy request")
    )
    what = models.CharField(_("step"), max_length=30)
    detail = models.CharField(_("detail"), max_length=80, blank=True)
    actor = models.UUIDField(_("by"), null=True, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("step of a privacy request")
        verbose_name_plural = _("steps of privacy requests")
        indexes = [
            models.Index(fields=["actor"], condition=Q(actor__isnull=False), name="requestevent_by_actor")
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.what}"
