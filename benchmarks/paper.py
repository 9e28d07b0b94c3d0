"""Invoices on paper: PDF/A-3 with its UBL inside, against WeasyPrint alone with the same page.

Prints how many of each one processor makes in a second, as JSON.
"""

import io
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")

import django

django.setup()

import weasyprint  # noqa: E402 - Django must be set up first
from django.template.loader import render_to_string  # noqa: E402
from django.utils import translation  # noqa: E402

from d4d.foundation.press import Shelf  # noqa: E402
from shop.invoicing.document import Document, Kind, Line, Party, Payment  # noqa: E402
from shop.invoicing.render import pdf, ubl  # noqa: E402
from shop.invoicing.render.sheet import sheet_of  # noqa: E402

LINES = 5
ISSUED_ON = date(2026, 11, 2)


def an_invoice(number: int) -> Document:
    """An invoice of five lines over one page."""
    lines = [
        Line(f"Hoekstuk Comfort {number}-{place}", 2_000, 1_234_500 + place, 210, article=f"D{place:06d}")
        for place in range(LINES)
    ]
    return Document(
        kind=Kind.INVOICE,
        number=f"F2026-{number:06d}",
        issued_on=ISSUED_ON,
        seller=Party("Verkoper B.V.", "Dorpsstraat 1", "1234 AB", "Utrecht", vat_id="NL000099998B57"),
        buyer=Party("Praktijk", "Kerkstraat 2", "5242 HT", "Rosmalen"),
        lines=tuple(lines),
        payment=Payment(iban="NL91ABNA0417164300"),
        due_on=ISSUED_ON + timedelta(days=14),
    )


def ours(document: Document) -> bytes:
    """What a practice gets: both files, the one inside the other."""
    return pdf.render(document, ubl.render(document))


def bare(document: Document) -> bytes:
    """The same page through WeasyPrint as it comes: an ordinary PDF without anything inside."""
    code = pdf.payment_code(document)
    html = render_to_string("invoicing/invoice.html", sheet_of(document) | {"has_code": code is not None})
    shelf = Shelf({"payment-code.svg": code} if code else {})
    style = weasyprint.CSS(filename=str(pdf.SHEET), url_fetcher=shelf)
    paper = io.BytesIO()
    weasyprint.HTML(string=html, base_url="d4d:", url_fetcher=shelf).write_pdf(paper, stylesheets=[style])
    return paper.getvalue()


def rate(render: Callable[[Document], bytes], count: int) -> float:
    """How many a second, by the time of this process alone."""
    began = time.process_time()
    for number in range(1, count + 1):
        if not render(an_invoice(number)).startswith(b"%PDF"):
            raise ValueError("no PDF")
    return count / (time.process_time() - began)


def main(count: int, rounds: int) -> None:
    """Both in turn, some rounds."""
    with translation.override("nl"):
        for render in (ours, bare):
            rate(render, 2)
        rates = [{"ours": rate(ours, count), "bare": rate(bare, count)} for _ in range(rounds)]
    json.dump(rates, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
