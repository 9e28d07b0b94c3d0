"""What is paid while somebody decides is not handed over: the hand-over waits and looks again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
import time_machine
from django.db import connection, transaction

from shop.debtors import services
from shop.debtors.models import CollectionLine
from shop.invoicing import services as invoicing
from tests.shop.builders import a_practice
from tests.shop.debtors.builders import DUE, an_invoice, days_pass
from tests.waiting import PATIENCE, apart, until_somebody_waits

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]


def test_a_payment_that_comes_in_meanwhile_keeps_the_invoice_out() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one write at a time")
    practice = a_practice()
    invoice, ready = an_invoice(practice), Event()
    days_pass(3, 14, 30)

    def pay() -> None:
        with transaction.atomic():
            invoicing.receive(invoice.pk, 121_000, reference="T", on=DUE)
            ready.set()
            until_somebody_waits()

    def collect(seen: str) -> None:
        ready.wait(PATIENCE)
        with pytest.raises(services.CannotBeHandedOver):
            services.hand_over(practice.pk, seen=seen, reason="blijft open", by=practice.subject.uuid)

    later = time_machine.travel(f"{DUE + timedelta(days=60)} 09:00:00+01:00")
    with later, ThreadPoolExecutor(2) as pool:
        dossier = services.dossier_for(practice)
        assert dossier
        paying = pool.submit(apart, pay)
        pool.submit(apart, lambda: collect(dossier.fingerprint())).result()
        paying.result()
    assert not CollectionLine.objects.exists()
