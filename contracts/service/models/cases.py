"""Somebody asks us something: one case, whatever way it came, until it is solved."""

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Practice
from contracts.devices.models import Device
from d4d.foundation import clock
from shop.orders.models import Order


def attachment_name(_row: object, filename: str) -> str:
    """Where an attachment is kept: under a name that says nothing about anybody."""
    return f"service/cases/{uuid4().hex}.{filename.rpartition('.')[2]}"


class CaseQuerySet(models.QuerySet["Case"]):
    """Questions about cases."""

    def seen_by(self, membership: Membership) -> "CaseQuerySet":
        """One's own; who orders for the practice sees those of all its people."""
        of_practice = self.filter(practice=membership.practice)
        if membership.may_settle:
            return of_practice
        return of_practice.filter(person=membership.user.subject.uuid)

    def for_us(self) -> "CaseQuerySet":
        """Those in which the customer waits for an answer."""
        return self.filter(state__in=Case.FOR_US)

    def overdue(self, now: datetime) -> "CaseQuerySet":
        """Those in which the answer is late."""
        return self.for_us().filter(due_at__lt=now)

    def silent_since(self, moment: datetime) -> "CaseQuerySet":
        """Those in which the customer was to answer, and nothing was said after a moment."""
        return self.filter(state=Case.State.WAITING_FOR_CUSTOMER).exclude(messages__at__gt=moment)

    def without_owner(self) -> "CaseQuerySet":
        """Those that nobody has taken on yet."""
        return self.for_us().filter(owner=None)


class Case(models.Model):
    """A question or problem of a customer, with everything that was said about it.

    `channel` is the way it came. `person` is the subject of who asked, where they are known. `due_at` is
    when our next answer should be there, counted in working hours; empty while the customer's turn lasts.
    """

    class State(models.TextChoices):
        NEW = "new", _("new")
        WAITING_FOR_US = "waiting_for_us", _("waiting for us")
        WAITING_FOR_CUSTOMER = "waiting_for_customer", _("waiting for you")
        SOLVED = "solved", _("solved")

    class Channel(models.TextChoices):
        FORM = "form", _("contact form")
        MAIL = "mail", _("e-mail")
        PHONE = "phone", _("telephone")
        ACCOUNT = "account", _("account")

    FOR_US = (State.NEW, State.WAITING_FOR_US)
    MOVES = {
        State.NEW: (State.WAITING_FOR_US, State.WAITING_FOR_CUSTOMER, State.SOLVED),
        State.WAITING_FOR_US: (State.WAITING_FOR_CUSTOMER, State.SOLVED),
        State.WAITING_FOR_CUSTOMER: (State.WAITING_FOR_US, State.SOLVED),
        State.SOLVED: (State.WAITING_FOR_US,),
    }

    number = models.CharField(_("number"), max_length=14, unique=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.NEW)
    channel = models.CharField(_("received by"), max_length=8, choices=Channel.choices)
    about = models.CharField(_("about"), max_length=120)
    practice = models.ForeignKey(
        Practice, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("practice")
    )
    person = models.UUIDField(_("person"), null=True, blank=True)
    order = models.ForeignKey(
        Order, models.SET_NULL, null=True, blank=True, related_name="cases", verbose_name=_("order")
    )
    device = models.ForeignKey(
        Device, models.SET_NULL, null=True, blank=True, related_name="cases", verbose_name=_("device")
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=2, default="nl")
    owner = models.UUIDField(_("who sees to it"), null=True, blank=True)
    received_at = models.DateTimeField(_("received at"))
    due_at = models.DateTimeField(_("answer before"), null=True, blank=True)
    first_answered_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["new", "waiting_for_us", "waiting_for_customer", "solved"]),
                name="case_state",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["form", "mail", "phone", "account"]), name="case_channel"
            ),
            models.CheckConstraint(
                condition=~Q(state="solved") | Q(closed_at__isnull=False), name="case_solved_has_a_moment"
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "-id"], name="case_of_practice"),
            models.Index(fields=["state", "due_at"], name="case_by_state"),
            models.Index(fields=["due_at", "-id"], name="case_by_due"),
            models.Index(
                fields=["due_at", "-id"],
                name="case_for_us",
                condition=Q(state__in=["new", "waiting_for_us"]),
            ),
            models.Index(fields=["email"], name="case_by_email", condition=~Q(email="")),
            models.Index(fields=["person"], name="case_by_person", condition=~Q(person=None)),
            models.Index(fields=["owner"], name="case_by_owner", condition=~Q(owner=None)),
            models.Index(fields=["closed_at"], name="case_closed", condition=~Q(closed_at=None)),
        ]

    def __str__(self) -> str:
        return self.number

    def standing(self, now: datetime | None = None) -> str:
        """How it stands with the clock: overdue or due_soon while we must answer, else its state."""
        if self.state not in self.FOR_US or self.due_at is None:
            return str(self.state)
        return "overdue" if (now or clock.now()) > self.due_at else "due_soon"


class CaseMessage(models.Model):
    """What was said: by the customer, or by us to the customer.

    `message_id` is the Message-ID of a mail: one that came in twice is one message. A mail is proven when our
    mail server found that it really comes from the address that it names.
    """

    class Direction(models.TextChoices):
        IN = "in", _("from the customer")
        OUT = "out", _("from us")

    case = models.ForeignKey(Case, models.CASCADE, related_name="messages", verbose_name=_("question"))
    direction = models.CharField(_("direction"), max_length=3, choices=Direction.choices)
    text = models.TextField(_("text"))
    author = models.UUIDField(_("by"), null=True, blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=255, null=True, blank=True, unique=True)
    is_proven = models.BooleanField(_("sender confirmed"), default=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.CheckConstraint(condition=Q(direction__in=["in", "out"]), name="casemessage_direction")
        ]
        indexes = [models.Index(fields=["author"], name="casemessage_by_author", condition=~Q(author=None))]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.pk}"

    @property
    def is_ours(self) -> bool:
        """Whether we said it."""
        return self.direction == self.Direction.OUT


class CaseAttachment(models.Model):
    """A picture or PDF that came with a message; pictures are drawn anew, so that nothing hides in them."""

    message = models.ForeignKey(
        CaseMessage, models.CASCADE, related_name="attachments", verbose_name=_("message")
    )
    file = models.FileField(_("file"), upload_to=attachment_name)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return f"{_('attachment')} {self.pk}"


class CaseNote(models.Model):
    """What colleagues write for each other about a case; a copy of somebody's data shows it to them."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes", verbose_name=_("question"))
    text = models.TextField(_("text"))
    author = models.UUIDField(_("by"), null=True, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        indexes = [models.Index(fields=["author"], name="casenote_by_author", condition=~Q(author=None))]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.pk}"


class AnswerTemplate(models.Model):
    """An answer that we give often, in both languages."""

    title = models.CharField(_("title"), max_length=80, unique=True)
    text = models.TextField(_("text"))
    text_en = models.TextField(_("text in English"))

    class Meta:
        verbose_name = _("answer that we give often")
        verbose_name_plural = _("answers that we give often")

    def __str__(self) -> str:
        return self.title

    def in_language(self, language: str) -> str:
        """The text as its reader understands it."""
        return self.text_en if language == "en" else self.text
