"""What each service accepts, read from `contracts/*.json` and held strictly.

The files are JSON Schema (2020-12). This reads only the part of it that they use, because the
demo runs on the shop's production packages; the tests hold the answers to the same files with the full
`jsonschema` library, and both must agree.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "null": lambda value: value is None,
}


class Breach(NamedTuple):
    """One place where a message does not keep the contract."""

    field: str
    reason: str


def breaches(service: str, shape: str, value: Any) -> list[Breach]:
    """Everything in a message that breaks the contract; empty when it is kept."""
    contract = contract_of(service)
    return list(_walk(contract, contract["$defs"][shape], value, ""))


@cache
def contract_of(service: str) -> dict[str, Any]:
    """The whole contract of a service, as JSON Schema."""
    path = Path(__file__).parent / "contracts" / f"{service}.json"
    contract: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return contract


def _walk(root: dict[str, Any], schema: dict[str, Any], value: Any, at: str) -> Iterator[Breach]:
    for keyword, expected in schema.items():
        if keyword in _SIMPLE:
            if not _SIMPLE[keyword](expected, value):
                yield Breach(at, f"does not keep {keyword} {expected}")
        else:
            yield from _NESTED[keyword](root, schema, value, at)


_SIMPLE: dict[str, Callable[[Any, Any], bool]] = {
    "type": lambda names, value: any(
        _TYPES[name](value) for name in ([names] if isinstance(names, str) else names)
    ),
    "const": lambda expected, value: bool(value == expected),
    "enum": lambda allowed, value: value in allowed,
    "pattern": lambda pattern, value: not isinstance(value, str) or re.search(pattern, value) is not None,
    "minLength": lambda limit, value: not isinstance(value, str) or len(value) >= limit,
    "maxLength": lambda limit, value: not isinstance(value, str) or len(value) <= limit,
    "minimum": lambda limit, value: not _TYPES["number"](value) or value >= limit,
    "minItems": lambda limit, value: not isinstance(value, list) or len(value) >= limit,
    "maxItems": lambda limit, value: not isinstance(value, list) or len(value) <= limit,
    "description": lambda *_: True,
}


def _reference(root: dict[str, Any], schema: dict[str, Any], value: Any, at: str) -> Iterator[Breach]:
    yield from _walk(root, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], value, at)


def _required(root: dict[str, Any], schema: dict[str, Any], value: Any, at: str) -> Iterator[Breach]:
    if isinstance(value, dict):
        yield from (Breach(_join(at, name), "is missing") for name in schema["required"] if name not in value)


def _properties(root: dict[str, Any], schema: dict[str, Any], value: Any, at: str) -> Iterator[Breach]:
    if isinstance(value, dict):
        for name in value.keys() & schema["properties"].keys():
            yield from _walk(root, schema["properties"][name], value[name], _join(at, name))


def _no_others(root: dict[str, Any], schema: dict[str, Any], value: Any, at: str) -> Iterator[Breach]:
    if isinstance(value, dict):
        for name in sorted(value.keys() - schema.get("properties", {}).keys()):
            if schema["additionalProperties"] is False:
                yield Breach(_join(at, name), "may not be sent")
            else:
                yield from _walk(root, schema["additionalProperties"], value[name], _join(at, name))


def _items(root: dict[str, Any], schema: dict[str, Any], value: Any, at: str) -> Iterator[Breach]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _walk(root, schema["items"], item, _join(at, str(index)))


def _any_of(root: dict[str, Any], schema: dict[str, Any], value: Any, at: str) -> Iterator[Breach]:
    choices = [list(_walk(root, choice, value, at)) for choice in schema["anyOf"]]
    if all(choices):
        yield min(choices, key=len)[0]


def _all_of(root: dict[str, Any], schema: dict[str, Any], value: Any, at: str) -> Iterator[Breach]:
    for part in schema["allOf"]:
        yield from _walk(root, part, value, at)


def _if(root: dict[str, Any], schema: dict[str, Any], value: Any, at: str) -> Iterator[Breach]:
    holds = not any(_walk(root, schema["if"], value, at))
    yield from _walk(root, schema.get("then" if holds else "else", {}), value, at)


def _with_if(root: dict[str, Any], schema: dict[str, Any], value: Any, at: str) -> Iterator[Breach]:
    yield from ()


_NESTED: dict[str, Callable[[dict[str, Any], dict[str, Any], Any, str], Iterator[Breach]]] = {
    "$ref": _reference,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _no_others,
    "items": _items,
    "anyOf": _any_of,
    "allOf": _all_of,
    "if": _if,
    "then": _with_if,
    "else": _with_if,
}


def _join(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name
