"""A declaration that cannot be carried out fails the build (PV59)."""

from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps

from privacy import checks, register
from privacy.register import Declaration, Personal
from privacy.vocabulary import Erase, Keep

TABLE = "orders.Order"


def faults(changed: Declaration) -> set[str | None]:
    """What the check says of a declaration."""
    model = apps.get_model(changed.model)
    return {problem.id for problem in checks._check_table(model, changed)}


def changed(table: str, column: str, **facts: Any) -> Declaration:
    """A declaration as it stands, but for one column."""
    known = register.declarations()[table.lower()]
    fact = known.columns[column]
    assert isinstance(fact, Personal)
    return replace(known, columns={**known.columns, column: replace(fact, **facts)})


def test_as_it_stands_nothing_is_wrong() -> None:
    assert faults(register.declarations()[TABLE.lower()]) == set()


@pytest.mark.promise("PV59")
@pytest.mark.parametrize(
    ("column", "facts", "error"),
    [
        ("delivery_note", {"keep": Keep(years=2, after="closed")}, "privacy.E016"),
        ("delivery_note", {"keep": Keep(years=2, since="closed_when")}, "privacy.E017"),
        ("delivery_note", {"keep": Keep(years=2, since="practice")}, "privacy.E017"),
        ("delivery_note", {"keep": Keep()}, "privacy.E007"),
        ("practice", {"erase": Erase.UNLINK}, "privacy.E005"),
        ("placed_by", {"subject": "placed_by"}, "privacy.E004"),
    ],
)
def test_a_period_or_path_that_leads_nowhere_is_an_error(
    column: str, facts: dict[str, Any], error: str
) -> None:
    assert error in faults(changed(TABLE, column, **facts))


def test_json_must_name_its_keys() -> None:
    assert "privacy.E012" in faults(changed("mfa.Authenticator", "data", schema=None))


def test_a_file_must_be_deleted_at_the_end() -> None:
    kept = changed("invoicing.ArchivedFile", "file", at_end=Erase.DELETE_ROW)
    assert "privacy.E009" in faults(kept)


def test_a_part_must_be_part_of_something() -> None:
    known = register.declarations()["orders.orderline"]
    assert "privacy.E017" in faults(replace(known, part_of="basket"))


def test_a_mark_must_be_a_column() -> None:
    known = register.declarations()[TABLE.lower()]
    assert "privacy.E003" in faults(replace(known, done={Keep(years=2): "kept_so_long"}))


def test_a_room_may_keep_rows_of_another_longer() -> None:
    known = register.Declaration("orders.Order")
    known.stays({"state": "shipped"}, Keep(years=9, since="closed_at"))
    assert [longer.keep.years for longer in known.longer] == [9]
