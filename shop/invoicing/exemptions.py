"""Why no VAT is charged: the sentences the law asks for, per VAT category."""

from __future__ import annotations

from shop.catalogue.models import VatCategory
from shop.invoicing.document import EXPORT, Document

SENTENCES = {
    "nl": {
        VatCategory.EXEMPT: "Vrijgesteld van btw (artikel 11 Wet op de omzetbelasting 1968)",
        VatCategory.REVERSE_CHARGE: "Btw verlegd",
        VatCategory.INTRA_COMMUNITY: (
            "Intracommunautaire levering (artikel 138, lid 1, Richtlijn 2006/112/EG)"
        ),
        EXPORT: "Uitvoer buiten de Europese Unie, btw 0 %",
    },
    "en": {
        VatCategory.EXEMPT: "Exempt from VAT (article 11 of the Dutch VAT Act 1968)",
        VatCategory.REVERSE_CHARGE: "VAT reverse charge (btw verlegd)",
        VatCategory.INTRA_COMMUNITY: "Intra-Community supply (article 138(1) of Directive 2006/112/EC)",
        EXPORT: "Export outside the European Union, VAT 0 %",
    },
}


def exemption_of(document: Document, category: str) -> str:
    """The reason why this category bears no VAT; empty where VAT is due.

    A text given with the document replaces the standard one. Where several
    categories stand side by side it is meant for the exempt one, the only one
    whose article depends on what was sold.
    """
    standard = SENTENCES.get(document.language, SENTENCES["nl"])
    if category not in standard:
        return ""
    reasoned = {line.vat_category for line in document.lines} & set(standard)
    is_meant = reasoned == {category} or category == VatCategory.EXEMPT
    return document.exemption_text if document.exemption_text and is_meant else standard[category]
