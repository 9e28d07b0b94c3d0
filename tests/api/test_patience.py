"""Nobody's software holds up the house or is called too often, and what is over is forgotten."""

import socket
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from time import monotonic, sleep
from typing import Any

import pytest
from django.test import Client
from time_machine import travel

from d4d.api import services, subscriptions
from d4d.api.models import AccessKey, Call, News, Scope, Webhook
from d4d.foundation import clock, deadlines, http
from d4d.foundation.errors import Temporary
from privacy import retention
from shop.invoicing.events import InvoiceClosed, InvoiceReopened
from shop.invoicing.services import settle
from tests.shop.builders import a_practice
from tests.shop.invoicing.statements import an_invoice

pytestmark = pytest.mark.django_db
DRIPS_SECONDS = 3.0


@pytest.fixture
def dripping(settings: Any) -> Iterator[str]:
    """A server that sends a sign now and then, and that is done after three seconds."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=_drip, args=[door])
        thread.start()
        settings.SIMULATOR_ORIGIN = f"http://127.0.0.1:{door.getsockname()[1]}"
        yield settings.SIMULATOR_ORIGIN
        thread.join()


def _drip(door: socket.socket) -> None:
    line, _ = door.accept()
    until = monotonic() + DRIPS_SECONDS
    try:
        line.sendall(b"HTTP/1.1")
        while monotonic() < until:
            line.sendall(b" ")
            sleep(0.05)
        line.sendall(b" 204 No Content\r\n\r\n")
    except OSError:
        pass
    finally:
        line.close()


def test_who_answers_drop_by_drop_is_cut_off(dripping: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "MOST_SECONDS", 0.3)
    with pytest.raises(Temporary):
        http.tell_a_stranger(f"{dripping}/hook", b"{}", {})


def test_a_second_test_waits_for_the_first() -> None:
    webhook, _ = services.register(a_practice().pk, "https://linde.example/hook", News.values, by=None)
    first = services.send_test(webhook.pk)
    assert services.send_test(webhook.pk) == first
    Call.objects.update(outcome=Call.Outcome.FAILED)
    assert services.send_test(webhook.pk) == first
    with travel(clock.now() + timedelta(seconds=11), tick=False):
        assert services.send_test(webhook.pk) != first


def test_a_page_looks_again_only_while_an_answer_can_come() -> None:
    call = Call(news=News.ORDER_PLACED)
    assert call.is_about_to_be_told
    call.tries = 1
    assert not call.is_about_to_be_told
    assert not Call(made_at=clock.now() - timedelta(minutes=2)).is_about_to_be_told


def test_each_time_that_an_invoice_is_settled_or_opens_again_is_told_once() -> None:
    practice = a_practice()
    invoice = an_invoice(practice)
    webhook, _ = services.register(practice.pk, "https://linde.example/hook", News.values, by=None)
    for turn, cents in enumerate((1_210, -1_210, 1_210)):
        settle(invoice.pk, cents, f"turn {turn}")
        for event in (InvoiceClosed(invoice.pk), InvoiceReopened(invoice.pk)):
            subscriptions.tell_whether_it_is_settled(event)
    told = webhook.calls.order_by("pk").values_list("news", flat=True)
    assert list(told) == ["invoice.settled", "invoice.reopened", "invoice.settled"]


def a_year_on() -> date:
    return clock.today() + timedelta(days=365)


def test_a_key_that_ended_and_a_secret_that_was_replaced_are_forgotten() -> None:
    practice = a_practice()
    key, _ = services.make_key(practice.pk, "Boekhouding", [Scope.ORDERS], a_year_on(), None)
    stays, _ = services.make_key(practice.pk, "Voorraad", [Scope.ORDERS], a_year_on(), None)
    webhook, _ = services.register(practice.pk, "https://linde.example/hook", News.values, by=None)
    services.revoke_key(key.pk)
    services.replace_secret(webhook.pk)
    with travel(clock.now() + timedelta(days=29), tick=False):
        retention.night()
    assert AccessKey.objects.count() == 2
    assert not Webhook.objects.get().former_secret
    with travel(clock.now() + timedelta(days=32), tick=False):
        retention.night()
    assert AccessKey.objects.get() == stays


@pytest.mark.parametrize("path", ["/api/v1/orders/%00", "/producten/%00/", "/beheer/%07/"])
def test_an_address_that_nobody_can_type_leads_nowhere(path: str) -> None:
    assert Client().get(path).status_code == 404
