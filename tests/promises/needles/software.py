"""A practice links its own software: the name of a key and an address are needles too."""

from django.urls import reverse

from tests.promises.needles.autopilot import Page
from tests.promises.needles.story import House, Story


def they_link_software(story: Story, house: House) -> None:
    """The manager makes a key and names an address."""
    client, needles = story.browsers(house)[0], house.practice_needles
    Page(client, reverse("api:new_key"), needles).send(scopes=["orders"])
    address = f"https://{needles.word('webhook.url')}.example/hook"
    Page(client, reverse("api:new_webhook"), needles).send(url=address, news=["order.placed"])
    assert house.practice.access_keys.exists()
    assert house.practice.webhooks.filter(url=address).exists()
