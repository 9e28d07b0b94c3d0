"""Which paper of the test is which document of the shop: by customer, day and orders, never by amount."""

from shop.invoicing.models import Invoice, InvoiceQuerySet
from tests.journeys.month.books import Books, Paper


def look_up(books: Books) -> None:
    """Write the number of its document on each paper that has none yet; each document is one paper."""
    taken = {paper.number for paper in books.papers}
    for paper in books.papers:
        if not paper.number:
            found = _candidates(paper).exclude(number__in=taken).order_by("pk").distinct()
            paper.number = found.values_list("number", flat=True)[0]
            taken.add(paper.number)


def _candidates(paper: Paper) -> InvoiceQuerySet:
    alike = Invoice.objects.filter(practice__number=paper.customer, issued_on=paper.on)
    if paper.takes_back:
        return alike.filter(credits__number=paper.takes_back.number)
    orders = {item.order for item in paper.items}
    return alike.filter(kind=Invoice.Kind.INVOICE, lines__order__number__in=orders)
