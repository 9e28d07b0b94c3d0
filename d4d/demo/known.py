"""Demo: what we know already: an invoice of the earlier shop, a note, and a practice that may stand twice."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from accounts import services as accounts
from accounts.models import Practice, User
from accounts.services.register import NewAddress, NewPerson, NewPractice
from d4d.demo.calendar import days_ago
from d4d.demo.people import PASSWORD
from d4d.foundation import clock
from shop.invoicing import services as invoicing

PAPER = Path(__file__).parent / "earlier-invoice.pdf"


def remember(practices: Sequence[Practice]) -> None:
    """The shop before this one invoiced the first practice; of the second there seem to be two."""
    linde = practices[0]
    issued = clock.today() - timedelta(days=700)
    invoicing.keep_earlier(linde.pk, f"F{issued.year}-0418", issued, 24_805, PAPER.read_bytes())
    with days_ago(6):
        _noted(linde, "Bezorgen liefst vóór tien uur: daarna is de balie tot de middag dicht.")
    with days_ago(2):
        accounts.register(
            NewPractice("Mondhygiëne aan de Maas", "hygienist", "balie@maas.example"),
            NewPerson("balie@voorbeeld.example", PASSWORD, "Guus", "Hermans", username="balie"),
            NewAddress("Maasboulevard", "7", "6211 JW", "Maastricht"),
        )


def _noted(practice: Practice, text: str) -> None:
    author = User.objects.select_related("subject").get(username="sales")
    accounts.write_note(practice.pk, text, role="sales", by=author.subject.uuid)
