"""How the shop is used is counted without knowing who used it, and costs nobody's page a statement."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from d4d.foundation import clock
from shop.catalogue import counting, insight, services
from shop.catalogue.models import ProductCount, SearchCount, StepCount
from tests.accounts.people import signed_in
from tests.shop.builders import a_colleague_of_the_house, a_member, a_practice, an_article, the_tariffs

pytestmark = pytest.mark.django_db
NEEDLE = "zqnaald van mevrouw jansen"


def looked_for(client: Client, words: str = NEEDLE, times: int = 1) -> None:
    for _ in range(times):
        assert client.get("/zoeken/", {"q": words}).status_code == 200


def everything_in_the_database() -> str:
    tables = [name for name in connection.introspection.table_names() if name != "django_session"]
    found = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'select * from "{table}"')
            found.append(str(cursor.fetchall()))
    return "".join(found).lower()


@pytest.mark.promise("PV45")
def test_the_words_of_one_visitor_never_reach_the_database() -> None:
    visitor = signed_in(a_member(a_practice()))
    looked_for(visitor, times=6)
    counting.write_down()
    for _ in range(3):
        looked_for(signed_in(a_member(a_practice())))
        looked_for(visitor)
        counting.write_down()
    row = SearchCount.objects.get()
    assert (row.times, row.in_vain, row.text) == (12, 12, "")
    assert "zqnaald" not in everything_in_the_database()
    assert insight.words() == insight.words(in_vain=True) == []


def test_who_is_answered_with_a_guess_looked_in_vain() -> None:
    the_tariffs()
    an_article(number="KT-INS114-DRE")
    services.reindex_all()
    page = Client().get("/zoeken/", {"q": "KT-INZ114-DRE"}).content.decode()
    assert '<a href="/zoeken/?q=KT-INS114-DRE">KT-INS114-DRE</a>' in page
    counting.write_down()
    assert list(SearchCount.objects.values_list("times", "in_vain")) == [(1, 1)]


@pytest.mark.promise("PV45")
def test_words_that_five_visitors_looked_for_are_told_as_a_total(monkeypatch: pytest.MonkeyPatch) -> None:
    slots = iter(range(counting.SLOTS))
    monkeypatch.setattr(counting, "_slot_of", lambda text, visitor: 1 << next(slots))
    for _ in range(4):
        looked_for(Client(), "  Turbine ")
    counting.write_down()
    assert insight.words() == []
    looked_for(Client(), "turbine")
    counting.write_down()
    assert insight.words() == [("turbine", 5, 5)]
    columns = {field.name for field in SearchCount._meta.get_fields()}
    assert columns == {"id", "mark", "month", "text", "times", "in_vain", "slots"}
    desk = signed_in(a_colleague_of_the_house("sales"), second_factor=True)
    page = desk.get("/beheer/catalogue/searchcount/").content.decode()
    assert '<th scope="row">turbine</th><td class="number">5</td>' in page
    assert (
        desk.get(f"/beheer/catalogue/searchcount/{SearchCount.objects.get().pk}/change/").status_code == 403
    )


def test_a_visitor_always_ticks_the_same_slot_of_the_same_words() -> None:
    slot = counting._slot_of("boor", "practice 7")
    assert slot == counting._slot_of("boor", "practice 7")
    assert slot.bit_count() == 1
    assert 1 <= slot < 1 << counting.SLOTS
    assert len({counting._slot_of("boor", f"practice {number}") for number in range(50)}) > 20


@pytest.mark.parametrize("words", ["", "   ", "anna@linde.example", "06 12345678", "123456782 bsn", "x" * 61])
def test_what_looks_like_somebodys_number_or_address_is_not_counted(words: str) -> None:
    request = RequestFactory().get("/zoeken/")
    request.user = AnonymousUser()
    counting.searched(words, 0, None, request)
    counting.write_down()
    assert not SearchCount.objects.exists()


def test_what_few_looked_for_goes_after_its_month() -> None:
    looked_for(Client())
    counting.write_down()
    assert counting.forget() == 0
    with time_machine.travel(clock.now() + timedelta(days=32)):
        assert counting.forget() == 1
    assert not SearchCount.objects.exists()


def test_products_and_steps_are_counted_and_a_page_waits_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    the_tariffs()
    article = an_article(name="Sonde")
    buyer = signed_in(a_member(a_practice()))
    address = f"/product/{article.product.slug}/"
    buyer.get(address)
    with CaptureQueriesContext(connection) as asked:
        buyer.get(address)
    assert not [one for one in asked.captured_queries if "_productcount" in one["sql"]]
    for _ in range(3):
        buyer.get(address)
    counting.stepped(counting.Step.PLACED)
    assert not ProductCount.objects.exists()
    monkeypatch.setattr(counting, "EVERY_SECONDS", -1)
    buyer.get(address)
    assert ProductCount.objects.get().times == 6
    assert insight.products() == [("Sonde", 6)]
    assert dict(StepCount.objects.values_list("step", "times")) == {"opened": 6, "placed": 1}
    assert [some for _word, some in insight.steps()] == [6]


def test_what_was_counted_twice_is_added_once_more(settings: Any) -> None:
    for _ in range(2):
        looked_for(Client(), "boor")
        counting.write_down()
    assert SearchCount.objects.get().times == 2
