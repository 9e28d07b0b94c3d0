"""Everything that the desk can do with a fault, and when."""

from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contracts.service.admin.patient_data import ACT as REMOVE_PATIENT_DATA
from contracts.service.forms import desk
from contracts.service.models import Fault, RepairQuote
from contracts.service.services import (
    answering,
    handing_over,
    lending,
    quoting,
    repairing,
    sending_in,
)
from contracts.service.services.fault_moves import NotNow
from privacy.acts import Act, NoAnswers
from shop.invoicing.services import CannotBeIssued

Answers = dict[str, Any]
State = Fault.State
SEND_IN = Fault.Approach.SEND_IN

REFUSALS: dict[type[Exception], str | Promise] = {
    NotNow: _("This is not possible now: the fault is not so far, or already further."),
    quoting.NothingToQuote: _("There is nothing to quote: everything is covered, or quoted before."),
    repairing.NotApproved: _(
        "Something is to be paid that the practice has not approved: send a quote first."
    ),
    repairing.LoanIsOut: _("The practice still has a loan device."),
    sending_in.NotDeclared: _("Nobody has declared that the device is clean: no label before that."),
    lending.NotOnTheShelf: _("This loan device is with somebody, or out of use."),
    CannotBeIssued: _("The invoice cannot be made: see whether the data of the practice are complete."),
}


def _take_on(row: Fault, answers: Answers, by: UUID) -> None:
    answering.take_on(row.pk, by=by)


def _write(row: Fault, answers: Answers, by: UUID) -> None:
    answering.write_to_practice(row.pk, answers["text"], by=by, asks=answers["asks"])


def _note(row: Fault, answers: Answers, by: UUID) -> None:
    answering.note(row.pk, answers["text"], by=by)


def _assess(row: Fault, answers: Answers, by: UUID) -> None:
    answering.assess(row.pk, answers["approach"], by=by)


def _label(row: Fault, answers: Answers, by: UUID) -> None:
    sending_in.give_label(row.pk, answers["courier"], answers["tracking_number"], answers["file"], by=by)


def _begin(row: Fault, answers: Answers, by: UUID) -> None:
    repairing.begin_repair(row.pk, by=by)


def _line(row: Fault, answers: Answers, by: UUID) -> None:
    quoting.add_line(row.pk, desk.work_of(answers))


def _line_off(row: Fault, answers: Answers, by: UUID) -> None:
    quoting.take_line_off(row.pk, answers["line"])


def _quote(row: Fault, answers: Answers, by: UUID) -> None:
    quoting.send_quote(row.pk, by=by)


def _withdraw(row: Fault, answers: Answers, by: UUID) -> None:
    quoting.withdraw_quote(row.pk, by=by)


def _finish(row: Fault, answers: Answers, by: UUID) -> None:
    repairing.finish_repair(row.pk, answers["solution"], by=by)


def _give_back(row: Fault, answers: Answers, by: UUID) -> None:
    repairing.give_back(row.pk, by=by)


def _close(row: Fault, answers: Answers, by: UUID) -> None:
    repairing.close(row.pk, by=by)


def _cancel(row: Fault, answers: Answers, by: UUID) -> None:
    answering.cancel(row.pk, by=by)


def _lend(row: Fault, answers: Answers, by: UUID) -> None:
    lending.lend(row.pk, answers["device"].pk, until=answers["until"])


def _loan_back(row: Fault, answers: Answers, by: UUID) -> None:
    lending.take_back(row.pk, by=by)


def _supplier(row: Fault, answers: Answers, by: UUID) -> None:
    handing_over.hand_over(row.pk, answers["desk"].pk, with_serial=answers["with_serial"])


def _may_begin(row: Fault) -> bool:
    if row.state == State.ASSESSED:
        return row.approach != SEND_IN
    return row.state == State.AWAITING_DEVICE


def _may_get_label(row: Fault) -> bool:
    return row.state in {State.ASSESSED, State.AWAITING_DEVICE} and row.approach == SEND_IN


def _has_quote_out(row: Fault) -> bool:
    return row.state == State.QUOTED and row.quotes.filter(state=RepairQuote.State.SENT).exists()


def _may_close(row: Fault) -> bool:
    return row.state in {State.REPAIRED, State.RETURNED, State.DECLINED} and not row.is_here


def _is_open(row: Fault) -> bool:
    return row.is_open


ACTS = (
    Act("take", _("I see to it"), NoAnswers, _take_on, _is_open),
    Act(
        "assess",
        _("Assess: how do we help?"),
        desk.AssessForm,
        _assess,
        lambda row: row.state == State.REPORTED,
        _("This is our answer: the clock stops, and the practice hears it."),
    ),
    Act("write", _("Write to the practice"), desk.WriteForm, _write, _is_open),
    Act("note", _("Note for colleagues"), desk.NoteForm, _note, lambda _row: True),
    Act(
        "label",
        _("Give the return label"),
        desk.LabelForm,
        _label,
        _may_get_label,
        _(
            "Make the label in the courier's portal first; choose own delivery when we fetch it. "
            "Another label takes the place of the first."
        ),
    ),
    Act(
        "begin",
        _("Begin the repair"),
        NoAnswers,
        _begin,
        _may_begin,
        _("A device that was sent in is here now."),
    ),
    Act("line", _("Add work or a part"), desk.LineForm, _line, lambda row: row.state in quoting.WRITABLE),
    Act(
        "line-off",
        _("Leave a line out"),
        desk.LineOffForm,
        _line_off,
        lambda row: row.state in quoting.WRITABLE and row.lines.filter(quote=None).exists(),
        asks_about=lambda row: row,
    ),
    Act(
        "quote",
        _("Send the quote"),
        NoAnswers,
        _quote,
        lambda row: (
            State.QUOTED in Fault.MOVES[State(row.state)] and any(one.is_unasked for one in row.lines.all())
        ),
        _("It names everything that is to be paid and not approved yet."),
    ),
    Act("withdraw", _("Take the quote back"), NoAnswers, _withdraw, _has_quote_out),
    Act(
        "finish",
        _("It is repaired"),
        desk.SolutionForm,
        _finish,
        lambda row: row.state in {State.IN_REPAIR, State.APPROVED},
    ),
    Act(
        "back",
        _("The device goes back"),
        NoAnswers,
        _give_back,
        lambda row: row.is_here and row.state in {State.REPAIRED, State.DECLINED},
    ),
    Act("lend", _("Lend a device"), desk.LoanForm, _lend, _is_open),
    Act(
        "loan-back",
        _("The loan device is back"),
        NoAnswers,
        _loan_back,
        lambda row: row.loans.filter(back_on=None).exists(),
    ),
    Act(
        "supplier",
        _("Ask the supplier"),
        desk.SupplierForm,
        _supplier,
        _is_open,
        _("The supplier gets the practice's name and customer number and, if you choose, the serial number."),
    ),
    Act(
        "close",
        _("Bill and close"),
        NoAnswers,
        _close,
        _may_close,
        _("What the practice approved is invoiced, once; what is covered is not."),
    ),
    Act(
        "cancel",
        _("Cancel the fault"),
        NoAnswers,
        _cancel,
        lambda row: State.CANCELLED in Fault.MOVES[State(row.state)],
    ),
    REMOVE_PATIENT_DATA,
)
