"""Who asks to be erased is gone, but for what a law keeps and a claim holds (PV42, PV59 to PV63)."""

from datetime import timedelta

import pytest

from accounts.models import Membership, User
from d4d.foundation import clock
from privacy import erasure
from privacy.models import ErasureRun
from tests.shop.builders import a_member, a_practice
from tests.shop.ledger import an_agreed_order

pytestmark = pytest.mark.django_db


def test_smoke() -> None:
    practice = a_practice()
    manager = a_member(practice, Membership.Role.MANAGER)
    buyer = a_member(practice)
    order = an_agreed_order(practice, placed_by=buyer, delivery_first_name="Sanne", delivery_last_name="zq01")
    run = erasure.ask(buyer.subject.uuid)
    seen = erasure.preview(buyer.subject.uuid)
    print(seen)
    ErasureRun.objects.update(due_at=clock.now() - timedelta(hours=1))
    assert erasure.carry_out(run.pk)
    order.refresh_from_db()
    assert order.placed_by_id is None
    assert order.delivery_last_name == "medewerker"
    assert not User.objects.filter(pk=buyer.pk).exists()
    run.refresh_from_db()
    print(run.report)
    from privacy.erasure import receipt

    open("/tmp/receipt.pdf", "wb").write(receipt.printed(run, "nl"))
    assert 0
