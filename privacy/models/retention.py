"""What the nightly round did, rule by rule, and whom it told that an account lies idle."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RetentionRun(models.Model):
    """One rule in one night: how much was due, how much went, how long it took."""

    rule = models.CharField(_("rule"), max_length=120)
    as_of = models.DateField(_("as of"))
    due = models.PositiveIntegerField(_("rows done"), default=0)
    left = models.BooleanField(_("more is waiting"), default=False)
    milliseconds = models.PositiveIntegerField(_("milliseconds"), default=0)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("retention round")
        verbose_name_plural = _("retention rounds")
        indexes = [
            models.Index(fields=["rule", "-id"], name="retention_of_rule"),
            models.Index(fields=["at"], name="retention_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.as_of}"


class IdleNotice(models.Model):
    """Somebody was told that their account will go because nobody used it."""

    subject = models.UUIDField(_("person"), unique=True)
    last_used_at = models.DateTimeField(_("last used"))
    first_at = models.DateTimeField(_("told"), auto_now_add=True)
    second_at = models.DateTimeField(_("told again"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice of an idle account")
        verbose_name_plural = _("notices of idle accounts")
        indexes = [models.Index(fields=["first_at"], name="idlenotice_by_age")]

    def __str__(self) -> str:
        return f"{_('notice of an idle account')} {self.pk}"
