"""A visit that is agreed ties a practice to us."""

from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contracts.service.models import Visit
from d4d.foundation import clock
from privacy.ties import Tie


def ties_of(subject: UUID) -> list[Tie]:
    """Each visit with a time: it is made or called off first."""
    agreed = Visit.objects.filter(practice__subject__uuid=subject, state=Visit.State.PLANNED).order_by("pk")
    text = _("We come by on %(day)s.")
    return [
        Tie(
            text % {"day": date_format(clock.local(one.starts_at), "j F Y")},
            blocks=True,
            link=reverse("service:visit", args=[one.pk]),
        )
        for one in agreed
        if one.starts_at
    ]
