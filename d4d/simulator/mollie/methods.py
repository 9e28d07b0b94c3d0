"""The ways to pay that the shop's account offers."""

from django.http import HttpRequest, HttpResponse

from d4d.simulator.api import Refused
from d4d.simulator.mollie import answers
from d4d.simulator.mollie.errors import answer, endpoint
from d4d.simulator.store import Record

# id: the name that Mollie shows, the smallest and largest amount in cents, for which sequences
METHODS = {
    "ideal": ("iDEAL | Wero", 1, 5_000_000, {"oneoff", "first"}),
    "creditcard": ("Creditcard", 1, 1_000_000, {"oneoff", "first", "recurring"}),
    "banktransfer": ("Overboeking", 1, 100_000_000, {"oneoff"}),
    "billie": ("Billie: achteraf betalen voor bedrijven", 1_000, 10_000_000, {"oneoff"}),
    "directdebit": ("SEPA-incasso", 1, 100_000, {"recurring"}),
}
_CARD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 24" width="32" height="24">'
    '<rect width="32" height="24" rx="4" fill="#0b5f6f"/>'
    '<rect y="6" width="32" height="4" fill="#fff"/></svg>'
)


def describe(method: str | None) -> str:
    """The name of a payment method as a customer knows it."""
    return METHODS[method][0] if method in METHODS else str(method or "")


def _list(request: HttpRequest) -> HttpResponse:
    sequence = request.GET.get("sequenceType", "oneoff")
    try:
        value = request.GET.get("amount[value]")
        wanted = answers.cents({"value": value}) if value else None
    except ValueError:
        raise Refused(400, "The amount contains an invalid value.", "amount") from None
    offered = [
        _resource(request, method)
        for method, (_, least, most, sequences) in METHODS.items()
        if sequence in sequences and (wanted is None or least <= wanted <= most)
    ]
    return answer(answers.collection(request, "methods", offered))


def _show(request: HttpRequest, method: str) -> HttpResponse:
    if method not in METHODS:
        raise Refused(404, "No method exists with this id.")
    return answer(_resource(request, method))


def _resource(request: HttpRequest, method: str) -> Record:
    name, least, most, _ = METHODS[method]
    image = answers.page(request, f"mollie/images/{method}.svg")["href"]
    return {
        "resource": "method",
        "id": method,
        "description": name,
        "minimumAmount": answers.euros(least),
        "maximumAmount": answers.euros(most),
        "image": {"size1x": image, "size2x": image, "svg": image},
        "status": "activated",
        "_links": {"self": answers.link(request, f"methods/{method}")},
    }


def image(request: HttpRequest, method: str) -> HttpResponse:
    """One neutral card for every method."""
    return HttpResponse(_CARD, content_type="image/svg+xml")


methods = endpoint(GET=_list)
method = endpoint(GET=_show)
