"""Who may be reached for what: asked in plain words, written down for good, ended as easily as given.

Rooms above call the acts here; the gate asks for the standing each time something is sent.
"""

from privacy.consent.acts import (
    forget,
    give,
    object_to_marketing,
    offer,
    record_sale,
    suppress_address,
    withdraw,
    withdraw_everything,
)
from privacy.consent.endings import when_ended
from privacy.consent.ledger import Choice, Circumstances, is_on, rebuild, standing
from privacy.consent.offers import MARKETING, ask_only_if, asked

__all__ = [
    "MARKETING",
    "Choice",
    "Circumstances",
    "ask_only_if",
    "asked",
    "forget",
    "give",
    "is_on",
    "object_to_marketing",
    "offer",
    "rebuild",
    "record_sale",
    "standing",
    "suppress_address",
    "when_ended",
    "withdraw",
    "withdraw_everything",
]
