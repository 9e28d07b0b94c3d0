"""The contracts of the outside services, held by the full JSON Schema library."""

from typing import Any

from jsonschema import Draft202012Validator

from d4d.simulator.contract import contract_of


def errors(service: str, shape: str, message: Any) -> list[str]:
    """What in a message breaks the contract."""
    schema = {**contract_of(service), "$ref": f"#/$defs/{shape}"}
    return [error.message for error in Draft202012Validator(schema).iter_errors(message)]


def keeps(service: str, shape: str, message: Any) -> bool:
    """Whether a message keeps the contract; says where not."""
    found = errors(service, shape, message)
    assert not found, found
    return True
