"""Police, justice and others who may demand data: on which ground, approved by which two people."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class AuthorityRequestQuerySet(models.QuerySet["AuthorityRequest"]):
    """Questions about demands of authorities."""

    def waiting(self) -> "AuthorityRequestQuerySet":
        """Demands that need somebody."""
        return self.filter(state__in=[AuthorityRequest.State.RECEIVED, AuthorityRequest.State.APPROVED])

    def silence_over(self, today: date) -> "AuthorityRequestQuerySet":
        """Orders to keep silent whose last day has passed."""
        return self.filter(silent_until__lt=today, lifted_at=None)


class AuthorityRequest(models.Model):
    """An authority demands data about somebody; two different people approve, then chosen fields go.

    `person` is the random identity only. While we must keep silent nothing leads from that person to
    this row: what left the house is told them when the silence is over.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        APPROVED = "approved", _("approved")
        RELEASED = "handed_out", _("handed out")
        DENIED = "denied", _("denied")

    MOVES = {
        State.RECEIVED: (State.APPROVED, State.DENIED),
        State.APPROVED: (State.RELEASED, State.DENIED),
        State.RELEASED: (),
        State.DENIED: (),
    }

    number = models.CharField(_("number"), max_length=12, unique=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.RECEIVED)
    person = models.UUIDField(_("person"))
    authority = models.CharField(_("authority"), max_length=80)
    statute = models.CharField(_("statute that gives the power"), max_length=80)
    reference = models.CharField(_("reference of the authority"), max_length=60)
    fields = models.JSONField(_("fields"))
    received_at = models.DateTimeField(_("received"))
    first_approver = models.UUIDField(_("first approval"), null=True, blank=True)
    second_approver = models.UUIDField(_("second approval"), null=True, blank=True)
    released_at = models.DateTimeField(_("handed out at"), null=True, blank=True)
    denied_because = models.TextField(_("why denied"), blank=True)
    silence_ground = models.CharField(_("legal ground of the silence"), max_length=80, blank=True)
    silent_until = models.DateField(_("silent until"), null=True, blank=True)
    lifted_at = models.DateTimeField(_("silence ended"), null=True, blank=True)

    objects = AuthorityRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demand of an authority")
        verbose_name_plural = _("demands of authorities")
        constraints = [
            models.CheckConstraint(
                condition=Q(second_approver=None) | ~Q(second_approver=F("first_approver")),
                name="authority_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "handed_out"])
                | Q(first_approver__isnull=False, second_approver__isnull=False),
                name="authority_approved_twice",
            ),
            models.CheckConstraint(
                condition=Q(silent_until=None) | Q(silence_ground__gt=""), name="authority_silence_has_ground"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["received", "approved", "handed_out", "denied"]),
                name="authority_state",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "received_at"], name="authority_of_person"),
            models.Index(fields=["received_at"], name="authority_received"),
            *(
                models.Index(fields=[one], condition=Q(**{f"{one}__isnull": False}), name=f"authority_{one}")
                for one in ("first_approver", "second_approver")
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_silent(self) -> bool:
        """Whether the person may not be told yet."""
        return self.silent_until is not None and self.lifted_at is None
