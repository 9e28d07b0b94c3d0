"""Letters about faults: to who reported it, or else to who manages the practice; and one to a supplier."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from contracts.service.fault_words import Words, of_step, when
from contracts.service.models import (
    Fault,
    FaultMessage,
    HandOver,
    Loan,
    RepairQuote,
    ReturnLabel,
)
from contracts.service.services.handing_over import ForSupplier
from d4d.foundation import states
from d4d.foundation.mail import Enclosure, Letter
from d4d.foundation.written import euro
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.vocabulary import MAINTENANCE, SUPPORT

log = logging.getLogger("d4d.service")


@dataclass(frozen=True, slots=True)
class Note:
    """A letter about a fault, before it is known who reads it."""

    key: str
    words: Callable[[], Words]
    enclosures: Sequence[Enclosure] = ()


def reported(fault_id: int) -> None:
    """Confirm that we know of a fault, and say before when we look at it."""
    fault = _fault(fault_id)

    def words() -> Words:
        assert fault.due_at is not None, "a report has its moment"
        first = _("We have your report about %(device)s.") % {"device": fault.device_name}
        second = _("Somebody looks at it before %(moment)s, and you hear how we go about it.")
        third = _("This repair: %(coverage)s.") % {"coverage": fault.get_coverage_display()}
        return Words(
            _("We know of your fault"), (first, second % {"moment": when(fault.due_at)}, third), fault.due_at
        )

    _send(fault, Note(f"fault-reported:{fault.pk}", words))


def moved(fault_id: int, step_id: int) -> None:
    """Tell how far we are, at each step that matters to the practice."""
    fault = _fault(fault_id)
    step = states.history(fault).get(pk=step_id)
    if of_step(fault, step.went_to):
        _send(
            fault,
            Note(f"fault-moved:{step_id}", lambda: of_step(fault, step.went_to) or Words("", ())),
        )


def answered(message_id: int) -> None:
    """Say that we wrote or asked something; what it says stands on the page of the fault."""
    message = FaultMessage.objects.get(pk=message_id)
    fault = _fault(message.fault_id)

    def words() -> Words:
        if message.kind == FaultMessage.Kind.QUESTION:
            return Words(
                _("We have a question about your fault"),
                (_("Please answer on the page of the fault: until then we cannot go on."),),
            )
        return Words(_("A message about your fault"), (_("You can read it on the page of the fault."),))

    _send(fault, Note(f"fault-message:{message_id}", words))


def quote(quote_id: int) -> None:
    """Bring a quote, with its paper."""
    row = RepairQuote.objects.get(pk=quote_id)
    fault = _fault(row.fault_id)

    def words() -> Words:
        amount = {"amount": euro(row.net_cents), "day": date_format(row.valid_until, "j F Y")}
        return Words(
            _("What the repair will cost"),
            (
                _("The repair costs %(amount)s excluding VAT. This holds until %(day)s.") % amount,
                _("We go on as soon as you approve it on the page of the fault."),
            ),
        )

    with row.file.open("rb") as file:
        paper = Enclosure(f"{row.number}.pdf", file.read(), "application/pdf")
    _send(fault, Note(f"repair-quote:{quote_id}", words, [paper]))


def label(label_id: int) -> None:
    """Tell that the device can travel to us."""
    row = ReturnLabel.objects.select_related("declaration").get(pk=label_id)
    fault = _fault(row.declaration.fault_id)

    def words() -> Words:
        if row.file:
            how = _("The label lies ready on the page of the fault, with the declaration for in the box.")
        else:
            how = _("We fetch the device, or you bring it: see the page of the fault.")
        return Words(_("Your device can come to us"), (how,))

    _send(fault, Note(f"return-label:{label_id}", words))


def lent(loan_id: int) -> None:
    """Tell which device of ours comes, and until when."""
    loan = Loan.objects.select_related("device").get(pk=loan_id)
    fault = _fault(loan.fault_id)

    def words() -> Words:
        what = {"device": f"{loan.device.brand} {loan.device.model}", "day": date_format(loan.due_on)}
        return Words(_("A loan device for you"), (_("You get %(device)s from us, until %(day)s.") % what,))

    _send(fault, Note(f"loan:{loan_id}", words))


def to_supplier(asked: HandOver, words: ForSupplier) -> str:
    """Ask a supplier's repair desk to help; all they get to know of the customer is in `words`."""
    letter = Letter(
        key=f"hand-over:{asked.pk}",
        template="mail/service/to_supplier",
        to=asked.desk.email,
        language="nl",
        context={"words": words},
    )
    return post(letter, subject=None, purpose=SUPPORT, occasion=f"fault {asked.fault.number}")


def _fault(fault_id: int) -> Fault:
    return Fault.objects.select_related("practice__subject", "device", "invoice").get(pk=fault_id)


def _reader(fault: Fault) -> User | None:
    members = Membership.objects.filter(practice=fault.practice, is_active=True).select_related(
        "user__subject"
    )
    reporter = members.filter(user__subject__uuid=fault.reported_by).first() if fault.reported_by else None
    manager = members.filter(role=Membership.Role.MANAGER).order_by("pk").first()
    found = reporter or manager
    return found.user if found else None


def _send(fault: Fault, note: Note) -> None:
    reader = _reader(fault)
    if reader is None:
        return
    with translation.override(reader.language):
        words = note.words()
    letter = Letter(
        key=f"{note.key}:{reader.pk}",
        template="mail/service/fault",
        to=reader.email,
        language=reader.language,
        context={
            "fault": fault,
            "words": words,
            "button_url": settings.PUBLIC_ORIGIN + reverse("service:fault", args=[fault.number]),
        },
        enclosures=note.enclosures,
    )
    try:
        post(letter, subject=reader.subject.uuid, purpose=MAINTENANCE, occasion=f"fault {fault.number}")
    except NotPermitted as refusal:
        log.info("no letter about fault %s: %s", fault.number, refusal)
