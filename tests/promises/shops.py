"""A small world with unmistakable words: two practices, and in one of them three people who order."""

import io
import json
import time
import zipfile
from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client

from accounts.models import Membership, Practice, User
from d4d.foundation import relay
from privacy.export.making import copies
from shop.catalogue.models import Variant
from shop.orders.models import Order
from shop.shipping.models import Parcel, Shipment
from tests.accounts.people import a_colleague, a_practice, manager_of, signed_in
from tests.shop.builders import an_article, an_order, on_the_shelf, the_tariffs

COPY = "/mijn/privacy/kopie/"


@dataclass
class World:
    """Who is there."""

    practice: Practice
    manager: User
    buyer: User
    reader: User
    other: Practice
    stranger: User
    article: Variant


def a_world() -> World:
    """Two practices; every field of a person or practice holds a word that stands nowhere else."""
    the_tariffs()
    practice = a_practice("zq01praktijk", "zq02manager@linde.example", state=Practice.State.APPROVED)
    other = a_practice("zq50anders", "zq51vreemd@elders.example", state=Practice.State.APPROVED)
    Practice.objects.filter(pk=practice.pk).update(
        phone="+31735550101", billing_email="zq03factuur@linde.example", vat_id="NL002455799B11"
    )
    practice.refresh_from_db()
    for place in (practice, other):
        place.addresses.update(street=f"{place.name}straat", is_delivery_default=True)
    people = {
        "manager": manager_of(practice),
        "buyer": a_colleague(practice, Membership.Role.BUYER, "zq12koper@linde.example"),
        "reader": a_colleague(practice, Membership.Role.READER, "zq22lezer@linde.example"),
        "stranger": manager_of(other),
    }
    for number, (role, user) in enumerate(people.items()):
        user.first_name, user.last_name = f"zq{number}4voor{role}", f"zq{number}5achter{role}"
        user.phone, user.salutation = f"+3161234560{number}", User.Salutation.OTHER
        user.save()
    article = an_article(name="zqartikel")
    on_the_shelf(article, 500)
    return World(practice, other=other, article=article, **people)


def ordered(world: World, by: User | None, practice: Practice | None = None, **facts: Any) -> Order:
    """Something ordered, with a reference that names who ordered it."""
    return an_order(practice or world.practice, {world.article: 1}, placed_by=by, **facts)


def a_parcel(order: Order, label: bytes = b"%PDF zqlabel") -> Parcel:
    """A box with a label on its way."""
    shipment = Shipment.objects.create(order=order, sequence=1, courier="postnl")
    parcel = Parcel.objects.create(
        shipment=shipment,
        reference=f"P{order.number}",
        courier="postnl",
        state=Parcel.State.IN_TRANSIT,
        tracking_number=f"3S{order.number}",
    )
    parcel.label.save(f"{order.number}.pdf", ContentFile(label))
    return parcel


def at_the_door(user: User, *, seconds_ago: float = 1) -> Client:
    """A browser in which somebody showed so many seconds ago who they are."""
    client = signed_in(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time() - seconds_ago}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def content(answer: HttpResponse) -> bytes:
    """The whole of a streamed answer."""
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


@dataclass
class Fetched:
    """A copy, opened."""

    names: list[str]
    document: Any
    page: str
    manifest: Any
    files: dict[str, bytes]

    @property
    def everything(self) -> str:
        """All of it as one text."""
        return "\n".join(data.decode(errors="replace") for data in self.files.values())

    def sections(self, table: str, about: str = "") -> list[Any]:
        """The parts of one table."""
        parts = self.document["sections"]
        return [one for one in parts if one["table"] == table and about in ("", one["about"])]

    def rows(self, table: str, about: str = "") -> list[Any]:
        """The rows of one table."""
        return [row for part in self.sections(table, about) for row in part["rows"]]


def opened(data: bytes) -> Fetched:
    """What is in a ZIP."""
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        assert bundle.testzip() is None
        files = {name: bundle.read(name) for name in bundle.namelist()}
    return Fetched(
        list(files),
        json.loads(files["gegevens.json"]),
        files["gegevens.html"].decode(),
        json.loads(files["manifest.json"]),
        files,
    )


def the_work_is_done() -> None:
    """Every job that waits has run."""
    while relay.run_once():
        pass


def fetched(user: User) -> Fetched:
    """Ask for a copy, let the job run, and fetch it, as people do."""
    client = at_the_door(user)
    assert client.post(COPY).status_code == 302
    the_work_is_done()
    page = client.get(COPY).content.decode()
    export = copies.latest(user.subject.uuid)
    assert export
    assert f"{COPY}{export.uuid}/" in page
    answer = client.get(f"{COPY}{export.uuid}/")
    assert answer.status_code == 200
    data = content(answer)
    assert len(data) == int(answer["Content-Length"])
    return opened(data)
