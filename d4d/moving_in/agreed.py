"""What practices agreed in the old shop goes on here: mandates, and contracts that are paid under them."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from contracts.agreements import services as agreements
from contracts.agreements.models import Plan
from contracts.service import services as service
from d4d.foundation import clock
from d4d.foundation.importing import cells
from d4d.foundation.importing.kinds import Row
from d4d.foundation.importing.wrong import WrongCell
from d4d.foundation.money import apportion
from d4d.moving_in.known import Known
from shop.payments import services as payments

LIMITS = {"visits_a_year": (0, 52), "term_months": (1, 120), "notice_months": (0, 24)}
A_YEAR = timedelta(days=366)
WORDS = {
    "ends_on": _("This contract is over, or would end before it begins."),
    "renews_on": _("The next term begins later than today, on the day of the month on which periods begin."),
    "bill_from": _("The next bill is not of a period before the one that runs today, nor years ahead."),
    "customer": _("This is no number of the provider, or it came before."),
    "mandate": _("This is no number of the provider, or it came before."),
    "practice": _("This practice has a mandate already."),
}


def mandate(row: Row, known: Known) -> int:
    """A mandate at the provider is used on; without its numbers it stays behind."""
    practice, given_on = known.practice(row.get("practice")), row.get("given_on")
    if given_on > clock.today():
        raise WrongCell(_("This day has not come yet."), "given_on")
    customer, number = row.get("customer", ""), row.get("mandate", "")
    if not customer and not number:
        raise WrongCell(_("Without numbers of the provider it stays behind: a new one is needed."), "mandate")
    try:
        brought = payments.bring_mandate(
            practice, customer, number, reference=row.get("number"), given_on=given_on
        )
    except payments.CannotBeBrought as refusal:
        raise WrongCell(WORDS[refusal.field], refusal.field) from None
    return brought.pk


def contract(row: Row, known: Known) -> int:
    """A running contract with its devices, its next bill and its next visit."""
    next_visit_on = row.get("next_visit_on")
    if next_visit_on and abs(next_visit_on - clock.today()) > A_YEAR:
        raise WrongCell(_("This is more than a year ago, or more than a year ahead."), "next_visit_on")
    try:
        brought = agreements.bring(_running(row, known))
    except agreements.DoesNotFit as refusal:
        raise WrongCell(WORDS[refusal.field], refusal.field) from None
    except agreements.NotOffered:
        raise WrongCell(_("A device of this row is not in use at this practice."), "devices") from None
    except agreements.Overlap:
        raise WrongCell(_("A device of this row stands under another contract."), "devices") from None
    service.expect(brought.pk, next_visit_on)
    return brought.pk


def _running(row: Row, known: Known) -> agreements.Running:
    practice = known.practice(row.get("practice"))
    plan = Plan.objects.filter(code=row.get("plan")).first()
    if plan is None:
        raise WrongCell(_("There is no plan with this code."), "plan")
    if row.get("amount") < 0:
        raise WrongCell(_("A price is not negative."), "amount")
    devices = [known.device(number) for number in row.get("devices", "").split()]
    if len(set(devices)) != len(devices):
        raise WrongCell(_("A device stands here twice."), "devices")
    return agreements.Running(
        practice_id=practice,
        plan=plan,
        number=row.get("number"),
        begun_on=row.get("starts_on"),
        bill_from=row.get("bill_from"),
        prices=_shares(row, devices) if devices else [(None, row.get("amount"))],
        is_debited=row.get("payment") == "direct_debit",
        renews_on=row.get("renews_on"),
        ends_on=row.get("ends_on"),
        terms=_terms(row),
    )


def _shares(row: Row, devices: Sequence[int]) -> list[tuple[int | None, int]]:
    """What each device costs; raises WrongCell when that is not the amount of the contract."""
    prices = _prices(row) or apportion(row.get("amount"), [1] * len(devices))
    if len(prices) != len(devices) or sum(prices) != row.get("amount") or min(prices) < 0:
        raise WrongCell(_("The amounts of the devices do not come to that of the contract."), "prices")
    return list(zip(devices, prices, strict=True))


def _prices(row: Row) -> list[int]:
    try:
        return [cells.cents(price) for price in row.get("prices", "").split()]
    except WrongCell as wrong:
        raise WrongCell(wrong.words, "prices") from None


def _terms(row: Row) -> dict[str, int]:
    """What was agreed otherwise than the plan has it; raises WrongCell."""
    terms = {name: row.get(name) for name in LIMITS if row.get(name) is not None}
    for name, number in terms.items():
        least, most = LIMITS[name]
        if not least <= number <= most:
            raise WrongCell(_("This is less or more than a contract can have."), name)
    return terms | ({"period_months": int(row.get("period"))} if row.get("period") else {})
