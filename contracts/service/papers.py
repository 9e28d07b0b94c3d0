"""The papers of a repair: a quote to say yes to, and the declaration that goes in the box."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile

from accounts.models import Membership
from contracts.service.events import RepairQuotePrinted
from contracts.service.models import Decontamination, Fault, RepairQuote
from d4d.foundation import outbox
from d4d.foundation.paper import printed

QUOTE, DECLARATION, LABEL = "offerte", "verklaring", "etiket"
SHEET = Path(__file__).parent / "papers.css"


def print_quote(quote_id: int) -> None:
    """A quote gets its paper, once; then it may be brought."""
    quote = RepairQuote.objects.select_related("fault__practice", "fault__device").get(pk=quote_id)
    if not quote.file:
        lines = list(quote.lines.order_by("pk"))
        context = {"quote": quote, "fault": quote.fault, "lines": lines}
        _keep(quote, _printed("quote", quote.fault, context, quote.sent_at))
    with transaction.atomic():
        outbox.publish(RepairQuotePrinted(quote_id=quote_id))


def print_declaration(declaration_id: int) -> None:
    """A declaration gets its paper with how to pack, once."""
    declaration = Decontamination.objects.select_related("fault__practice", "fault__device__kind").get(
        pk=declaration_id
    )
    if not declaration.file:
        context = {"declaration": declaration, "fault": declaration.fault}
        _keep(declaration, _printed("declaration", declaration.fault, context, declaration.declared_at))


def paper_of(fault: Fault, what: str, row_id: int = 0) -> FieldFile | None:
    """A quote, the declaration or the label of a fault; None when it has no such paper yet."""
    if what == QUOTE:
        quote = fault.quotes.filter(pk=row_id).first()
        return quote.file if quote and quote.file else None
    declaration = getattr(fault, "decontamination", None)
    row = {DECLARATION: declaration, LABEL: getattr(declaration, "label", None)}.get(what)
    return row.file if row and row.file else None


def _keep(row: RepairQuote | Decontamination, pdf: bytes) -> None:
    row.file.save("paper.pdf", ContentFile(pdf), save=False)
    row.save(update_fields=["file"])


def _printed(template: str, fault: Fault, context: dict[str, Any], made_at: datetime) -> bytes:
    name = f"service/papers/{template}.html"
    return printed(name, context, SHEET, made_at, language=_language_of(fault))


def _language_of(fault: Fault) -> str:
    managers = Membership.objects.filter(practice=fault.practice, role=Membership.Role.MANAGER)
    first = managers.select_related("user").order_by("pk").first()
    return first.user.language if first else settings.LANGUAGE_CODE
