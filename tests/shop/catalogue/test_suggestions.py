"""Suggestions are for people who switched them on; everybody else sees the same shop."""

import re

import pytest
from django.test import Client

from accounts.models import User
from privacy import personalisation
from shop.catalogue import memory
from shop.catalogue.models import RecentView
from tests.accounts.people import dutch, signed_in
from tests.shop.builders import a_member, a_practice, an_article, the_tariffs

pytestmark = pytest.mark.django_db


def plain(client: Client, address: str) -> str:
    """A page without what is drawn anew for each form and each session."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", client.get(address).content.decode())


@pytest.mark.promise("PV45")
def test_only_who_switched_it_on_sees_what_lies_beside_what_they_looked_at() -> None:
    the_tariffs()
    seen, beside = an_article(name="Sonde"), an_article(name="Spiegel")
    practice = a_practice()
    wants, looked, new = (a_member(practice) for _ in range(3))
    personalisation.switch_on(wants.subject.uuid, "nl")
    clients: dict[User, Client] = {user: signed_in(user) for user in (wants, looked, new)}
    for user in (wants, looked):
        clients[user].get(f"/product/{seen.product.slug}/")
    memory.forget()
    title = dutch("Beside what you looked at")
    page = clients[wants].get("/").content.decode()
    assert title in page
    assert beside.product.name in page.split(title)[1]
    assert title in clients[wants].get(f"/product/{seen.product.slug}/").content.decode()
    for address in ("/", f"/product/{seen.product.slug}/"):
        assert plain(clients[looked], address) == plain(clients[new], address)
        assert title not in plain(clients[new], address)
    assert set(RecentView.objects.values_list("user", flat=True)) == {wants.pk}
    personalisation.switch_off(wants.subject.uuid, "nl")
    assert title not in clients[wants].get("/").content.decode()
    assert not RecentView.objects.exists()
