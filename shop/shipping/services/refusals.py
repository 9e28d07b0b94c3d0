"""Why a shipment cannot do a step, in words for staff."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from d4d.foundation.states import MoveNotAllowed
from shop.invoicing.services import AlreadyBilled, CannotBeIssued
from shop.orders.services import NotReady
from shop.shipping.services.pack import CannotPack
from shop.stock.services import NotSetAside

WORDS: dict[type[Exception], Promise] = {
    NotSetAside: _(
        "What was packed is no longer set aside: unpack it, or decide about it if it has expired."
    ),
    NotReady: _("The order no longer expects these pieces; unpack it."),
    MoveNotAllowed: _("This shipment is not packed."),
    AlreadyBilled: _("More pieces would be billed than were ordered; ask the books."),
    CannotBeIssued: _("The invoice cannot be made: %(why)s"),
}
REFUSALS: tuple[type[Exception], ...] = (CannotPack, *WORDS)


def in_words(refusal: Exception) -> str:
    """What staff reads of a refusal; it holds no personal data."""
    if isinstance(refusal, CannotPack):
        return str(refusal)
    return str(WORDS[type(refusal)]) % {"why": refusal}
