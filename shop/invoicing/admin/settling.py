"""What the bookkeeper does with what is open of an invoice or credit note."""

from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from privacy.acts import Act, NoAnswers
from privacy.ties import IsLeaving
from shop.invoicing import services
from shop.invoicing.forms import WriteOffForm
from shop.invoicing.models import Invoice

Answers = dict[str, Any]


def _use_credit(row: Invoice, answers: Answers, by: UUID) -> None:
    services.use_credit(row.pk, by=by)


def _keep_note(row: Invoice, answers: Answers, by: UUID) -> None:
    services.keep_note(row.pk, by=by)


def _may_use_credit(row: Invoice) -> bool:
    has_practice = row.practice_id is not None and not row.is_credit_note
    return has_practice and row.open_now() > 0 and services.balance_cents(row.customer.pk) > 0


def _write_off(row: Invoice, answers: Answers, by: UUID) -> None:
    services.write_off(row.pk, answers["amount"], reason=answers["reason"], by=by)


REFUSALS: dict[type[Exception], str | Promise] = {
    services.IsGivenBack: _("A refund of this credit note is on its way, or was made."),
    IsLeaving: _("The data of this practice are being erased."),
    services.CannotBeWrittenOff: _("No more than what is open of an invoice can be written off."),
}
WRITE_OFF = "write-off"
ACTS = (
    Act(
        WRITE_OFF,
        _("Write off"),
        WriteOffForm,
        _write_off,
        lambda row: not row.is_credit_note and row.open_now() > 0,
        _("The VAT is asked back in this period, or in that of a year after the invoice was due."),
        is_grave=True,
        asks_about=lambda row: row,
    ),
    Act(
        "use-credit",
        _("Pay it with the practice's credit"),
        NoAnswers,
        _use_credit,
        _may_use_credit,
        _("As far as the credit goes; what is left of either stays open."),
    ),
    Act(
        "keep-note",
        _("Keep it as the practice's credit"),
        NoAnswers,
        _keep_note,
        lambda row: row.is_credit_note and row.open_now() > 0 and not services.is_given_back(row),
        _("It is not given back by transfer then, and pays an invoice later."),
    ),
)
