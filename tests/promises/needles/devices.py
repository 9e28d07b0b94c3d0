"""Devices of a practice: what is written down about them, and about reports of others, is a needle too."""

from django.urls import reverse

from tests.contracts.devices.builders import a_device
from tests.promises.needles.autopilot import Page
from tests.promises.needles.story import House, Story


def they_keep_devices(story: Story, house: House) -> None:
    """The buyer writes down a device, puts it right, looks for it, and hands in a report."""
    client, needles = story.browsers(house)[1], house.practice_needles
    Page(client, reverse("devices:add"), needles).send(udi_di="", code="")
    device = a_device(house.practice)
    for page in ("devices:change", "devices:add_report"):
        Page(client, reverse(page, args=[device.pk]), needles).send()
    Page(client, reverse("devices:list"), needles).send_all()
    story.told()
