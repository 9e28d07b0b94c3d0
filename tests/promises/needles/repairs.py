"""A year of devices that break: what a practice and the desk say about it is a needle too."""

from django.urls import reverse

from contracts.service.models import Fault
from contracts.service.services import answering, sending_in
from tests.contracts.service.faulting import CLEAN, STAFF, Scene, a_fault, in_repair, to_send_in
from tests.contracts.service.visiting import a_device
from tests.promises.needles.autopilot import Page
from tests.promises.needles.story import House, Story


def they_report_faults(story: Story, house: House) -> None:
    """The buyer reports a fault in four steps, declares the device clean, and the desk has all to do."""
    client, user, needles = story.browsers(house)[1], house.users[1], house.order_needles
    client.post(reverse("service:report_fault"), {"device": a_device(house.practice).pk})
    draft = Fault.objects.latest("pk")
    for step in ("problem", "urgency"):
        Page(client, reverse(f"service:report_{step}", args=[draft.pk]), needles).send()
    client.post(reverse("service:report_check", args=[draft.pk]))
    fault = Fault.objects.get(pk=draft.pk)
    assert fault.number, "it was sent"
    Page(client, reverse("service:fault", args=[fault.number]), needles).send_all()
    answering.assess(fault.pk, "send_in", by=STAFF)
    declaration = Page(client, reverse("service:declare_clean", args=[fault.number]), needles)
    declaration.send(by_name=house.people[1].word("declared by"))
    for made in (a_fault, in_repair, to_send_in):
        other = made(Scene(house.practice, user, a_device(house.practice)))
    sending_in.declare_clean(other.pk, CLEAN, by=user.subject.uuid)
    told = {"problem": "leak", "description": story.staff.text("phone.description"), "urgency": "limited"}
    page = f"{reverse('admin:service_fault_add')}?klant={house.practice.number}"
    story.desk.post(page, told | {"device": a_device(house.practice).pk})
    story.told()
