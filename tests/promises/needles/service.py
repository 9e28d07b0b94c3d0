"""What stands at the service desk: a contract, visits, a recall, a complaint, a question, a transfer."""

from django.urls import reverse

from contracts.devices.models import DeviceComplaint
from contracts.devices.services import complaints, recalls
from contracts.service import services as service
from contracts.service.working_days import next_working_day
from d4d.foundation import clock
from shop.cart import services as cart
from shop.intake import services as intake
from shop.intake.services import recurring
from shop.invoicing.models import BankFile, BankLine
from tests.contracts.agreements.builders import a_contract
from tests.contracts.devices import goods
from tests.contracts.service.visiting import a_device, a_visit, at, planned
from tests.promises.needles.autopilot import Page
from tests.promises.needles.story import House, Story
from tests.shop.intake.desk import a_draft


def they_are_served(story: Story, house: House) -> None:
    """One row of each, so that every act of the desk and of the practice is there to be done."""
    practice, member = house.practice, house.users[0]
    client, needles = story.browsers(house)[0], house.people[0]
    contract = a_contract(practice)
    for page in ("agreements:detail", "agreements:give_notice"):
        Page(client, reverse(page, args=[contract.number]), needles).send_all()
    variant = goods.a_device()
    goods.got(practice, variant, 4, "X")
    about = complaints.About(
        kind=DeviceComplaint.Kind.COMPLAINT,
        product_id=variant.product_id,
        described=story.staff.text("described"),
        lot="X",
        subject_id=practice.subject_id,
    )
    told = complaints.register(about, by=None)
    complaints.forward(told.pk, told="Breekt.", told_to="maker@example.com", by=None)
    complaints.register(about, by=None)
    Page(story.desk, f"{reverse('admin:devices_recall_add')}?goods=X", story.staff).send_all(prepare="1")
    marks = recalls.marks_of("X")
    recalls.start(recalls.prepare(marks, title="Schroef", instruction="Stuur ze terug.").pk)
    Page(client, reverse("service:ask"), needles).send(order="")
    asked = practice.cases.latest("pk")
    Page(client, reverse("service:case", args=[asked.number]), needles).send_all()
    offered = a_visit(practice, [a_device(practice)])
    service.offer(offered.pk, [at(next_working_day(clock.today()), 9)], by=member.subject.uuid)
    for page in ("service:visit", "service:ask_for_others"):
        Page(client, reverse(page, args=[offered.pk]), needles).send_all()
    visit = planned(a_visit(practice, [a_device(practice)]))
    Page(story.desk, reverse("admin:service_visit_report", args=[visit.pk]), story.staff).send_all(
        act="finish"
    )
    Page(story.desk, reverse("admin:intake_draft_add"), story.staff).send_all()
    a_draft(f"2x {story.article.number}", house.stranger.email("draft"))
    unpaid = a_draft("", house.stranger.email("unpaid"))
    intake.set_lines(unpaid.pk, [intake.LineWanted(None, story.article, 1)])
    intake.choose_customer(unpaid.pk, practice, None, {"terms": "prepaid"})
    intake.place(unpaid.pk, by=None)
    cart.put(practice, member, story.article.pk, 1)
    Page(client, reverse("intake:ask_quote"), needles).send_all()
    recurring.repeat(practice, member, {story.article.pk: 1}, name=needles.word("recurrence"), weeks=4)
    file = BankFile.objects.create(sha256="0" * 64, until=clock.today())
    BankLine.objects.create(source=file, key="k", booked_on=clock.today(), amount_cents=100)
    story.told()
