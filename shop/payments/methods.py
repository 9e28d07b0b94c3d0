"""The ways to pay that we offer: the provider's own list with its own names, asked every ten minutes.

Each process looks once a minute at what all share; so a provider that does not answer keeps nobody waiting
but the first.
"""

from django.core.cache import cache
from django.utils.translation import get_language

from d4d.foundation.errors import OutsideError
from shop.catalogue.memory import remembered
from shop.payments import mollie
from shop.payments.mollie import Method

FRESH_SECONDS = 600
STALE_SECONDS = 86_400


def methods(amount_cents: int) -> list[Method]:
    """The ways to pay this amount.

    When the provider does not answer, yesterday's list serves; without any the payer chooses on the
    provider's own page.
    """
    language = _locale()
    offered = remembered(f"payment-methods-{language}", lambda: _all(language))
    return [one for one in offered if _suits(one, amount_cents)]


def _locale() -> str:
    """The visitor's language as the provider writes it."""
    return "nl_NL" if (get_language() or "nl").startswith("nl") else "en_US"


def _suits(method: Method, amount_cents: int) -> bool:
    return method.least_cents <= amount_cents and (
        method.most_cents is None or amount_cents <= method.most_cents
    )


def _all(language: str) -> list[Method]:
    fresh = cache.get(f"payments.methods:{language}")
    if fresh is not None:
        return list(fresh)
    try:
        asked = mollie.in_a_request().methods(language)
    except OutsideError:
        return list(cache.get(f"payments.methods.stale:{language}") or [])
    cache.set(f"payments.methods:{language}", asked, FRESH_SECONDS)
    cache.set(f"payments.methods.stale:{language}", asked, STALE_SECONDS)
    return asked
