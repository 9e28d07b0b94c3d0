"""Letters about contracts: to whoever manages the practice, else to its address for invoices."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.language import language_of
from accounts.models import Membership, User
from contracts.agreements.models import Contract, Indexation, Reminder
from contracts.agreements.services.noticing import end_after_notice
from d4d.foundation import clock
from d4d.foundation.mail import Letter
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.vocabulary import MAINTENANCE


def proposed(contract_id: int) -> None:
    """A contract lies ready to be accepted."""
    contract = _contract(contract_id)
    if contract.state == Contract.State.PROPOSED:
        lines = list(contract.lines.order_by("pk"))
        _send(contract, f"contract-proposed:{contract.number}", "proposed", {"lines": lines})


def remind(reminder_id: int) -> None:
    """A contract renews soon: until when notice can be given, and for how long it is renewed."""
    reminder = Reminder.objects.get(pk=reminder_id)
    contract = _contract(reminder.contract_id)
    if reminder.sent_at or contract.state != Contract.State.ACTIVE:
        return
    context = {"reminder": reminder, "ends_on": end_after_notice(contract, clock.today())}
    key = f"contract-reminder:{contract.number}:{reminder.term_on:%Y%m%d}"
    _send(contract, key, "reminder", context)
    Reminder.objects.filter(pk=reminder.pk, sent_at=None).update(sent_at=clock.now())


def announce_price(indexation_id: int) -> None:
    """The price of a contract follows an index from a day on."""
    indexation = Indexation.objects.select_related("index").get(pk=indexation_id)
    contract = _contract(indexation.contract_id)
    if indexation.sent_at:
        return
    context = {"indexation": indexation, "percent": indexation.index.percent}
    _send(contract, f"contract-price:{contract.number}:{indexation.index_id}", "price", context)
    Indexation.objects.filter(pk=indexation.pk, sent_at=None).update(sent_at=clock.now())


def confirm_notice(contract_id: int) -> None:
    """Notice was given; the last day of the contract."""
    contract = _contract(contract_id)
    if contract.state == Contract.State.UNDER_NOTICE and contract.ends_on:
        key = f"contract-notice:{contract.number}:{contract.ends_on:%Y%m%d}"
        _send(contract, key, "notice", {})


def _contract(contract_id: int) -> Contract:
    return Contract.objects.select_related("practice__subject", "plan").get(pk=contract_id)


def _send(contract: Contract, key: str, template: str, context: dict[str, Any]) -> None:
    managers = Membership.objects.managing().filter(practice=contract.practice)
    manager = managers.select_related("user__subject").order_by("pk").first()
    try:
        _post(contract, key, template, context, manager.user if manager else None)
    except NotPermitted:
        # The contract is the practice's: whoever is not to be written to gives way to its own mailbox.
        _post(contract, key, template, context, None)


def _post(contract: Contract, key: str, template: str, context: dict[str, Any], user: User | None) -> None:
    url = reverse("agreements:detail", args=[contract.number])
    letter = Letter(
        key=key,
        template=f"mail/agreements/{template}",
        to=user.email if user else contract.practice.billing_email,
        language=user.language if user else language_of(contract.practice),
        context={
            "contract": contract,
            "button_url": settings.PUBLIC_ORIGIN + url,
            **context,
        },
    )
    subject = user.subject.uuid if user else contract.practice.subject.uuid
    post(letter, subject=subject, purpose=MAINTENANCE, occasion=f"contract {contract.number}")
