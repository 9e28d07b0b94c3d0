"""Goods are called back: from whom, who has answered, and how many pieces are left."""

import secrets

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from contracts.devices.models.tracing import Trace, TraceQuerySet
from privacy.models import DataSubject


def new_recall_token() -> str:
    """The key in a recall letter: opens the answer to that letter and nothing else."""
    return secrets.token_urlsafe(24)


class RecallQuerySet(models.QuerySet["Recall"]):
    """Questions about recalls."""

    def with_answers(self) -> "RecallQuerySet":
        """Each with how many `practices` were written to and how many of them are `waited_for`."""
        here = RecallNotice.objects.filter(recall=OuterRef("pk"))
        waited_for = here.filter(state__in=(RecallNotice.State.WAITING, RecallNotice.State.SENT))
        return self.annotate(practices=_counted(here), waited_for=_counted(waited_for))


class Recall(models.Model):
    """A call to give back or stop using goods with these marks; the same goods are called back once.

    `instruction` is what practices must do, as they will read it. `reference` is the manufacturer's number.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("prepared")
        RUNNING = "running", _("running")
        CLOSED = "closed", _("closed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    MOVES = {
        State.PREPARED: (State.RUNNING, State.WITHDRAWN),
        State.RUNNING: (State.CLOSED,),
        State.CLOSED: (),
        State.WITHDRAWN: (),
    }

    number = models.CharField(_("number"), max_length=12, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PREPARED)
    udi_di = models.CharField(_("UDI-DI"), max_length=14, blank=True)
    lot = models.CharField(_("LOT"), max_length=40, blank=True)
    serial = models.CharField(_("serial number"), max_length=40, blank=True)
    title = models.CharField(_("what is the matter, in one line"), max_length=120)
    instruction = models.TextField(_("what practices must do"))
    reference = models.CharField(_("manufacturer's reference"), max_length=60, blank=True)
    conclusion = models.TextField(_("how it ended"), blank=True)
    report = models.FileField(_("report"), upload_to="recalls/", blank=True)
    created_at = models.DateTimeField(_("prepared at"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = RecallQuerySet.as_manager()

    class Meta:
        verbose_name = _("recall")
        verbose_name_plural = _("recalls")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "running", "closed", "withdrawn"]), name="recall_state"
            ),
            models.CheckConstraint(
                condition=~Q(udi_di="", lot="", serial=""), name="recall_names_some_goods"
            ),
            models.UniqueConstraint(
                fields=["udi_di", "lot", "serial"],
                condition=Q(state__in=["prepared", "running"]),
                name="recall_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def marks(self) -> dict[str, str]:
        """What the goods bear, by which the ledger finds them."""
        return {"udi_di": self.udi_di, "lot": self.lot, "serial": self.serial}

    @property
    def goods(self) -> str:
        """The marks as people read them."""
        words = {"UDI-DI": self.udi_di, "LOT": self.lot, "SN": self.serial}
        return ", ".join(f"{word} {mark}" for word, mark in words.items() if mark)

    def traces(self) -> TraceQuerySet:
        """Every line of the ledger with these goods."""
        return Trace.objects.of_goods(**self.marks)


class RecallNoticeQuerySet(models.QuerySet["RecallNotice"]):
    """Questions about recall letters."""

    def to_print(self) -> "RecallNoticeQuerySet":
        """Letters on paper that lie ready and are not in the post yet."""
        return self.filter(
            recall__state=Recall.State.RUNNING, state=RecallNotice.State.WAITING, way=RecallNotice.Way.PAPER
        ).exclude(letter="")

    def unanswered(self) -> "RecallNoticeQuerySet":
        """Practices of running recalls that did not answer yet."""
        return self.filter(recall__state=Recall.State.RUNNING).exclude(state=RecallNotice.State.ACKNOWLEDGED)

    def figures(self) -> dict[str, int]:
        """How many practices and pieces, and how many of them are accounted for."""
        done = Q(state=RecallNotice.State.ACKNOWLEDGED)
        return self.aggregate(
            practices=Count("pk"),
            answered=Count("pk", filter=done),
            on_paper=Count("pk", filter=Q(way=RecallNotice.Way.PAPER)),
            shipped=Coalesce(Sum("pieces"), 0),
            left=Coalesce(Sum("pieces_left"), 0),
            used=Coalesce(Sum("pieces_used"), 0),
            accounted=Coalesce(Sum("pieces", filter=done), 0),
        )


class RecallNotice(models.Model):
    """What one practice hears of a recall, and what it answered.

    Its name and address stand in `trace`, the newest line of the ledger with these goods. `turn` counts the
    letters: 1 is the first, each reminder one more. `way` is paper where no mailbox is known.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("to be sent")
        SENT = "sent", _("sent")
        ACKNOWLEDGED = "acknowledged", _("answered")

    class Way(models.TextChoices):
        MAIL = "mail", _("e-mail")
        PAPER = "paper", _("letter")

    MOVES = {
        State.WAITING: (State.SENT, State.ACKNOWLEDGED),
        State.SENT: (State.WAITING, State.ACKNOWLEDGED),
        State.ACKNOWLEDGED: (),
    }

    recall = models.ForeignKey(Recall, models.PROTECT, related_name="notices", verbose_name=_("recall"))
    subject = models.ForeignKey(
        DataSubject, models.PROTECT, related_name="recall_notices", verbose_name=_("practice")
    )
    trace = models.ForeignKey(Trace, models.PROTECT, related_name="notices", verbose_name=_("trace"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.WAITING)
    way = models.CharField(_("way"), max_length=8, choices=Way.choices)
    token = models.CharField(_("key"), max_length=40, unique=True, default=new_recall_token)
    pieces = models.PositiveIntegerField(_("pieces shipped"))
    turn = models.PositiveSmallIntegerField(_("letters"), default=1)
    letter = models.FileField(_("letter on paper"), upload_to="recalls/", blank=True)
    sent_at = models.DateTimeField(_("last sent"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    pieces_left = models.PositiveIntegerField(_("pieces left"), null=True, blank=True)
    pieces_used = models.PositiveIntegerField(_("pieces used"), null=True, blank=True)

    objects = RecallNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("recall letter")
        verbose_name_plural = _("recall letters")
        constraints = [
            models.UniqueConstraint(fields=["recall", "subject"], name="recallnotice_once_a_practice"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sent", "acknowledged"]), name="recallnotice_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="acknowledged") | Q(acknowledged_at__isnull=False),
                name="recallnotice_answer_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "sent_at"], name="recallnotice_by_state"),
            models.Index(fields=["-recall", "state", "id"], name="recallnotice_in_order"),
        ]

    def __str__(self) -> str:
        return f"{_('recall letter')} {self.pk}"


def _counted(notices: RecallNoticeQuerySet) -> Coalesce:
    """How many there are of the outer recall."""
    counted = notices.order_by().values("recall").annotate(count=Count("*")).values("count")
    return Coalesce(Subquery(counted), 0)
