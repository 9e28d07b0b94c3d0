"""Faults that are not over, and devices of ours that are lent, tie a practice to us."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.service.models import Fault, Loan
from privacy.ties import Tie


def ties_of(subject: UUID) -> list[Tie]:
    """Each open fault; one whose device is in our workshop, or a loan device of ours, must be ended first."""
    faults = Fault.objects.open().filter(practice__subject__uuid=subject).order_by("pk")
    loans = Loan.objects.out().filter(practice__subject__uuid=subject).select_related("fault", "device")
    return [
        *[_fault(fault) for fault in faults],
        *[_loan(loan) for loan in loans.order_by("pk")],
        *_reported(subject),
    ]


def _fault(fault: Fault) -> Tie:
    text = _("Your device is here for fault %(number)s.") if fault.is_here else _("Fault %(number)s is open.")
    return Tie(text % {"number": fault.number}, fault.is_here, reverse("service:fault", args=[fault.number]))


def _loan(loan: Loan) -> Tie:
    text = _("You still have our loan device %(device)s.") % {"device": loan.device}
    return Tie(text, blocks=True, link=reverse("service:fault", args=[loan.fault.number]))


def _reported(person: UUID) -> list[Tie]:
    """A person hears that what they reported goes on without their name."""
    text = _("Fault %(number)s goes on without your name.")
    reported = Fault.objects.open().filter(reported_by=person).order_by("pk")
    return [Tie(text % {"number": fault.number}) for fault in reported]
