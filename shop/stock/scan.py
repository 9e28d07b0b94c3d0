"""Reads what a scanner types: a GS1 code holds the article, LOT, serial number and expiry date.

The tables of GS1 take 16 MB; a process loads them when it reads its first code.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from biip.gs1_digital_link_uris import GS1DigitalLinkURI
    from biip.gs1_element_strings import GS1ElementString
    from biip.gs1_messages import GS1Message

# Scanners type the separator in their own way, and people type it as brackets.
_SEPARATORS = ("\x1d", "<GS>", "{GS}", "␝")
_ARTICLE, _LOT, _SERIAL, _EXPIRY, _COUNT = "01", "10", "21", "17", "30"
_LONGEST_GTIN = 14


class Unreadable(Exception):
    """This is no GTIN and no GS1 code."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a code says; empty where it says nothing. `is_sound` unless the GTIN's check digit is wrong."""

    gtin: str = ""
    lot: str = ""
    serial: str = ""
    expires_on: date | None = None
    quantity: int | None = None
    is_sound: bool = True


def read(text: str) -> Scan:
    """Everything a scanned code says about the goods. Raises Unreadable."""
    for separator in _SEPARATORS:
        text = text.replace(separator, "\x1d")
    code = "".join(text.split(" ")).strip("\r\n\t\x1d")
    said = _elements(code)
    if not said.keys() & {_ARTICLE, _LOT, _SERIAL, _EXPIRY}:
        return Scan(gtin=_gtin(code))
    return Scan(
        gtin=_value(said, _ARTICLE),
        lot=_value(said, _LOT),
        serial=_value(said, _SERIAL),
        expires_on=said[_EXPIRY].date if _EXPIRY in said else None,
        quantity=int(said[_COUNT].value) if _COUNT in said else None,
        is_sound=_ARTICLE not in said or said[_ARTICLE].gtin is not None,
    )


def _elements(code: str) -> "dict[str, GS1ElementString]":
    from biip import ParseError
    from biip.gs1_messages import GS1Message

    if code.isdigit() and len(code) <= _LONGEST_GTIN:
        return {}
    try:
        found = GS1Message.parse_hri(code) if code.startswith("(") else _message(code)
    except ParseError:
        raise Unreadable
    return {element.ai.ai: element for element in found.element_strings} if found else {}


def _message(code: str) -> "GS1Message | GS1DigitalLinkURI | None":
    from biip import parse

    answer = parse(code)
    return answer.gs1_message or answer.gs1_digital_link_uri


def _value(said: "dict[str, GS1ElementString]", identifier: str) -> str:
    return said[identifier].value if identifier in said else ""


def _gtin(code: str) -> str:
    from biip import ParseError
    from biip.gtin import Gtin

    try:
        return Gtin.parse(code).as_gtin_14()
    except ParseError:
        raise Unreadable
