"""What a practice writes when it sends something back is a needle, and so is what we answer."""

from django.urls import reverse

from shop.returns.models import Return
from tests.promises.needles.autopilot import Page
from tests.promises.needles.story import House, Story


def they_send_back(story: Story, house: House) -> None:
    """Of two orders something is sent back; the desk still has to say yes and no."""
    client = story.browsers(house)[1]
    for order in (house.orders[0], story.they_order(house)):
        page = Page(client, reverse("returns:ask", args=[order.number, 1]), house.order_needles)
        page.send(reason="damaged", wish="credit")
    assert Return.objects.count() == 2
    story.told()
