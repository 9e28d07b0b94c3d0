"""Tables of the ground floor. People and actors appear here as subject UUIDs only."""

from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock, reasons
from d4d.foundation.triggers import AppendOnly


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Questions about the outbox."""

    def open(self) -> "DeliveryQuerySet":
        """Neither delivered nor given up."""
        return self.filter(done_at=None, dead_at=None)

    def due(self, now: datetime) -> "DeliveryQuerySet":
        """What may be passed on now, oldest first."""
        return self.open().filter(available_at__lte=now).order_by("available_at", "pk")

    def late(self, before: datetime) -> "DeliveryQuerySet":
        """Wanted before a moment and still not delivered, whatever has been tried."""
        return self.open().filter(wanted_at__lt=before).order_by("wanted_at")

    def dead(self) -> "DeliveryQuerySet":
        """What waits for somebody of the staff."""
        return self.exclude(dead_at=None)


class Delivery(models.Model):
    """One piece of news on its way to one subscriber; delivered at least once."""

    key = models.CharField(_("key"), max_length=250, unique=True)
    topic = models.CharField(_("topic"), max_length=80)
    handler = models.CharField(_("subscriber"), max_length=150)
    queue = models.CharField(_("queue"), max_length=20)
    payload = models.JSONField(_("ids"))
    created_at = models.DateTimeField(_("published"), auto_now_add=True)
    wanted_at = models.DateTimeField(_("wanted"), default=clock.now)
    available_at = models.DateTimeField(_("not before"))
    generation = models.PositiveIntegerField(_("generation"), default=1)
    attempts = models.PositiveIntegerField(_("tries"), default=0)
    leased_until = models.DateTimeField(_("in hand until"), null=True, blank=True)
    done_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    dead_at = models.DateTimeField(_("given up"), null=True, blank=True)
    last_error = models.CharField(_("reason"), max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = [
            models.Index(
                fields=["available_at", "id"], name="delivery_due", condition=Q(done_at=None, dead_at=None)
            ),
            models.Index(
                fields=["wanted_at"], name="delivery_waiting", condition=Q(done_at=None, dead_at=None)
            ),
            models.Index(fields=["dead_at"], name="delivery_dead", condition=~Q(dead_at=None)),
            models.Index(fields=["done_at"], name="delivery_done", condition=~Q(done_at=None)),
        ]

    def __str__(self) -> str:
        return self.key


class StateChange(models.Model):
    """Who moved what from which state to which, and when; never changed afterwards."""

    kind = models.CharField(_("kind"), max_length=60)
    row_id = models.BigIntegerField(_("row"))
    came_from = models.CharField(_("from"), max_length=40, blank=True)
    went_to = models.CharField(_("to"), max_length=40)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    actor = models.UUIDField(_("by"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("state change")
        verbose_name_plural = _("state changes")
        indexes = [
            models.Index(fields=["kind", "row_id", "id"], name="statechange_of_row"),
            models.Index(fields=["row_id"], name="statechange_by_number"),
            models.Index(fields=["actor"], name="statechange_by_actor", condition=~Q(actor=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}: {self.came_from} → {self.went_to}"

    @property
    def why(self) -> str:
        """The reason as its reader understands it."""
        return reasons.in_words(self.reason)


class Counter(models.Model):
    """The last number given out in a series."""

    series = models.CharField(_("series"), max_length=40, unique=True)
    value = models.BigIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("counter")
        verbose_name_plural = _("counters")

    def __str__(self) -> str:
        return f"{self.series}: {self.value}"


class PurgeGate(models.Model):
    """One row that lets a lawful purge pass the triggers, opened and closed in one transaction."""

    is_open = models.BooleanField(_("open"), default=False)

    class Meta:
        verbose_name = _("purge gate")
        verbose_name_plural = _("purge gate")

    def __str__(self) -> str:
        return "open" if self.is_open else "closed"


class BackupMade(models.Model):
    """A backup was made; staff see from this how old the last one is."""

    name = models.CharField(_("backup"), max_length=40, unique=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    size = models.BigIntegerField(_("bytes"))

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("backup")
        verbose_name_plural = _("backups")
        indexes = [models.Index(fields=["made_at"], name="backup_by_age")]

    def __str__(self) -> str:
        return self.name


class Restoration(models.Model):
    """This database came out of a backup; the house stands still until both moments are filled in."""

    backup = models.CharField(_("backup"), max_length=40)
    taken_at = models.DateTimeField(_("taken"))
    restored_at = models.DateTimeField(_("restored"))
    replayed_at = models.DateTimeField(_("erasures repeated"), null=True, blank=True)
    reconciled_at = models.DateTimeField(_("reconciled"), null=True, blank=True)

    class Meta:
        verbose_name = _("restoration")
        verbose_name_plural = _("restorations")
        indexes = [models.Index(fields=["restored_at"], name="restoration_by_age")]

    def __str__(self) -> str:
        return self.backup


class ImportBatch(models.Model):
    """A list that was read in: who, when, what it would do and what it did; the file goes once used."""

    class State(models.TextChoices):
        RECEIVED = "received", _("being looked at")
        REFUSED = "refused", _("refused")
        READY = "ready", _("ready to apply")
        APPLYING = "applying", _("being applied")
        APPLIED = "applied", _("applied")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        DISCARDED = "discarded", _("discarded")

    MOVES = {
        State.RECEIVED: (State.READY, State.REFUSED, State.DISCARDED),
        State.READY: (State.APPLYING, State.DISCARDED),
        State.APPLYING: (State.APPLIED, State.REFUSED, State.DISCARDED),
        State.APPLIED: (State.UNDOING,),
        State.UNDOING: (State.UNDONE, State.APPLIED),
        State.REFUSED: (),
        State.UNDONE: (),
        State.DISCARDED: (),
    }

    kind = models.CharField(_("list"), max_length=20)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RECEIVED)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    content = models.BinaryField(_("file"), null=True)
    actor = models.UUIDField(_("by"), null=True, blank=True)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    ended_at = models.DateTimeField(_("applied or ended"), null=True, blank=True)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    wrong = models.PositiveIntegerField(_("wrong"), default=0)
    complaints = models.JSONField(_("what is wrong"), default=list)

    class Meta:
        verbose_name = _("list read in")
        verbose_name_plural = _("lists read in")
        indexes = [
            models.Index(fields=["state", "created_at"], name="importbatch_by_state"),
            models.Index(fields=["actor"], name="importbatch_by_actor", condition=~Q(actor=None)),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class ImportTrace(models.Model):
    """A row of a table that a list made or changed, as far as needed to take that back."""

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, related_name="traces", verbose_name=_("list read in")
    )
    label = models.CharField(_("table"), max_length=60)
    row_id = models.CharField(_("row"), max_length=40)
    before = models.JSONField(_("before"), null=True, encoder=DjangoJSONEncoder)
    mark = models.CharField(_("mark"), max_length=64)

    class Meta:
        verbose_name = _("trace of a list")
        verbose_name_plural = _("traces of lists")

    def __str__(self) -> str:
        return f"{self.label} {self.row_id}"
