"""Who gets what at the addresses of returns, and the rows that stand in them."""

from typing import Any

from accounts.models import Practice
from shop.orders.models import OrderLine
from shop.returns import services
from shop.returns.models import ReturnPhoto
from tests.contracts.service.faulting import a_picture
from tests.shop.builders import an_article, an_order
from tests.shop.returns.sending_back import asked

OWN = (302, 404, 200, 403, 403, 200)
ACTING = (302, 404, 403, 403, 403, 200)

SHOP: dict[str, tuple[str, tuple[int, ...]]] = {
    "returns:ask": ("get", ACTING),
    "returns:photo": ("get", OWN),
    "returns:detail": ("get", OWN),
    "returns:withdraw": ("get", ACTING),
}


def rows(practice: Practice, name: str) -> dict[str, Any]:
    """A delivered line that is sent back, with a photo."""
    order = an_order(practice, {an_article(name="Spiegel"): 2})
    OrderLine.objects.filter(order=order).update(shipped=2, allocated=0)
    person = practice.memberships.get(role="manager").user.subject.uuid
    back = services.ask(order.lines.get(), asked(1, photos=[a_picture()]), by=person)
    number = order.number if name == "returns:ask" else back.number
    return {"number": number, "position": 1, "photo_id": ReturnPhoto.objects.get(back=back).pk}
