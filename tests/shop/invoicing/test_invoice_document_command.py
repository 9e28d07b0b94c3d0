"""The command renders one case, or refuses it and writes nothing."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pypdf
import pytest
from django.core.management import CommandError, call_command

from tests.shop.invoicing.builders import CASES, case


def render(folder: Path, content: bytes, **options: str) -> dict[str, bytes]:
    """Run the command on a file with this content and return what it wrote."""
    (folder / "case.json").write_bytes(content)
    out = folder / "out"
    out.mkdir()
    given = {name: str(out / name) for name in ("ubl", "pdf", "json")} | options
    try:
        call_command(
            "invoice_document", str(folder / "case.json"), *(f"--{name}={given[name]}" for name in given)
        )
    except CommandError:
        assert list(out.iterdir()) == []
        raise
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_a_case_becomes_three_files(tmp_path: Path) -> None:
    written = render(tmp_path, json.dumps(CASES["08-shipping-split"]).encode(), profile="nlcius")

    assert set(written) == {"ubl", "pdf", "json"}
    assert json.loads(written["json"]) == CASES["08-shipping-split"]["expected"]
    assert b"urn:fdc:nen.nl:nlcius:v1.0" in written["ubl"]
    attached = pypdf.PdfReader(io.BytesIO(written["pdf"])).attachments
    assert dict(attached) == {"factuur.xml": [written["ubl"]]}


def test_numbers_need_not_be_text(tmp_path: Path) -> None:
    lines = [CASES["01-simple"]["lines"][0] | {"qty": 2, "price": 49.95, "rate": 21}]

    written = render(tmp_path, json.dumps(case("01-simple", lines=lines)).encode())

    assert json.loads(written["json"]) == CASES["01-simple"]["expected"]


@pytest.mark.parametrize(
    "content",
    [
        b"{}",
        b"[]",
        b"null",
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        json.dumps(case("01-simple", lines=[])).encode(),
    ],
)
def test_a_malformed_case_writes_nothing(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        render(tmp_path, content)


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        (case("11-credit-full", ref=None), "NL-R-001 credited_number: A credit note must name"),
        (case("14-reverse-charge", buyer={"name": "X", "cc": "BE"}), "BR-AE-02"),
        (
            case(
                "01-simple", buyer={"name": "X", "street": "Y 1", "city": "Z", "zip": "1234 AB", "cc": "NL"}
            ),
            "R010",
        ),
        (case("01-simple", lines=[CASES["01-simple"]["lines"][0] | {"cat": "O"}]), "BR-CL-17"),
    ],
)
def test_a_case_that_breaks_a_rule_names_it_and_writes_nothing(
    broken: dict[str, object], rule: str, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match=rule):
        render(tmp_path, json.dumps(broken).encode())


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        render(tmp_path, json.dumps(CASES["01-simple"]).encode(), json=str(tmp_path / "nowhere" / "json"))


def test_a_missing_case_is_a_clear_refusal(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="The case cannot be read: No such file"):
        call_command("invoice_document", str(tmp_path / "none.json"), f"--json={tmp_path / 'out'}")

    assert not (tmp_path / "out").exists()
