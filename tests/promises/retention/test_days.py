"""The day that people are told is the day on which it goes (PV59)."""

import json
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import example, given
from hypothesis import strategies as st

from accounts.models import Practice
from privacy import retention
from privacy.register import Personal, declarations
from privacy.vocabulary import CLAIMS, FISCAL, ONE_YEAR, SHORT, Keep
from tests.promises.people import (
    LAST_YEAR,
    a_finished_order,
    invoice_of,
)

DAYS = st.dates(date(2016, 1, 1), date(2060, 12, 31))


@given(
    st.sampled_from([CLAIMS, ONE_YEAR, SHORT, FISCAL, Keep(years=5), Keep(days=30), Keep(years=15)]),
    DAYS,
    DAYS,
)
@example(ONE_YEAR, date(2024, 2, 28), date(2025, 2, 28))
@example(ONE_YEAR, date(2024, 2, 29), date(2025, 3, 1))
@example(CLAIMS, date(2026, 2, 28), date(2028, 2, 29))
@example(FISCAL, date(2018, 12, 31), date(2026, 1, 1))
@example(FISCAL, date(2019, 1, 1), date(2026, 12, 31))
def test_the_day_that_people_are_told_is_the_day_on_which_it_goes(
    keep: Keep, moment: date, today: date
) -> None:
    assert (moment < keep.cutoff(today)) == (keep.until(moment) <= today)


@given(st.sampled_from([CLAIMS, ONE_YEAR, SHORT, FISCAL]), DAYS)
def test_nothing_goes_before_its_whole_period_is_over(keep: Keep, moment: date) -> None:
    until = keep.until(moment)
    if keep.is_fiscal:
        assert until == date(moment.year + keep.years + 1, 1, 1)
    else:
        assert until > moment + timedelta(days=keep.years * 365 + keep.days)
        assert until <= moment + timedelta(days=keep.years * 366 + keep.days + 2)


def test_every_period_can_be_counted() -> None:
    counted = {share.declaration.model for rule in retention.rules() for share in rule.shares}
    for declaration in declarations().values():
        facts = [fact for fact in declaration.columns.values() if isinstance(fact, Personal)]
        if any(fact.keep.since for fact in facts):
            assert declaration.model in counted


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["orders_order", "invoicing_invoice"])
def test_what_is_due_is_found_by_an_index(table: str) -> None:
    for rule in retention.rules():
        if rule.model._meta.db_table == table:
            plan = rule.due(date(2026, 11, 22)).order_by(rule.moment).explain()
            assert f"SCAN {table}\n" not in plan
            assert any(word in plan for word in ("_due", "Index", "Seq Scan")), plan
            if connection.vendor == "sqlite":
                assert "_due" in plan, plan


@pytest.mark.django_db
def test_the_keys_of_an_invoice_are_the_declared_ones(practice: Practice) -> None:
    invoice = invoice_of(a_finished_order(practice, None, LAST_YEAR))
    fact = declarations()["invoicing.invoice"].columns["snapshot"]
    assert isinstance(fact, Personal)
    assert fact.schema is not None
    assert set(json.loads(invoice.snapshot)) <= set(fact.schema)


def test_every_rule_names_tables_that_exist() -> None:
    for rule in retention.rules():
        assert apps.get_model(rule.model._meta.label) is rule.model
        assert rule.name
