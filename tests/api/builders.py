"""A practice with something of everything, and software that holds a key of it."""

from datetime import timedelta
from typing import Any

from django.test import Client

from accounts.models import Practice
from contracts.devices.models import Device
from d4d.api import services
from d4d.api.models import Scope
from d4d.foundation import clock
from shop.catalogue import memory
from shop.invoicing import services as invoicing
from shop.orders import services as orders
from tests.contracts.devices.builders import a_device
from tests.shop.builders import a_practice, an_article, an_order, on_the_shelf, the_tariffs


class Software:
    """Reads with a key; it has no cookies."""

    def __init__(self, practice: Practice, *scopes: str) -> None:
        last_day = clock.today() + timedelta(days=90)
        self.key, self.words = services.make_key(
            practice.pk, "Boekhouding", scopes or Scope.values, last_day, by=None
        )

    def get(self, path: str, **headers: str) -> Any:
        """Ask for something below /api/v1."""
        headers = {"Authorization": f"Bearer {self.words}", **headers}
        return Client().get(f"/api/v1{path}", headers=headers)


class Owned:
    """A practice with an order that was paid and invoiced, and a device."""

    def __init__(self, **facts: Any) -> None:
        self.practice = a_practice(kvk_number="12345678", **facts)
        self.article = an_article(name="Sonde", name_en="Probe")
        on_the_shelf(self.article, 50)
        self.order = orders.mark_paid(an_order(self.practice, {self.article: 2}, reference="K7").pk)
        self.invoice = invoicing.issue_for_order(self.order.pk)
        invoicing.render_files(self.invoice.pk)
        self.device: Device = a_device(self.practice)

    def paths(self) -> list[str]:
        """Everything that names a row of this practice."""
        number = self.invoice.number
        return [
            f"/orders/{self.order.number}",
            f"/invoices/{number}",
            f"/invoices/{number}/pdf",
            f"/invoices/{number}/ubl",
            f"/devices/{self.device.pk}",
        ]


LISTS = ("/articles", "/orders", "/invoices", "/devices")


def the_tariffs_are_known() -> None:
    """VAT and carriage, as this test's database has them."""
    memory.forget()
    the_tariffs()
