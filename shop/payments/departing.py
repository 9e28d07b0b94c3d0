"""Off to the provider's payment page; back, with the reason, where that cannot be."""

from collections.abc import Callable
from typing import Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from d4d.foundation.errors import Misconfigured, Temporary


class Begun(Protocol):
    """What somebody is to pay at the provider."""

    @property
    def checkout_url(self) -> str:
        """Its page there; "" for none."""
        ...


def off_to_pay(
    request: HttpRequest, begin: Callable[[], Begun], refusal: type[Exception], words: str, back: str
) -> HttpResponse:
    """Begin a payment and go to its page at the provider; in words, and back, when it is refused."""
    try:
        begun = begin()
    except refusal:
        messages.error(request, words)
    except (Temporary, Misconfigured):
        messages.error(
            request, _("The payment service does not answer. Nothing was charged; please try again.")
        )
    else:
        if begun.checkout_url:
            return redirect(begun.checkout_url)
    return redirect(back)
