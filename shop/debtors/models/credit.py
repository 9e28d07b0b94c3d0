"""What the ladder proposes about buying on account, and what somebody decided."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice


class CreditProposalQuerySet(models.QuerySet["CreditProposal"]):
    """Questions about proposals."""

    def to_decide(self) -> "CreditProposalQuerySet":
        """That wait for a person."""
        return self.filter(state=CreditProposal.State.PROPOSED)

    def to_review(self) -> "CreditProposalQuerySet":
        """That a practice asked to have looked at again."""
        return self.filter(review_asked_at__isnull=False, reviewed_at=None)


class CreditProposal(models.Model):
    """A limit that the figures suggest for a practice; only a person decides (GDPR art. 22).

    `count` is the figure behind it: invoices paid in time, or the level of a reminder. What was decided
    against the practice is looked at again by a person when it asks (`review_asked_at`).
    """

    class Kind(models.TextChoices):
        RAISE = "raise", _("more credit")
        LOWER = "lower", _("no more credit")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("to be decided")
        GRANTED = "granted", _("carried out")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("out of date")

    MOVES = {
        State.PROPOSED: (State.GRANTED, State.REFUSED, State.WITHDRAWN),
        State.REFUSED: (State.GRANTED,),
        State.GRANTED: (State.WITHDRAWN,),
        State.WITHDRAWN: (),
    }

    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="credit_proposals", verbose_name=_("practice")
    )
    kind = models.CharField(_("proposal"), max_length=5, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.PROPOSED)
    limit_cents = models.PositiveBigIntegerField(_("proposed limit"))
    before_cents = models.PositiveBigIntegerField(_("limit before"), default=0)
    count = models.PositiveSmallIntegerField(_("figure"))
    reason = models.CharField(_("reason of the decision"), max_length=200, blank=True)
    proposed_at = models.DateTimeField(_("proposed"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    review_asked_at = models.DateTimeField(_("asked to look again"), null=True, blank=True)
    reviewed_at = models.DateTimeField(_("looked at again"), null=True, blank=True)

    objects = CreditProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal about credit")
        verbose_name_plural = _("proposals about credit")
        constraints = [
            models.UniqueConstraint(
                fields=["practice"], condition=Q(state="proposed"), name="creditproposal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "granted", "refused", "withdrawn"]),
                name="creditproposal_state",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-id"],
                name="creditproposal_to_review",
                condition=Q(review_asked_at__isnull=False, reviewed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"K{self.pk:05d}"

    @property
    def because(self) -> str:
        """The rule and its figure, in words that staff and the practice both read."""
        if self.kind == self.Kind.RAISE:
            return gettext("%(count)s invoices were paid in time during the last two years.") % {
                "count": self.count
            }
        return gettext("A reminder of level %(level)s was sent for invoices that are still open.") % {
            "level": self.count
        }

    @property
    def is_against(self) -> bool:
        """Whether it stands against the practice, so that it may ask a person to look again."""
        bad = (self.Kind.RAISE, self.State.REFUSED), (self.Kind.LOWER, self.State.GRANTED)
        return (self.kind, self.state) in bad

    @property
    def waits_for_review(self) -> bool:
        """Whether a practice waits for another look; the same question as `to_review`."""
        return self.is_against and self.review_asked_at is not None and self.reviewed_at is None

    @property
    def may_be_reviewed(self) -> bool:
        """Whether the practice can still ask for that."""
        return self.is_against and self.review_asked_at is None
