"""Making good asks about no invoice that it cannot pay."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from d4d.foundation import clock
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from shop.returns import services
from shop.returns.services import Settle
from tests.shop.returns.sending_back import STAFF, another_order, delivered, received

pytestmark = pytest.mark.django_db


def test_invoices_that_nothing_is_left_for_are_not_asked_about() -> None:
    asked = []
    for turn, others in enumerate((1, 1, 4)):  # the first asks what is asked once only
        scene = delivered(3)
        invoice = Invoice.objects.latest("pk")
        invoicing.receive(invoice.pk, invoice.total_cents, reference=f"{turn}", on=clock.today())
        for _ in range(others):
            another_order(scene)
        back = received(scene)
        with CaptureQueriesContext(connection) as captured:
            services.settle(back.pk, Settle(1, gives_money_back=False), by=STAFF)
        asked.append(len(captured))
    assert asked[1] == asked[2]
