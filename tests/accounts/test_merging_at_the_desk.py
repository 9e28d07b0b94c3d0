"""Two practices are merged at the desk: first a page says what will happen, then, once, it does."""

import pytest
from django.test import Client

from accounts import services
from accounts.models import Likeness, Practice
from tests.accounts.people import a_practice, post_is_delivered, signed_in
from tests.promises.desk import a_role

pytestmark = pytest.mark.django_db
LIST = "/beheer/accounts/practice/"


@pytest.fixture
def two() -> tuple[Practice, Practice]:
    """A practice that registered twice, under the same KvK number."""
    older = a_practice(state="approved")
    newer = a_practice("Praktijk Linde", "bea@linde.example", state="approved")
    return newer, older


def desk_of(role: str) -> Client:
    return signed_in(a_role(role, f"{role}@d4d.example"), second_factor=True)


def test_sales_sees_what_will_happen_and_then_it_does(two: tuple[Practice, Practice]) -> None:
    newer, older = two
    desk, page = desk_of("sales"), f"{LIST}{newer.pk}/merge/{older.pk}/"
    services.look_for_all_likeness()
    assert Likeness.objects.count() == 1
    pairs = desk.get("/beheer/accounts/likeness/").content.decode()
    assert f"{LIST}{older.pk}/overzicht/" in pairs
    assert f'<a href="{page}">Bekijk wat er gebeurt</a>' in pairs
    assert desk.post(f"{LIST}{newer.pk}/merge/", {"heir": older.number})["Location"] == page
    shown = desk.get(page).content.decode()
    assert "bea@linde.example" in shown
    assert "Dit kan niet ongedaan worden gemaakt" in shown
    assert "Open uitnodigingen bij de praktijk die verdwijnt" in shown
    assert "toegangssleutels" in shown
    desk.post(page, {"reason": "Dubbel ingeschreven"})
    newer.refresh_from_db()
    assert newer.merged_into is None
    answer = desk.post(page, {"reason": "Dubbel ingeschreven", "is_sure": "on"})
    assert answer["Location"] == f"{LIST}{older.pk}/change/"
    newer.refresh_from_db()
    assert newer.merged_into == older
    assert f">{older.number} {older.name}</a>" in desk.get(f"{LIST}{newer.pk}/change/").content.decode()
    assert newer.number in desk.get(f"{LIST}{older.pk}/change/").content.decode()
    about = [letter for letter in post_is_delivered() if newer.number in letter.subject]
    assert {letter.to[0] for letter in about} == {"anna@linde.example", "bea@linde.example"}
    assert desk.post(page, {"is_sure": "on"}).status_code == 200  # once


def test_what_is_in_the_way_stands_on_the_page_and_others_may_not(two: tuple[Practice, Practice]) -> None:
    newer, older = two
    page = f"{LIST}{newer.pk}/merge/{older.pk}/"
    services.close(older.pk, None, "verhuisd")
    desk = desk_of("finance")
    assert "is_sure" not in desk.get(page).content.decode()
    assert desk_of("service").get(page).status_code == 403
    assert desk_of("auditor").get(page).status_code == 403
