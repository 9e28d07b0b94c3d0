"""The page of a variant with its prices, however many there are."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop.catalogue.models import Price, PriceGroup
from tests.shop.catalogue.builders import a_fact, a_practice, a_product
from tests.shop.catalogue.desk import change

pytestmark = pytest.mark.django_db


def test_the_prices_of_a_variant_ask_for_it_once(staff: Client) -> None:
    variant = a_product().variants.get()
    for _ in range(8):
        Price.objects.create(variant=variant, practice=a_practice(), unit_price_e4=1)
    with CaptureQueriesContext(connection) as captured:
        page = staff.get(f"/beheer/catalogue/variant/{variant.pk}/change/").content.decode()
    assert page.count(f"{variant.number}: ") >= 8
    asked = [one for one in captured.captured_queries if 'FROM "catalogue_variant"' in one["sql"]]
    assert len(asked) == 1


def test_a_variant_is_opened_with_as_few_questions_with_many_prices_as_with_one(staff: Client) -> None:
    variant = a_product().variants.get()
    page, counts = f"/beheer/catalogue/variant/{variant.pk}/change/", []
    for number in range(3):
        whose = a_practice(name=f"Praktijk {number}")
        group = PriceGroup.objects.create(name=f"Groep {number}")
        for facts in ({"practice": whose}, {"group": group}, {}):
            Price.objects.create(variant=variant, unit_price_e4=number, **facts)
        a_fact(variant, f"kenmerk-{number}", "x")
        staff.get(page)
        with CaptureQueriesContext(connection) as captured:
            shown = staff.get(page).content.decode()
        counts.append(len(captured))
        assert f'<strong><a href="/beheer/accounts/practice/{whose.pk}/change/">{whose}</a></strong>' in shown
        assert len(re.findall(f'<option value="{group.pk}" selected>{group}</option>', shown)) == 1
    assert counts[0] == counts[2], counts


def test_a_practice_that_was_typed_wrongly_bears_no_name(staff: Client) -> None:
    agreed = Price.objects.create(
        variant=a_product().variants.get(), practice=a_practice(name="De Echte"), unit_price_e4=1
    )
    answer = change(staff, "variant", agreed.variant_id, **{"prices-0-practice": "999999"})
    assert answer.status_code == 200
    assert "De Echte" not in answer.content.decode()
