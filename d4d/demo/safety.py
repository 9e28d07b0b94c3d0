"""Safety and questions of the demo: a recall under way, a complaint, and questions in every state."""

from uuid import UUID

from accounts.models import Membership, User
from contracts.devices.models import DeviceComplaint, RecallNotice, Trace
from contracts.devices.services import complaints, recalls, tracing
from contracts.service.models import AnswerTemplate, Case
from contracts.service.services import cases
from contracts.service.services.cases import Asker, Said
from d4d.demo.trade import called_back

ANSWERS = (
    (
        "Levertijd",
        "Wat op voorraad is en vóór 16 uur is besteld, gaat dezelfde werkdag de deur uit.",
        "What is in stock and ordered before 4 p.m. leaves on the same working day.",
    ),
    (
        "Retour",
        "U kunt dit terugsturen. Wij sturen u een retourlabel zodra het hulpmiddel schoon is verklaard.",
        "You can send this back. You get a label as soon as you have declared the device clean.",
    ),
)


def desk() -> None:
    """What customer service and the quality manager find on an ordinary day."""
    tracing.trace_what_is_missing()
    staff = _person("service")
    _recall(staff)
    _complaint(staff)
    for title, text, text_en in ANSWERS:
        AnswerTemplate.objects.create(title=title, text=text, text_en=text_en)
    _questions(staff)


def _recall(staff: UUID) -> None:
    """Three practices got the lot; one has answered."""
    lot = Trace.objects.filter(article=called_back().number).order_by("pk").values_list("lot", flat=True)[0]
    row = recalls.prepare(
        {"lot": lot},
        title="Verpakking sluit niet goed af",
        instruction="Gebruik deze partij niet meer, leg de verpakkingen apart en laat ons weten hoeveel u er "
        "nog heeft. Wij halen ze op en crediteren ze.",
        reference="FSN-2026-11",
        by=staff,
    )
    recalls.start(row.pk, by=staff)
    first = RecallNotice.objects.filter(recall=row).order_by("pk").first()
    if first is not None:
        recalls.acknowledge(first.pk, left=1, used=1)


def _complaint(staff: UUID) -> None:
    trace = Trace.objects.order_by("pk").first()
    if trace is None:
        return
    about = complaints.About(
        kind=DeviceComplaint.Kind.COMPLAINT,
        product_id=trace.last_unit.product_id,
        described="Praktijk belt: de verpakking was open bij aankomst, inhoud niet gebruikt.",
        lot=trace.lot,
        serial=trace.serial,
        subject_id=trace.subject_id,
    )
    complaints.register(about, by=staff)


def _questions(staff: UUID) -> None:
    manager = User.objects.get(username="manager")
    member = Membership.objects.select_related("practice").get(user=manager)
    own = Asker(manager.full_name(), manager.email, "nl", manager.subject.uuid, member.practice_id)
    stranger = Asker("Kees Vos", "kees@vos.example")
    _asked(own, "Rekening dubbel?", "Ik zie twee keer hetzelfde bedrag. Klopt dat?", Case.Channel.ACCOUNT)
    _asked(stranger, "Prijs van een autoclaaf", "Wat kost de grootste, met plaatsing?", Case.Channel.MAIL)
    waiting = _asked(own, "Turbine piept", "Sinds gisteren piept de turbine.", Case.Channel.ACCOUNT)
    cases.take_on(waiting.pk, by=staff)
    cases.note(waiting.pk, "Zelfde klacht als in het voorjaar; toen was het de rotor.", by=staff)
    cases.answer(waiting.pk, "Piept hij ook zonder boor? Dan sturen wij iemand langs.", by=staff)
    again = _asked(own, "Factuur naar ander adres", "Kan de factuur naar de boekhouder?", Case.Channel.FORM)
    cases.answer(again.pk, "Zeker. Welk adres mag het worden?", by=staff)
    cases.receive(again.pk, Said("boekhouding@linde.example, graag."), by=manager.subject.uuid)
    done = _asked(own, "Levertijd handschoenen", "Wanneer komen ze weer binnen?", Case.Channel.PHONE)
    cases.answer(done.pk, "Vrijdag liggen ze weer voor u klaar.", by=staff, solves=True)


def _asked(asker: Asker, about: str, text: str, channel: str) -> Case:
    return cases.open_case(asker, about, Said(text), channel=channel)


def _person(username: str) -> UUID:
    found: UUID = User.objects.select_related("subject").get(username=username).subject.uuid
    return found
