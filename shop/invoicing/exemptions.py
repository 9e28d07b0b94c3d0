"""Why no VAT is charged: the sentences the law asks for, per VAT category."""

from __future__ import annotations

from shop.invoicing.document import Document

SENTENCES = {
    "nl": {
        "E": "Vrijgesteld van btw (artikel 11 Wet op de omzetbelasting 1968)",
        "AE": "Btw verlegd",
        "K": "Intracommunautaire levering (artikel 138, lid 1, Richtlijn 2006/112/EG)",
        "G": "Uitvoer buiten de Europese Unie, btw 0 %",
    },
    "en": {
        "E": "Exempt from VAT (article 11 of the Dutch VAT Act 1968)",
        "AE": "VAT reverse charge (btw verlegd)",
        "K": "Intra-Community supply (article 138(1) of Directive 2006/112/EC)",
        "G": "Export outside the European Union, VAT 0 %",
    },
}


def exemption_of(document: Document, category: str) -> str:
    """The reason why this category bears no VAT; empty where VAT is due.

    A text given with the document replaces the standard one. Where several
    categories stand side by side it is meant for the exempt one ("E"), the only
    one whose article depends on what was sold.
    """
    standard = SENTENCES.get(document.language, SENTENCES["nl"])
    if category not in standard:
        return ""
    reasoned = {line.vat_category for line in document.lines} & set(standard)
    is_meant = reasoned == {category} or (category == "E")
    return document.exemption_text if document.exemption_text and is_meant else standard[category]
