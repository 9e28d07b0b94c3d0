"""What each step of a fault means to the practice, in words: what happened, and what comes next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contracts.service.models import Fault
from d4d.foundation import clock

State = Fault.State


@dataclass(frozen=True, slots=True)
class Words:
    """A headline, some paragraphs, and a moment where one matters."""

    headline: str
    paragraphs: tuple[str, ...]
    moment: datetime | None = None


def when(moment: datetime) -> str:
    """A moment as people say it: Monday 23 November 2026, 15:30."""
    return date_format(clock.local(moment), "l j F Y, H:i")


def of_step(fault: Fault, state: str) -> Words | None:
    """What a practice is told when its fault comes to a state; None when another letter tells it."""
    say = _SAYINGS.get(State(state))
    return say(fault) if say else None


def next_step(fault: Fault) -> str:
    """What happens next, and who must do it, in one sentence."""
    if fault.paused_at:
        return _("We asked you something. Please answer below; until then the clock stands still.")
    if fault.state == State.ASSESSED and fault.approach == Fault.Approach.SEND_IN:
        if hasattr(fault, "decontamination"):
            return _("Thank you for your declaration. We now arrange how the device comes to us.")
        return _("Please declare that the device is clean. Then we arrange how it comes to us.")
    return _NEXT[State(fault.state)]()


def _assessed(fault: Fault) -> Words:
    how = {
        Fault.Approach.ON_SITE: _("An engineer comes to you. We call you to agree on a time."),
        Fault.Approach.SEND_IN: _(
            "The device must come to us. First declare on the page of the fault that it is clean."
        ),
        Fault.Approach.REMOTE: _("We help you from a distance, by telephone."),
    }[Fault.Approach(fault.approach)]
    return Words(_("We have looked at your fault"), (how,))


def _in_repair(fault: Fault) -> Words:
    if fault.approach == Fault.Approach.SEND_IN:
        return Words(_("Your device is here"), (_("We have received it and begin the repair."),))
    return Words(_("The repair has begun"), (_("You hear from us when it is done."),))


def _approved(fault: Fault) -> Words:
    return Words(_("You approved the quote"), (_("We go on with the repair."),))


def _declined(fault: Fault) -> Words:
    return Words(
        _("You declined the quote"),
        (_("We do not go on with the repair, and you pay nothing for it. You get your device back."),),
    )


def _repaired(fault: Fault) -> Words:
    then = _("The device is on its way back to you soon.") if fault.approach == "send_in" else ""
    return Words(
        _("Your device is repaired"),
        tuple(
            one for one in (_("It works again; what we did stands on the page of the fault."), then) if one
        ),
    )


def _returned(fault: Fault) -> Words:
    return Words(_("Your device is on its way back"), (_("Please tell us if something is not right."),))


def _closed(fault: Fault) -> Words:
    bill = (
        _("You get the invoice in a separate e-mail.") if fault.invoice_id else _("You have nothing to pay.")
    )
    return Words(_("The repair is finished"), (bill,))


def _cancelled(fault: Fault) -> Words:
    return Words(_("The fault is cancelled"), (_("We do nothing more about it. You have nothing to pay."),))


_SAYINGS: dict[Fault.State, Callable[[Fault], Words]] = {
    State.ASSESSED: _assessed,
    State.IN_REPAIR: _in_repair,
    State.APPROVED: _approved,
    State.DECLINED: _declined,
    State.REPAIRED: _repaired,
    State.RETURNED: _returned,
    State.CLOSED: _closed,
    State.CANCELLED: _cancelled,
}
_NEXT: dict[Fault.State, Callable[[], str]] = {
    State.DRAFT: lambda: _("Fill in the rest and send it."),
    State.REPORTED: lambda: _("We look at it and tell you how we go about it."),
    State.ASSESSED: lambda: _("We make an appointment with you."),
    State.AWAITING_DEVICE: lambda: _("We wait for your device. Put the declaration in the box."),
    State.IN_REPAIR: lambda: _("We work on it."),
    State.QUOTED: lambda: _("Please approve or decline the quote."),
    State.APPROVED: lambda: _("We go on with the repair."),
    State.DECLINED: lambda: _("We send your device back."),
    State.REPAIRED: lambda: _("We bring it back or close the report."),
    State.RETURNED: lambda: _("See whether everything works. We close the report then."),
    State.CLOSED: lambda: _("Nothing: this is finished."),
    State.CANCELLED: lambda: _("Nothing: this was cancelled."),
}
