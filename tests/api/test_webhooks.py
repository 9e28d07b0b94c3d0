"""A practice's software is told of news: signed, once, at public addresses only, and not for ever."""

import hashlib
import hmac
import json
import re
import socket
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from time_machine import travel

from accounts.models import Membership, Practice
from d4d.api import services, subscriptions
from d4d.api.models import Call, News, Webhook
from d4d.api.services import telling
from d4d.foundation import clock, http, relay
from d4d.foundation.models import Delivery
from d4d.foundation.public_addresses import is_public, is_public_name, public_address_of
from privacy.models import DataSubject
from shop.orders.events import OrderPlaced
from shop.orders.models import Order
from tests.promises.shops import at_the_door
from tests.shop.builders import a_member, a_practice, an_article, an_order, on_the_shelf, the_tariffs
from tests.simulator_process import Outside

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice() -> Practice:
    the_tariffs()
    return a_practice(name="Zqpraktijk")


@pytest.fixture
def address(outside: Outside, settings: Any) -> str:
    """Where the practice's software listens, as the simulator plays it."""
    settings.SIMULATOR_ORIGIN = outside.origin
    return f"{outside.origin}/software/nieuws"


def named(practice: Practice, address: str) -> tuple[Webhook, str]:
    return services.register(practice.pk, address, News.values, by=None)


def ordered(practice: Practice) -> Order:
    article = an_article()
    on_the_shelf(article, 5)
    return an_order(practice, {article: 1}, reference="zqkenmerk")


def work() -> None:
    while relay.run_once():
        pass


def signature(secret: str, headers: dict[str, str], body: str) -> str:
    """As a receiver computes it by Standard Webhooks."""
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
    key = b64decode(secret.removeprefix("whsec_"))
    return "v1," + b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def test_news_is_told_once_signed_and_by_number_only(
    practice: Practice, address: str, outside: Outside
) -> None:
    webhook, secret = named(practice, address)
    order = ordered(practice)
    work()
    subscriptions.tell_of_the_order(OrderPlaced(order_id=order.pk))
    work()
    (heard,) = outside.news()
    said = json.loads(heard["body"])
    assert (said["type"], said["data"]) == ("order.placed", {"number": order.number})
    assert set(said) == {"type", "timestamp", "data"}
    assert heard["headers"]["webhook-signature"] == signature(secret, heard["headers"], heard["body"])
    assert abs(int(heard["headers"]["webhook-timestamp"]) - clock.now().timestamp()) < 60
    call = webhook.calls.get()
    assert heard["headers"]["webhook-id"] == f"msg_{call.uuid.hex}"
    assert (call.outcome, call.answer, call.tries) == ("sent", "204", 1)
    assert secret not in str(Webhook.objects.values())


def test_an_address_hears_of_its_own_practice_and_its_own_news(
    practice: Practice, address: str, outside: Outside
) -> None:
    services.register(a_practice().pk, address, News.values, by=None)
    services.register(practice.pk, address, [News.INVOICE_ISSUED], by=None)
    ordered(practice)
    work()
    assert outside.news() == []


def test_the_call_that_is_explained_is_signed_with_the_secret_beside_it() -> None:
    page = unescape(Client().get("/api/").content.decode())
    headers = dict(re.findall(r"(webhook-\w+): (\S+)", page))
    (body,) = re.findall(r"^(\{.*\})</code>", page, re.MULTILINE)
    (secret,) = re.findall(r"whsec_[\w+/=]{40,}", page)
    assert headers["webhook-signature"] == signature(secret, headers, body)
    assert json.loads(body)["type"] == "order.placed"


def test_for_a_day_both_secrets_sign(practice: Practice, address: str, outside: Outside) -> None:
    webhook, former = named(practice, address)
    newer = services.replace_secret(webhook.pk)
    services.send_test(webhook.pk)
    work()
    with travel(clock.now() + timedelta(hours=25), tick=False):
        services.send_test(webhook.pk)
        work()
    during, after = outside.news()
    both = [signature(one, during["headers"], during["body"]) for one in (newer, former)]
    assert during["headers"]["webhook-signature"].split() == both
    assert after["headers"]["webhook-signature"] == signature(newer, after["headers"], after["body"])


def test_what_was_about_to_be_told_is_not_told_once_the_data_may_not_be_used(
    practice: Practice, address: str, outside: Outside
) -> None:
    webhook, _ = named(practice, address)
    telling.tell(practice.pk, News.ORDER_PLACED, "D1", "order 1")
    DataSubject.objects.filter(pk=practice.subject_id).update(state=DataSubject.State.RESTRICTED)
    work()
    assert webhook.calls.get().outcome == "failed"
    assert outside.ledger("software") == []


def test_an_address_that_never_answers_is_switched_off_and_the_manager_hears(
    practice: Practice, address: str, outside: Outside
) -> None:
    manager = a_member(practice, Membership.Role.MANAGER)
    webhook, _ = named(practice, address)
    outside.fault("software", "error", count=9)
    telling.tell(practice.pk, News.ORDER_PLACED, "D1", "order 1")
    telling.tell(practice.pk, News.ORDER_PLACED, "D2", "order 2")
    for _ in range(4):
        work()
        Delivery.objects.filter(done_at=None).update(available_at=clock.now())
    webhook.refresh_from_db()
    first, second = webhook.calls.order_by("pk")
    assert webhook.state == "paused"
    assert (first.outcome, first.answer, first.tries) == ("failed", "500", 3)
    assert (second.outcome, second.tries <= 3) == ("failed", True)
    assert not Delivery.objects.filter(topic="api.call-wanted", done_at=None).exists()
    assert len(outside.ledger("software")) <= 6
    (letter,) = [one for one in mail.outbox if address in str(one.body)]
    assert letter.to == [manager.email]
    telling.tell(practice.pk, News.ORDER_PLACED, "D3", "order 3")
    assert webhook.calls.count() == 2


