"""What is owed in the demo: reminders of every level, a dispute, and something that the agency may have."""

from collections.abc import Sequence
from datetime import timedelta

from accounts.models import Practice
from d4d.demo.calendar import days_ago
from d4d.foundation import clock
from shop.debtors import services
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice

TO_PAY = timedelta(days=14)
# What for, in cents, and how many days ago it was billed.
BILLS = {
    "maas": ("Revisie compressor", 184_500, 80),
    "kempen": ("Reparatie hoekstuk", 21_750, 42),
    "linde": ("Kalibratie autoclaaf", 12_900, 32),
    "linde again": ("Voorrijkosten en arbeid", 18_250, 31),
}


def owe(practices: Sequence[Practice]) -> None:
    """Bills that nobody paid, and the letters about them, each on its day."""
    linde, maas, kempen = practices
    whose = {"maas": maas, "kempen": kempen, "linde": linde, "linde again": linde}
    bills = {name: _billed(whose[name], name) for name in BILLS}
    for day in (63, 52, 36, 25, 15, 14, 3):
        with days_ago(day):
            services.remind()
            if day == 14:
                services.dispute(bills["linde"].pk, reason="kalibratie was onder garantie", by=None)
    with days_ago(40):
        services.wish(linde, wants=True)
    services.propose_credit()


def _billed(practice: Practice, name: str) -> Invoice:
    what, cents, days = BILLS[name]
    with days_ago(days):
        lines = [invoicing.ServiceLine(what, 1_000, cents * 100)]
        return invoicing.issue_for_service(
            practice.pk, lines, occasion=f"demo:{name}", due_on=clock.today() + TO_PAY
        )
