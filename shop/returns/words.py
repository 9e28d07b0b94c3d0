"""What each step of a return means to the practice: what happened, and what comes next."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from d4d.foundation.written import euro
from shop.returns.models import Return

State = Return.State


@dataclass(frozen=True, slots=True)
class Words:
    """A headline and some paragraphs."""

    headline: str
    paragraphs: tuple[str, ...]


def of_step(back: Return, state: str) -> Words:
    """What a letter says of a step."""
    makers = {
        State.REQUESTED: _requested,
        State.ACCEPTED: _accepted,
        State.REFUSED: _refused,
        State.WITHDRAWN: _withdrawn,
        State.RECEIVED: _received,
        State.SETTLED: _settled,
    }
    return makers[State(state)](back)


def next_step(back: Return) -> str:
    """What comes next, and who does it."""
    return {
        State.REQUESTED: _("We look at it and say whether and how you can send it. Keep it until then."),
        State.ACCEPTED: _("You send it as we wrote below. Put the number of the return in the box."),
        State.RECEIVED: _("It is here. We look at it and make it good."),
        State.SETTLED: _("This return is done."),
        State.REFUSED: _("This return is done. Do you see it differently? Please call us."),
        State.WITHDRAWN: _("This return is done."),
    }[State(back.state)]


def _requested(back: Return) -> Words:
    what = {"pieces": back.quantity, "article": back.order_line.name}
    return Words(
        _("We have your request to return something"),
        (
            _("You want to send back %(pieces)s × %(article)s.") % what,
            _("We look at it and say whether and how you can send it. Keep it until then."),
        ),
    )


def _accepted(back: Return) -> Words:
    return Words(
        _("You can send it back"),
        (back.answer, _("Put the number of the return in the box: %(number)s.") % {"number": back.number}),
    )


def _refused(back: Return) -> Words:
    if back.pieces.exists():
        return Words(_("Your return is closed without a credit note"), (back.answer,))
    return Words(_("You cannot send it back"), (back.answer,))


def _withdrawn(back: Return) -> Words:
    return Words(
        _("Your return is withdrawn"),
        (_("We expect nothing any more. Do you still want to send it? Ask anew."),),
    )


def _received(back: Return) -> Words:
    what = {"pieces": back.received_pieces, "article": back.order_line.name}
    return Words(_("Your return is here"), (_("We have %(pieces)s × %(article)s.") % what,))


def _settled(back: Return) -> Words:
    notes = [
        _("%(amount)s is credited: credit note %(number)s.")
        % {"amount": euro(note.total_cents), "number": note.number}
        for note in back.own_notes()
    ]
    if back.credit_notes().exclude(practice=back.practice).exists():
        notes.append(_("It is credited to who gets your invoices."))
    if back.replacement:
        anew = _("The article comes anew with order %(number)s.")
        paid = _("The article comes anew with order %(number)s; what was credited pays for it.")
        notes.append((paid if back.keeps_credit() else anew) % {"number": back.replacement.number})
    return Words(_("Your return is made good"), tuple(notes))
