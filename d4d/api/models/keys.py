"""A key with which a practice's software reads what belongs to that practice."""

from datetime import date

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice


class Scope(models.TextChoices):
    """What a key opens; each by itself."""

    CATALOGUE = "catalogue", _("articles with your prices")
    ORDERS = "orders", _("orders and parcels")
    INVOICES = "invoices", _("invoices with their PDF and UBL")
    DEVICES = "devices", _("devices")


class AccessKeyQuerySet(models.QuerySet["AccessKey"]):
    """Questions about keys, and the one count that the database itself decides."""

    def valid(self, today: date) -> "AccessKeyQuerySet":
        """Neither revoked nor past their last day."""
        return self.filter(revoked_at=None, expires_on__gte=today)

    def use(self, pk: int, *, today: date, minute: int, most: int) -> bool:
        """Count one use in this minute; False when there were as many as a minute may have."""
        same = Q(minute=minute)
        free = self.filter(~same | Q(uses__lt=most), pk=pk)
        again = Case(When(same, then=F("uses") + 1), default=Value(1))
        return bool(free.update(uses=again, minute=minute, last_used_on=today))


class AccessKey(models.Model):
    """A named key with an end; we know its fingerprint only, so nobody reads it here.

    `hint` is its end, by which people know it again. `minute` and `uses` count how often it was used in the
    minute of its last use.
    """

    practice = models.ForeignKey(
        Practice, models.CASCADE, related_name="access_keys", verbose_name=_("practice")
    )
    name = models.CharField(_("name"), max_length=60)
    digest = models.CharField(_("fingerprint"), max_length=64, unique=True)
    hint = models.CharField(_("ends with"), max_length=4)
    scopes = models.JSONField(_("opens"), default=list)
    made_by = models.UUIDField(_("made by"), null=True, blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_on = models.DateField(_("last day"))
    last_used_on = models.DateField(_("last used"), null=True, blank=True)
    minute = models.PositiveIntegerField(_("minute of the last use"), default=0)
    uses = models.PositiveIntegerField(_("uses in that minute"), default=0)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = AccessKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("access key")
        verbose_name_plural = _("access keys")
        indexes = [
            models.Index(fields=["practice", "-id"], name="accesskey_of_practice"),
            models.Index(fields=["expires_on"], name="accesskey_by_end"),
            models.Index(fields=["made_by"], name="accesskey_by_maker", condition=~Q(made_by=None)),
        ]

    def __str__(self) -> str:
        return f"{_('access key')} {self.pk}"

    def opens(self, scope: str) -> bool:
        """Whether this key was made for this."""
        return scope in self.scopes

    def state_on(self, today: date) -> str:
        """Active, expired or revoked."""
        if self.revoked_at:
            return "revoked"
        return "active" if today <= self.expires_on else "expired"

    def scope_names(self) -> list[str]:
        """What it opens, in words."""
        return [str(Scope(one).label) for one in self.scopes]
