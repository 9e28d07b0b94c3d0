"""The contract on paper: made by a job after each change, kept where only the practice and staff reach it."""

from datetime import UTC, datetime, time
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction

from contracts.agreements.models import Contract
from d4d.foundation import clock
from d4d.foundation.paper import printed
from shop.invoicing import drafting
from shop.invoicing.seller import seller

SHEET = Path(__file__).parents[1] / "paper.css"


def print_contract(contract_id: int) -> None:
    """Put a contract on paper as it stands now; the paper before is thrown away."""
    contract = Contract.objects.select_related("practice", "plan").get(pk=contract_id)
    content = render(contract)
    with transaction.atomic():
        held = Contract.objects.select_for_update().get(pk=contract_id)
        before = held.paper.name
        held.paper.save(f"{contract.number}.pdf", ContentFile(content), save=False)
        held.save(update_fields=["paper"])
    if before:
        held.paper.storage.delete(before)


def render(contract: Contract) -> bytes:
    """The paper as bytes, in the language of the practice's country."""
    buyer = drafting.buyer(contract.practice, contract.practice.vat_id)
    agreed_on = clock.local(contract.agreed_at).date() if contract.agreed_at else contract.created_at.date()
    language = drafting.language_of(buyer.country)
    context = {
        "contract": contract,
        "lines": contract.lines.order_by("starts_on", "pk"),
        "seller": seller(),
        "buyer": buyer,
    }
    made_at = datetime.combine(agreed_on, time(), tzinfo=UTC)
    return printed("agreements/paper.html", context, SHEET, made_at, language=language)
