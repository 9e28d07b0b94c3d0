"""Two practices that may be one: found by the clock, judged by the staff."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.practices import Practice


class LikenessQuerySet(models.QuerySet["Likeness"]):
    """Questions about practices that look alike."""

    def to_judge(self) -> "LikenessQuerySet":
        """Those of which nobody has said yet that they are different."""
        return self.filter(are_different=False)

    def of(self, practice: Practice) -> "LikenessQuerySet":
        """Those that name this practice."""
        return self.filter(Q(first=practice) | Q(second=practice))


class Likeness(models.Model):
    """Two customers that may be the same practice, and what makes us think so; once per pair.

    `first` has the lower row number. It goes when they are merged, or when one of them is closed.
    """

    class Ground(models.TextChoices):
        KVK = "kvk", _("the same KvK number")
        VAT = "vat", _("the same VAT number")
        ADDRESS = "address", _("the same address and a similar name")

    first = models.ForeignKey(Practice, models.CASCADE, related_name="+", verbose_name=_("practice"))
    second = models.ForeignKey(Practice, models.CASCADE, related_name="+", verbose_name=_("looks like"))
    ground = models.CharField(_("because of"), max_length=8, choices=Ground.choices)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)
    are_different = models.BooleanField(_("are different practices"), default=False)

    objects = LikenessQuerySet.as_manager()

    class Meta:
        verbose_name = _("practices that may be one")
        verbose_name_plural = _("practices that may be one")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="likeness_once_a_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="likeness_in_order"),
            models.CheckConstraint(condition=Q(ground__in=["kvk", "vat", "address"]), name="likeness_ground"),
        ]
        indexes = [
            models.Index(
                fields=["-found_at", "-id"], name="likeness_to_judge", condition=Q(are_different=False)
            )
        ]

    def __str__(self) -> str:
        return f"{_('practices that may be one')} {self.pk}"

    def other(self, practice: Practice) -> Practice:
        """The one beside this one."""
        return self.second if practice.pk == self.first_id else self.first