def test_an_address_that_answers_something_else_in_between_stays_on(
    practice: Practice, address: str, outside: Outside
) -> None:
    webhook, _ = named(practice, address)
    telling.tell(practice.pk, News.ORDER_PLACED, "D1", "order 1")
    Call.objects.update(tries=2)
    outside.fault("software", "error")
    telling.tell(practice.pk, News.ORDER_PLACED, "D2", "order 2")
    Call.objects.filter(about="D2").update(outcome="sent", tried_at=clock.now())
    work()
    webhook.refresh_from_db()
    assert (webhook.calls.get(about="D1").outcome, webhook.state) == ("failed", "active")


class _Redirecting(BaseHTTPRequestHandler):
    asked: list[str] = []
    status = 302

    def do_POST(self) -> None:
        self.asked.append(self.path)
        self.send_response(self.status)
        self.send_header("Location", "/inside")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST  # noqa: N815 - as the library names it

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server(settings: Any) -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Redirecting) as one:
        thread = threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        settings.SIMULATOR_ORIGIN = f"http://127.0.0.1:{one.server_port}"
        yield settings.SIMULATOR_ORIGIN
        one.shutdown()
        thread.join()


def test_a_redirect_leads_nowhere_and_gone_ends_it(practice: Practice, server: str) -> None:
    _Redirecting.asked.clear()
    assert http.tell_a_stranger(f"{server}/hook", b"{}", {}) == 302
    assert _Redirecting.asked == ["/hook"]
    _Redirecting.status = 410
    webhook, _ = named(practice, f"{server}/hook")
    telling.tell(practice.pk, News.ORDER_PLACED, "D1", "order 1")
    work()
    webhook.refresh_from_db()
    assert (webhook.calls.get().tries, webhook.state) == (1, "paused")


INSIDE = ("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0")
WRAPPED = ("::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "ff02::1")

NOBODYS = ["224.0.0.1", "255.255.255.255", "fec0::1", "64:ff9b:1::7f00:1", "::7f00:1", "::ffff:0:7f00:1"]


@pytest.mark.parametrize("ip", [*INSIDE, *WRAPPED, *NOBODYS])
def test_an_address_inside_is_not_public(ip: str) -> None:
    assert not is_public(ip)


def test_a_name_that_leads_inside_is_never_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_public("1.1.1.1")
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0.1)
        with pytest.raises(http.NotPublic):
            http.tell_a_stranger(f"https://localhost:{door.getsockname()[1]}/", b"{}", {})
        with pytest.raises(TimeoutError):
            door.accept()
    both = [(2, 1, 6, "", (ip, 443)) for ip in ("1.1.1.1", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: both)
    with pytest.raises(http.NotPublic):
        public_address_of("both.example", 443)


@pytest.mark.parametrize(
    "url",
    [
        "http://linde.example/",
        "https://linde.example:8443/",
        "https://user:word@linde.example/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://[::1]/",
        "https://localhost/",
        "https://linde.example/#part",
        "https://linde.example:x/",
        "ftp://linde.example/",
    ],
)
def test_what_is_no_address_on_the_internet_is_refused(practice: Practice, url: str) -> None:
    assert is_public_name("https://linde.example/hook?a=1")
    client = at_the_door(a_member(practice, Membership.Role.MANAGER))
    page = client.post("/mijn/koppelingen/adres/", {"url": url, "news": ["order.placed"]})
    assert "whsec_" not in page.content.decode()
    assert not Webhook.objects.exists()


def test_a_manager_makes_a_key_and_names_an_address(practice: Practice) -> None:
    manager = a_member(practice, Membership.Role.MANAGER)
    asked = {"name": "Boekhouding", "scopes": ["invoices"], "days": "90"}
    late = at_the_door(manager, seconds_ago=600)
    assert "bevestig" in late.post("/mijn/koppelingen/sleutel/", asked)["Location"]
    client = at_the_door(manager)
    page = client.post("/mijn/koppelingen/sleutel/", asked)
    words = page.content.decode().partition('code--wrap">')[2].partition("<")[0]
    assert words.startswith("d4d_")
    assert "no-store" in page["Cache-Control"]
    answer = Client().get("/api/v1/invoices", headers={"Authorization": f"Bearer {words}"})
    assert answer.json() == {"data": [], "next": None}
    listed = client.get("/mijn/koppelingen/").content.decode()
    assert words not in listed
    assert f"<code>{words[-4:]}</code>" in listed
    named_at = {"url": "https://linde.example/hook", "news": ["order.placed", "invoice.issued"]}
    assert "whsec_" in client.post("/mijn/koppelingen/adres/", named_at).content.decode()
    webhook = Webhook.objects.get()
    for act in ("schakelen", "schakelen", "proef"):
        assert client.post(f"/mijn/koppelingen/adres/{webhook.pk}/{act}/").status_code == 302
    page = client.get(f"/mijn/koppelingen/adres/{webhook.pk}/").content.decode()
    assert 'id="calls"' in page
    assert "data-hx-get" in page  # the test waits
    assert "whsec_" in client.post(f"/mijn/koppelingen/adres/{webhook.pk}/geheim/").content.decode()
    assert client.get("/api/").status_code == 200
    client.post(f"/mijn/koppelingen/adres/{webhook.pk}/verwijderen/")
    assert not Webhook.objects.exists()
