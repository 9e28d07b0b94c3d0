"""Who may be reached for what, how that came about, and the proof of it."""

from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from d4d.foundation.triggers import AppendOnly
from privacy.vocabulary import Channel

CHANNELS = [
    (Channel.EMAIL, _("e-mail")),
    (Channel.SMS, _("text message")),
    (Channel.PHONE, _("telephone")),
    (Channel.SITE, _("this site")),
    (Channel.PARTNERS, _("partners")),
]


class ConsentText(models.Model):
    """The exact words that people saw when they chose; another wording is another version."""

    code = models.CharField(_("text"), max_length=40)
    version = models.PositiveIntegerField(_("version"))
    locale = models.CharField(_("language"), max_length=5)
    text = models.TextField(_("wording"))
    sha256 = models.CharField("SHA-256", max_length=64)
    made_at = models.DateTimeField(_("in use since"), auto_now_add=True)

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        constraints = [
            models.UniqueConstraint(fields=["code", "locale", "version"], name="consenttext_version"),
            models.UniqueConstraint(fields=["code", "locale", "sha256"], name="consenttext_wording"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.locale} {self.version}"


class ConsentEventQuerySet(models.QuerySet["ConsentEvent"]):
    """Questions about the ledger."""

    def unsealed(self) -> "ConsentEventQuerySet":
        """What was written since the sealer last came by, oldest first."""
        return self.filter(seal=None).order_by("pk")

    def chain(self) -> "ConsentEventQuerySet":
        """The sealed rows in the order of their seals."""
        return self.exclude(seal=None).order_by("sequence")


class ConsentEvent(models.Model):
    """Somebody chose something about one purpose on one channel; written once, sealed soon after.

    No personal data: an identity without a name, codes, and which words were shown.
    """

    class Action(models.TextChoices):
        GIVEN = "given", _("consent given")
        WITHDRAWN = "withdrawn", _("consent withdrawn")
        OBJECTED = "objected", _("objected")
        OFFERED = "offered", _("could object and did not")
        SOLD = "sold", _("became a customer")

    class Source(models.TextChoices):
        ACCOUNT = "account", _("account")
        REGISTRATION = "registration", _("registration")
        CHECKOUT = "checkout", _("checkout")
        ORDER = "order", _("order")
        LINK = "link", _("link in a message")
        ONE_CLICK = "one_click", _("button of the mail program")
        SMS = "sms", _("reply by text message")
        STAFF = "staff", _("staff on request")
        REQUEST = "request", _("privacy request")
        COOKIES = "cookies", _("cookie choice")
        IMPORT = "import", _("list from before")
        PROVIDER = "provider", _("report of the mail provider")

    subject = models.UUIDField(_("person"))
    purpose = models.CharField(_("purpose"), max_length=30)
    channel = models.CharField(_("channel"), max_length=10, choices=CHANNELS)
    action = models.CharField(_("what happened"), max_length=10, choices=Action.choices)
    text = models.ForeignKey(
        ConsentText, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("wording")
    )
    source = models.CharField(_("by way of"), max_length=12, choices=Source.choices)
    actor = models.UUIDField(_("by"), null=True, blank=True)
    occasion = models.CharField(_("occasion"), max_length=80, blank=True)
    at = models.DateTimeField(_("at"))
    sequence = models.BigIntegerField(_("place in the chain"), null=True, blank=True, unique=True)
    previous_seal = models.CharField(_("seal before it"), max_length=64, null=True, blank=True)  # noqa: DJ001 - empty until sealed, then filled for good
    seal = models.CharField(_("seal"), max_length=64, null=True, blank=True)  # noqa: DJ001 - likewise

    objects = ConsentEventQuerySet.as_manager()
    triggers = [AppendOnly(may_fill=("sequence", "previous_seal", "seal"))]

    class Meta:
        verbose_name = _("consent ledger row")
        verbose_name_plural = _("consent ledger")
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=["given", "withdrawn", "objected", "offered", "sold"]),
                name="consentevent_action",
            ),
            models.CheckConstraint(
                condition=Q(action__in=["withdrawn", "objected", "sold"]) | Q(text__isnull=False),
                name="consentevent_words_shown",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "purpose", "channel", "id"], name="consentevent_of_subject"),
            models.Index(fields=["id"], condition=Q(seal=None), name="consentevent_unsealed"),
            models.Index(fields=["occasion"], condition=~Q(occasion=""), name="consentevent_by_occasion"),
            models.Index(fields=["actor"], condition=Q(actor__isnull=False), name="consentevent_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.purpose} {self.channel} {self.action}"


class ConsentEvidence(models.Model):
    """Where a choice was made, beside the chain so that it can go earlier."""

    event = models.OneToOneField(
        ConsentEvent, models.CASCADE, related_name="evidence", verbose_name=_("consent ledger row")
    )
    subject = models.UUIDField(_("person"))
    form = models.CharField(_("form"), max_length=40)
    network = models.CharField(_("network (shortened address)"), max_length=43, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("evidence of a choice")
        verbose_name_plural = _("evidence of choices")
        indexes = [
            models.Index(fields=["subject"], name="consentevidence_of_subject"),
            models.Index(fields=["at"], name="consentevidence_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.form}"


class ConsentStateQuerySet(models.QuerySet["ConsentState"]):
    """Questions about standings."""

    def of(self, subject: UUID) -> "ConsentStateQuerySet":
        """Everything that somebody chose."""
        return self.filter(subject=subject)

    def reachable(self, purpose: str, channel: str, since: datetime) -> "ConsentStateQuerySet":
        """Whom a mailing may be made for; the gate is asked again for each when it is sent."""
        return self.filter(
            purpose=purpose, channel=channel, standing__in=ConsentState.REACHED, changed_at__gte=since
        )


class ConsentState(models.Model):
    """How it stands now with one purpose on one channel; made from the ledger, and made again at will."""

    class Standing(models.TextChoices):
        GIVEN = "given", _("consent given")
        CUSTOMER = "customer", _("customer who did not object")
        OFFERED = "offered", _("could object and did not")
        WITHDRAWN = "withdrawn", _("consent withdrawn")
        OBJECTED = "objected", _("objected")

    REACHED = (Standing.GIVEN, Standing.CUSTOMER)

    subject = models.UUIDField(_("person"))
    purpose = models.CharField(_("purpose"), max_length=30)
    channel = models.CharField(_("channel"), max_length=10, choices=CHANNELS)
    standing = models.CharField(_("standing"), max_length=10, choices=Standing.choices)
    event = models.BigIntegerField(_("consent ledger row"))
    changed_at = models.DateTimeField(_("since"))

    objects = ConsentStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(fields=["subject", "purpose", "channel"], name="consentstate_once"),
            models.CheckConstraint(
                condition=Q(standing__in=["given", "customer", "offered", "withdrawn", "objected"]),
                name="consentstate_standing",
            ),
        ]
        indexes = [
            models.Index(fields=["purpose", "channel", "standing", "id"], name="consentstate_to_reach")
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.purpose} {self.channel} {self.standing}"


class Suppression(models.Model):
    """An address or number that is left alone; kept as a fingerprint, also after its owner was erased."""

    mark = models.CharField(_("fingerprint"), max_length=64)
    channel = models.CharField(_("channel"), max_length=10, choices=CHANNELS)
    purpose = models.CharField(_("purpose"), max_length=30)
    at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("address left alone")
        verbose_name_plural = _("addresses left alone")
        constraints = [
            models.UniqueConstraint(fields=["mark", "channel", "purpose"], name="suppression_once")
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.purpose} {self.channel}"


class MessageQuerySet(models.QuerySet["Message"]):
    """Questions about messages."""

    def in_doubt(self) -> "MessageQuerySet":
        """Whatever was in flight when something broke; it is not sent again."""
        return self.filter(state=Message.State.SENDING)


class Message(models.Model):
    """A letter or text message that somebody got because they chose so; sent at most once.

    Its number, signed, is the key to the page that ends it.
    """

    class State(models.TextChoices):
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")

    key = models.CharField(_("key"), max_length=120, unique=True)
    subject = models.UUIDField(_("person"), null=True, blank=True)
    purpose = models.CharField(_("purpose"), max_length=30)
    channel = models.CharField(_("channel"), max_length=10, choices=CHANNELS)
    mark = models.CharField(_("fingerprint"), max_length=64)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.SENDING)
    at = models.DateTimeField(_("at"))

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message on consent")
        verbose_name_plural = _("messages on consent")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["sending", "sent"]), name="message_state")
        ]
        indexes = [
            models.Index(fields=["subject", "at"], name="message_of_subject"),
            models.Index(fields=["mark"], name="message_by_mark"),
            models.Index(fields=["state", "id"], name="message_by_state"),
            models.Index(fields=["at"], name="message_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.purpose} {self.channel}"
