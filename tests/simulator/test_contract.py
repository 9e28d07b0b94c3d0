"""The simulator's own reading of its contracts agrees with the full JSON Schema library."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from d4d.simulator import contract
from tests.simulator import contracts, shipments

SERVICES = [path.stem for path in (Path(contract.__file__).parent / "contracts").glob("*.json")]
AMOUNT = {"currency": "EUR", "value": "12.10"}
MESSAGES = [
    ("postnl", "label_request", shipments.postnl(Barcode="3SDEVC123456789")),
    ("dhl", "shipment_request", shipments.dhl()),
    ("dpd", "shipment_request", shipments.dpd()),
    (
        "mollie",
        "payment_request",
        {"amount": AMOUNT, "description": "D", "redirectUrl": "https://d-4-d.com/"},
    ),
    (
        "mollie",
        "payment_request",
        {"amount": AMOUNT, "description": "D", "sequenceType": "recurring", "customerId": "cst_1"},
    ),
]


@pytest.mark.parametrize("service", SERVICES)
def test_every_contract_is_sound(service: str) -> None:
    Draft202012Validator.check_schema(contract.contract_of(service))
    names = set(contract.contract_of(service)["$defs"])
    used = {
        word for word in json.dumps(contract.contract_of(service)).split('"') if word.startswith("#/$defs/")
    }
    assert {name.removeprefix("#/$defs/") for name in used} <= names


@pytest.mark.parametrize(("service", "shape", "message"), MESSAGES)
def test_both_take_a_good_message(service: str, shape: str, message: Any) -> None:
    assert contract.breaches(service, shape, message) == []
    assert contracts.keeps(service, shape, message)


def places(message: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place inside a message."""
    parts = (
        message.items()
        if isinstance(message, dict)
        else enumerate(message)
        if isinstance(message, list)
        else ()
    )
    for name, value in parts:
        yield (*at, name)
        yield from places(value, (*at, name))


def broken(message: Any, place: tuple[Any, ...], value: Any) -> Any:
    copy = json.loads(json.dumps(message))
    within = copy
    for step in place[:-1]:
        within = within[step]
    if value is ...:
        del within[place[-1]]
    else:
        within[place[-1]] = value
    return copy


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_both_find_the_same_messages_broken(data: st.DataObject) -> None:
    service, shape, message = data.draw(st.sampled_from(MESSAGES))
    place = data.draw(st.sampled_from(list(places(message))))
    value = data.draw(
        st.sampled_from([..., None, True, 0, -1, 1.5, "", "x" * 300, "1.00", [], {}, {"email": "a@b.nl"}])
    )
    changed = broken(message, place, value)
    mine, theirs = contract.breaches(service, shape, changed), contracts.errors(service, shape, changed)
    assert bool(mine) == bool(theirs), (place, value, mine, theirs)


@pytest.mark.parametrize(("service", "shape", "message"), MESSAGES)
def test_an_unknown_field_is_refused_at_every_depth(service: str, shape: str, message: Any) -> None:
    free = {"metadata"}
    for place in places({"message": message}):
        within: Any = {"message": message}
        for step in place:
            within = within[step]
        if isinstance(within, dict) and not free & set(place):
            changed = broken(message, (*place[1:], "email"), "praktijk@voorbeeld.nl")
            assert [one.field.rpartition(".")[2] for one in contract.breaches(service, shape, changed)] == [
                "email"
            ]
