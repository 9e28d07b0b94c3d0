"""The only doors for changing a return: one file per act."""

from shop.returns.services.asking import (
    AlreadyOpen,
    Asked,
    CannotBeReturned,
    ask,
    returnable,
    withdraw,
    withdraw_what_never_came,
)
from shop.returns.services.deciding import accept, refuse
from shop.returns.services.moving import NotNow
from shop.returns.services.receiving import (
    CameBack,
    NoShelf,
    NotWhatWasSent,
    Sent,
    fates_of,
    receive,
    sent_of,
)
from shop.returns.services.settling import (
    NotInvoiced,
    NowhereToSend,
    Settle,
    carriage_left,
    set_off_replacement,
    settle,
)

__all__ = [
    "AlreadyOpen",
    "Asked",
    "CameBack",
    "CannotBeReturned",
    "NoShelf",
    "NotInvoiced",
    "NotNow",
    "NotWhatWasSent",
    "NowhereToSend",
    "Sent",
    "Settle",
    "accept",
    "ask",
    "carriage_left",
    "fates_of",
    "receive",
    "refuse",
    "returnable",
    "sent_of",
    "set_off_replacement",
    "settle",
    "withdraw",
    "withdraw_what_never_came",
]
