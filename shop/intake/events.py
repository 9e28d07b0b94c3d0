"""What happens to orders that come by mail or phone."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class DraftPlaced(Event):
    """An order that came by mail or phone stands, or waits for its payment."""

    topic = "intake.draft-placed"
    draft_id: int


@dataclass(frozen=True, slots=True)
class LinkWantedAgain(Event):
    """Who ordered by mail or phone needs the letter with the link to pay once more; `asked_at` says when."""

    topic = "intake.link-wanted-again"
    draft_id: int
    asked_at: str


@dataclass(frozen=True, slots=True)
class PriceQuoteOffered(Event):
    """We have answered what a practice asked the price of."""

    topic = "intake.price-quote-offered"
    quote_id: int


@dataclass(frozen=True, slots=True)
class PriceQuoteDrawsToAnEnd(Event):
    """The prices of a quote hold for some days more."""

    topic = "intake.price-quote-draws-to-an-end"
    quote_id: int


@dataclass(frozen=True, slots=True)
class RecurrenceDue(Event):
    """The day has come on which a practice usually orders this again; `due_on` says which."""

    topic = "intake.recurrence-due"
    recurrence_id: int
    due_on: str
