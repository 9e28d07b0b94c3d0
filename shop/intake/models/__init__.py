"""What comes in by mail or phone, links to confirm it, quotes, and orders that repeat."""

from shop.intake.models.drafts import Correspondent, Draft, DraftLine
from shop.intake.models.links import PayLink
from shop.intake.models.quotes import PriceQuote, PriceQuoteLine
from shop.intake.models.recurring import Recurrence, RecurrenceLine

__all__ = [
    "Correspondent",
    "Draft",
    "DraftLine",
    "PayLink",
    "PriceQuote",
    "PriceQuoteLine",
    "Recurrence",
    "RecurrenceLine",
]
