"""Cases of customer service: opened, answered, passed on, solved, and opened again by a reply."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from contracts.service import hours
from contracts.service.events import CaseAnswered, CaseOpened, CaseSolved
from contracts.service.models import Case, CaseAttachment, CaseMessage, CaseNote
from d4d.foundation import clock, numbering, outbox, states
from d4d.foundation.mail import message_id_of

State, Channel, Direction = Case.State, Case.Channel, CaseMessage.Direction
SILENT = timedelta(days=30)  # only what is solved is erased in time; a later reply opens it again


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as far as we know them."""

    name: str = ""
    email: str = ""
    language: str = "nl"
    person: UUID | None = None
    practice_id: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What a customer said, with the files that came along, and whether it is sure that they said it."""

    text: str
    files: Sequence[ContentFile] = field(default=())
    message_id: str | None = None
    is_proven: bool = True


@transaction.atomic
def open_case(
    asker: Asker,
    about: str,
    said: Said,
    *,
    channel: str,
    order_id: int | None = None,
    device_id: int | None = None,
    by: UUID | None = None,
) -> Case:
    """Somebody asks something: from now on the clock runs, in working hours. They hear that we have it."""
    now = clock.now()
    year = clock.today().year
    case = Case.objects.create(
        number=f"V{year}-{numbering.draw(f'case-{year}'):05}",
        channel=channel,
        about=about.strip()[:120],
        practice_id=asker.practice_id,
        person=asker.person,
        order_id=order_id,
        device_id=device_id,
        name=asker.name,
        email=asker.email.lower(),
        language=asker.language,
        received_at=now,
        due_at=_answer_before(now),
    )
    states.begin(case, case.state, by=by)
    _keep(case, said, author=asker.person)
    outbox.publish(CaseOpened(case_id=case.pk))
    return case


@transaction.atomic
def receive(case_id: int, said: Said, *, by: UUID | None = None) -> CaseMessage:
    """The customer says something more: it is our turn, also when it was solved already."""
    case = Case.objects.select_for_update().get(pk=case_id)
    if case.state not in Case.FOR_US:
        states.move(case, State.WAITING_FOR_US, by=by)
        case.due_at, case.closed_at = _answer_before(clock.now()), None
        case.save(update_fields=["due_at", "closed_at"])
    return _keep(case, said, author=by)


@transaction.atomic
def answer(case_id: int, text: str, *, by: UUID | None, solves: bool = False) -> CaseMessage:
    """We answer by mail: the customer's turn, or solved with it. Who answers first sees to the case."""
    case = Case.objects.select_for_update().get(pk=case_id)
    now = clock.now()
    message = CaseMessage.objects.create(case=case, direction=Direction.OUT, text=text, author=by, at=now)
    message.message_id = message_id_of(letter_key(message.pk))
    message.save(update_fields=["message_id"])
    case.first_answered_at = case.first_answered_at or now
    case.owner, case.due_at = case.owner or by, None
    case.closed_at = now if solves else None
    case.save(update_fields=["first_answered_at", "owner", "due_at", "closed_at"])
    if case.state == State.SOLVED and not solves:
        states.move(case, State.WAITING_FOR_US, by=by)
    states.move(case, State.SOLVED if solves else State.WAITING_FOR_CUSTOMER, by=by)
    outbox.publish(CaseAnswered(message_id=message.pk))
    if solves:
        outbox.publish(CaseSolved(case_id=case.pk))
    return message


@transaction.atomic
def solve(case_id: int, *, by: UUID | None) -> Case:
    """Nothing more is to be said."""
    case = Case.objects.select_for_update().get(pk=case_id)
    if case.state != State.SOLVED:
        case.closed_at, case.due_at = clock.now(), None
        case.save(update_fields=["closed_at", "due_at"])
        states.move(case, State.SOLVED, by=by)
        outbox.publish(CaseSolved(case_id=case.pk))
    return case


def solve_silent() -> int:
    """Questions that the customer left unanswered for a month are solved; how many."""
    before = clock.now() - SILENT
    return sum(
        _solve_if_silent(pk, before) for pk in Case.objects.silent_since(before).values_list("pk", flat=True)
    )


def note(case_id: int, text: str, *, by: UUID | None) -> CaseNote:
    """A colleague writes something down for the others."""
    return CaseNote.objects.create(case_id=case_id, text=text, author=by)


@transaction.atomic
def take_on(case_id: int, *, by: UUID) -> Case:
    """A colleague sees to this case from now on."""
    case = Case.objects.select_for_update().get(pk=case_id)
    case.owner = by
    case.save(update_fields=["owner"])
    if case.state == State.NEW:
        states.move(case, State.WAITING_FOR_US, by=by)
    return case


@transaction.atomic
def link(
    case_id: int,
    *,
    practice_id: int | None,
    order_id: int | None,
    device_id: int | None,
    person: UUID | None = None,
) -> Case:
    """Say which customer, order and device a case is about, and who asked where a colleague made sure."""
    case = Case.objects.select_for_update().get(pk=case_id)
    case.practice_id, case.order_id, case.device_id = practice_id, order_id, device_id
    case.person = person or case.person
    case.save(update_fields=["practice", "order", "device", "person"])
    return case


def letter_key(message_id: int) -> str:
    """The business key of the letter with an answer; its Message-ID follows from it."""
    return f"case-answer:{message_id}"


@transaction.atomic
def _solve_if_silent(case_id: int, before: datetime) -> bool:
    silent = Case.objects.silent_since(before).select_for_update(of=("self",)).filter(pk=case_id).first()
    return silent is not None and bool(solve(silent.pk, by=None))


def _answer_before(start: datetime) -> datetime:
    return hours.due_at(start, settings.CASE_ANSWER_HOURS)


def _keep(case: Case, said: Said, *, author: UUID | None) -> CaseMessage:
    message = CaseMessage.objects.create(
        case=case,
        direction=Direction.IN,
        text=said.text,
        author=author,
        message_id=said.message_id,
        is_proven=said.is_proven,
        at=clock.now(),
    )
    for file in said.files:
        CaseAttachment.objects.create(message=message, file=file)
    return message
