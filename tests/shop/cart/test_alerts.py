"""Somebody asked for a word: when an article is back, when prices on a list change. One word, and no more."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from time_machine import travel

from accounts.models import Membership
from d4d.foundation import clock, relay
from privacy.models import DataSubject
from shop.cart import services as cart
from shop.cart.models import PriceWatch, ShoppingList, StockAlert
from shop.cart.services import alerts
from shop.catalogue import memory
from shop.catalogue.models import Price, PriceGroup
from shop.orders import services as orders
from tests.accounts.people import signed_in
from tests.shop.builders import a_member, a_practice, an_article, an_order, on_the_shelf, the_tariffs

pytestmark = pytest.mark.django_db


def later(minutes: int = 11) -> list[mail.EmailMessage]:
    """All news arrives, some minutes pass, and all that was to be sent by then is sent."""
    news_arrives()
    with travel(clock.now() + timedelta(minutes=minutes), tick=False):
        news_arrives()
    return list(mail.outbox)


def news_arrives() -> None:
    while relay.run_once():
        pass


@pytest.fixture(autouse=True)
def _the_tariffs_are_known() -> None:
    memory.forget()
    the_tariffs()


def test_who_waits_gets_one_word_when_it_is_back() -> None:
    practice, article = a_practice(), an_article(name="Sonde")
    user, other = a_member(practice), a_member(practice)
    client = signed_in(user)
    ask = f"/mijn/seintjes/artikel/{article.pk}/"
    assert ask in client.get(f"/product/{article.product.slug}/").content.decode()
    for _ in range(2):
        client.post(ask)
    alerts.ask_alert(practice, other, article)
    assert later() == []
    on_the_shelf(article, 3)
    news_arrives()
    assert mail.outbox == []  # who ordered it is served first
    letters = later()
    assert sorted(letter.to for letter in letters) == sorted([[user.email], [other.email]])
    assert article.number in letters[0].subject
    on_the_shelf(article, 3)
    assert len(later(30)) == 2
    assert not StockAlert.objects.exists()


def test_nobody_is_told_while_all_pieces_are_promised() -> None:
    practice, article = a_practice(), an_article()
    alerts.ask_alert(practice, a_member(practice), article)
    an_order(practice, {article: 3})
    on_the_shelf(article, 3)
    assert later() == []
    assert StockAlert.objects.count() == 1
    on_the_shelf(article, 1)
    assert len(later(30)) == 1


def test_pieces_that_an_order_gives_up_are_told_of_once_nobody_else_waits_for_them() -> None:
    practice, article = a_practice(), an_article()
    on_the_shelf(article, 3)
    first, second, short = (an_order(practice, {article: pieces}) for pieces in (2, 1, 2))
    alerts.ask_alert(practice, a_member(practice), article)
    orders.cancel(first.pk)
    assert not [letter for letter in later() if article.number in letter.subject]
    assert short.lines.get().allocated == 2
    orders.cancel(second.pk)
    assert len([letter for letter in later(30) if article.number in letter.subject]) == 1
    assert not StockAlert.objects.exists()


@pytest.mark.parametrize("gone", ["left", "restricted"])
def test_who_no_longer_works_there_or_is_restricted_hears_nothing(gone: str) -> None:
    practice, article = a_practice(), an_article()
    user = a_member(practice)
    alerts.ask_alert(practice, user, article)
    if gone == "left":
        Membership.objects.update(is_active=False)
    else:
        DataSubject.objects.filter(pk=user.subject_id).update(state=DataSubject.State.RESTRICTED)
    on_the_shelf(article, 1)
    assert later() == []
    assert not StockAlert.objects.exists()


def test_waiting_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    practice, article = a_practice(), an_article()
    user = a_member(practice)
    client = signed_in(user)
    there = an_article()
    on_the_shelf(there, 1)
    client.post(f"/mijn/seintjes/artikel/{there.pk}/")
    assert not StockAlert.objects.exists()
    monkeypatch.setattr(alerts, "MOST_ALERTS", 1)
    client.post(f"/mijn/seintjes/artikel/{article.pk}/")
    client.post(f"/mijn/seintjes/artikel/{an_article().pk}/")
    alert = StockAlert.objects.get()
    assert article.number in client.get("/mijn/seintjes/").content.decode()
    stranger = signed_in(a_member(practice))
    assert stranger.post(f"/mijn/seintjes/{alert.pk}/weg/").status_code == 404
    assert client.post(f"/mijn/seintjes/{alert.pk}/weg/").status_code == 302
    assert not StockAlert.objects.exists()


def test_changed_prices_on_a_list_are_told_once_to_who_asked() -> None:
    practice, article, other = a_practice(), an_article(name="Sonde"), an_article(name="Spiegel")
    user = a_member(practice)
    a_member(practice)
    kept = cart.make_list(practice, "Maandag")
    for one in (article, other):
        cart.add_to_list(practice, kept.pk, one.pk)
    client = signed_in(user)
    client.post(f"/mijn/lijsten/{kept.pk}/prijzen/")
    alerts.compare_prices()
    assert later(0) == []
    Price.objects.create(variant=article, practice=practice, unit_price_e4=85_000)
    newcomer = an_article()
    cart.add_to_list(practice, kept.pk, newcomer.pk)
    with travel(clock.now() + timedelta(days=1), tick=False):
        alerts.compare_prices()
        alerts.compare_prices()
        (letter,) = later(0)
    assert letter.to == [user.email]
    assert "10,00 → €\u00a08,50" in str(letter.body)
    assert other.number not in str(letter.body)
    assert newcomer.number not in str(letter.body)
    with travel(clock.now() + timedelta(days=2), tick=False):
        alerts.compare_prices()
        assert len(later(0)) == 1
    assert "stop" in client.get(f"/mijn/lijsten/{kept.pk}/").content.decode()
    client.post(f"/mijn/lijsten/{kept.pk}/prijzen/", {"stop": "1"})
    assert not PriceWatch.objects.exists()


def told(kept: ShoppingList, day: int) -> str:
    """What the letter of a day says, or nothing."""
    mail.outbox.clear()
    with travel(clock.now() + timedelta(days=day), tick=False):
        alerts.compare_prices()
        return "".join(str(letter.body).replace("\u00a0", " ") for letter in later(0))


def test_a_price_for_more_pieces_is_told_too() -> None:
    practice, article = a_practice(), an_article(name="Sonde", number="SO-1")
    group = PriceGroup.objects.create(name="Keten")
    group.members.add(practice)
    kept = cart.make_list(practice, "Maandag")
    cart.add_to_list(practice, kept.pk, article.pk)
    alerts.watch_prices(a_member(practice), kept)
    Price.objects.create(variant=article, practice=a_practice(), from_quantity=5, unit_price_e4=10_000)
    assert told(kept, 1) == ""  # somebody else's price
    tier = Price.objects.create(variant=article, group=group, from_quantity=10, unit_price_e4=90_000)
    assert "(SO-1), vanaf 10 stuks: € 10,00 → € 9,00" in told(kept, 2)
    assert told(kept, 3) == ""
    Price.objects.filter(pk=tier.pk).update(unit_price_e4=80_000)
    letter = told(kept, 4)
    assert "(SO-1), vanaf 10 stuks: € 9,00 → € 8,00" in letter
    assert "(SO-1):" not in letter
    tier.delete()
    assert "(SO-1), vanaf 10 stuks: € 8,00 → € 10,00" in told(kept, 5)
    Price.objects.create(variant=article, practice=practice, unit_price_e4=85_000)
    letter = told(kept, 6)
    assert "(SO-1): € 10,00 → € 8,50" in letter
    assert "vanaf" not in letter


@pytest.mark.parametrize(
    ("known", "now", "changed"),
    [
        (100, [[1, 100], [10, 90]], []),  # only the price of one piece was written down then
        (100, [[1, 80], [10, 70]], [(1, 100, 80)]),
        ([[1, 100]], [[1, 100]], []),
        ([[1, 100], [10, 90]], [[1, 85]], [(1, 100, 85), (10, 90, 85)]),
        ([[1, 100]], [[1, 90], [5, 80]], [(1, 100, 90), (5, 100, 80)]),
        ([[1, 100], [10, 90]], [[1, 100], [20, 90]], [(10, 90, 100)]),
        ([[1, 100], [5, 90], [9, 100]], [[1, 110], [5, 90], [9, 110]], [(1, 100, 110), (9, 100, 110)]),
    ],
)
def test_each_change_is_named_from_its_quantity_on(
    known: Any, now: list[list[int]], changed: list[tuple[int, int, int]]
) -> None:
    assert list(alerts._steps_that_changed(known, now)) == changed


def test_a_watch_from_before_larger_quantities_counted_goes_on() -> None:
    practice, article = a_practice(), an_article()
    kept = cart.make_list(practice, "Maandag")
    cart.add_to_list(practice, kept.pk, article.pk)
    alerts.watch_prices(a_member(practice), kept)
    PriceWatch.objects.update(prices={str(article.pk): 100_000})
    Price.objects.create(variant=article, from_quantity=10, unit_price_e4=90_000)
    assert told(kept, 1) == ""
    Price.objects.update(unit_price_e4=70_000)
    assert "vanaf 10 stuks" in told(kept, 2)
