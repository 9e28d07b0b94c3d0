"""Who may be reached for what: asked in plain words, written down for good, ended as easily as given.

Rooms above call the acts here; the gate asks for the standing each time something is sent.
"""

from privacy.consent.acts import (
    end_by_message,
    give,
    leave_alone_for_good,
    object_to_marketing,
    offer,
    record_sale,
    suppress_address,
    withdraw,
    withdraw_everything,
)
from privacy.consent.endings import when_ended
from privacy.consent.ledger import Circumstances, is_on, may_object, rebuild, standing
from privacy.consent.offers import ask_only_if, asked, marketing
from privacy.consent.wording import AT_CHECKOUT, AT_REGISTRATION, words
from privacy.models.consents import CHANNELS

CHANNEL_NAMES = dict(CHANNELS)

__all__ = [
    "AT_CHECKOUT",
    "AT_REGISTRATION",
    "CHANNEL_NAMES",
    "Circumstances",
    "ask_only_if",
    "asked",
    "end_by_message",
    "give",
    "is_on",
    "leave_alone_for_good",
    "marketing",
    "may_object",
    "object_to_marketing",
    "offer",
    "rebuild",
    "record_sale",
    "standing",
    "suppress_address",
    "when_ended",
    "withdraw",
    "withdraw_everything",
    "words",
]
