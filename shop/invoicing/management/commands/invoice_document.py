"""Render one written-down case as UBL, PDF and totals, without a database."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from d4d.foundation import clock
from shop.invoicing import rules
from shop.invoicing.cases import CaseUnreadable, read_case, totals_as_case
from shop.invoicing.document import Document
from shop.invoicing.render import pdf, ubl

LARGEST_CASE = 10_000_000


class Command(BaseCommand):
    """Put one case through the real document, rules and renderers."""

    help = "Renders one case (an element of invoice_cases.json) as UBL, PDF and totals, without a database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One case in, up to three files out."""
        parser.add_argument("case", type=Path)
        parser.add_argument("--profile", choices=[*rules.Profile], default=rules.Profile.PEPPOL)
        parser.add_argument("--ubl", type=Path)
        parser.add_argument("--pdf", type=Path)
        parser.add_argument("--json", type=Path)

    @translation.override("en")
    def handle(self, *, case: Path, profile: str, **options: Any) -> None:
        """Read, check and render everything first; only then write the files."""
        document = _read(case)
        findings = rules.check(document, rules.Profile(profile))
        if options["ubl"]:
            _refuse(findings)
        _refuse(rules.check(document))
        xml = ubl.render(document, rules.Profile(profile)) if not findings else None
        files: dict[Path, bytes] = {}
        if options["ubl"] and xml:
            files[options["ubl"]] = xml
        if options["pdf"]:
            files[options["pdf"]] = pdf.render(document, xml)
        if options["json"]:
            text = json.dumps(totals_as_case(document), indent=1, ensure_ascii=False)
            files[options["json"]] = f"{text}\n".encode()
        _write(files)


def _read(path: Path) -> Document:
    try:
        if path.stat().st_size > LARGEST_CASE:
            raise CommandError("The case is too large.")
        case = json.loads(path.read_bytes(), parse_float=Decimal)
    except OSError as error:
        raise CommandError(f"The case cannot be read: {error.strerror}")
    except (ValueError, RecursionError):
        raise CommandError("The case is not JSON.")
    try:
        return read_case(case, clock.today())
    except CaseUnreadable as refusal:
        raise CommandError(str(refusal))


def _refuse(findings: list[rules.Finding]) -> None:
    if findings:
        raise CommandError("\n".join(f"{rule} {field}: {text}" for rule, field, text in findings))


def _write(files: dict[Path, bytes]) -> None:
    """Write all files or none."""
    drafts = {path: path.with_name(f".{path.name}.{os.getpid()}.draft") for path in files}
    try:
        for path, content in files.items():
            drafts[path].write_bytes(content)
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as error:
        raise CommandError(f"The files cannot be written: {error.strerror}")
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
