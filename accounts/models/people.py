"""Somebody who signs in; a person is not a practice."""

from typing import Any

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy.models import DataSubject


class People(UserManager["User"]):
    """Makes people whole: somebody who signs in is somebody about whom we hold data."""

    def _create_user_object(
        self, username: str | None, email: str | None, password: str | None, **facts: Any
    ) -> "User":
        facts.setdefault("subject", DataSubject.objects.create())
        user = self.model(username=username or None, email=(email or "").lower(), **facts)
        user.set_password(password)
        return user


class User(AbstractUser):
    """Somebody who signs in: by e-mail address or by a user name without an @."""

    class Salutation(models.TextChoices):
        NONE = "", _("no salutation")
        MADAM = "madam", _("Ms")
        SIR = "sir", _("Mr")
        OTHER = "other", _("other")

    class Language(models.TextChoices):
        DUTCH = "nl", _("Dutch")
        ENGLISH = "en", _("English")

    subject = models.OneToOneField(DataSubject, models.PROTECT, related_name="user", verbose_name=_("person"))
    username = models.CharField(  # type: ignore[assignment]  # people may do without one
        _("user name"), max_length=40, unique=True, null=True, blank=True
    )
    email = models.EmailField(_("e-mail address"), unique=True)
    salutation = models.CharField(
        _("salutation"), max_length=8, choices=Salutation.choices, blank=True, default=""
    )
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.DUTCH)

    objects = People()  # type: ignore[misc]  # AbstractUser calls its own a class variable

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=~Q(username__contains="@"), name="user_name_is_no_address")
        ]

    def __str__(self) -> str:
        return f"{_('person')} {self.pk}"

    def full_name(self) -> str:
        """First and last name, as on a parcel."""
        return f"{self.first_name} {self.last_name}".strip()


class FormerMailbox(models.Model):
    """An address that somebody has replaced: it is told so once, and forgotten then."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    email = models.EmailField(_("e-mail address"))
    replaced_at = models.DateTimeField(_("replaced"), auto_now_add=True)

    class Meta:
        verbose_name = _("former e-mail address")
        verbose_name_plural = _("former e-mail addresses")

    def __str__(self) -> str:
        return f"{_('former e-mail address')} {self.pk}"
