"""What finance says about debts: why one is disputed, paused or handed over, and what credit is given."""

from datetime import timedelta

from d4d.foundation import clock
from shop.debtors import services
from shop.debtors.models import CollectionCase, CreditProposal, Dispute, Reminder
from tests.promises.needles.story import House, Story
from tests.shop.debtors.builders import an_invoice

LONG_AGO = timedelta(days=60)


def they_owe(story: Story, house: House) -> None:
    """An invoice that may go to the agency, one that it has, one in dispute, and credit to decide about."""
    practice, today = house.practice, clock.today()
    contested, given, warned, _other = (an_invoice(practice, due_on=today - LONG_AGO) for _ in range(4))
    reminder = Reminder.objects.create(
        practice=practice, level=3, decided_on=today - LONG_AGO, sent_at=clock.now() - LONG_AGO
    )
    for invoice in (warned, given):
        reminder.lines.create(invoice=invoice, level=3, open_cents=invoice.open_now())
    case = CollectionCase.objects.create(practice=practice, decided_at=clock.now())
    case.lines.create(invoice=given, open_cents=given.open_now())
    Dispute.objects.create(invoice=contested, reason="x", began_on=today)
    facts = {"practice": practice, "kind": "raise", "limit_cents": 50_000, "count": 5}
    now = clock.now()
    CreditProposal.objects.create(proposed_at=now, **facts)
    CreditProposal.objects.create(
        proposed_at=now, state="refused", decided_at=now, review_asked_at=now, **facts
    )
    assert services.collectable(practice)
    story.told()
