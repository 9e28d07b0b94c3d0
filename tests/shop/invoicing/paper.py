"""Reads printed documents, and prints them in a process of its own."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pypdf

from shop.invoicing.document import Document
from shop.invoicing.render import pdf

ROOT = Path(__file__).parents[3]


def printed(document: Document, xml: bytes | None = None) -> pypdf.PdfReader:
    """A document as the archive keeps it."""
    return pypdf.PdfReader(io.BytesIO(pdf.render(document, xml)))


def text_of(document: Document) -> str:
    """What stands on its pages, as people read it."""
    pages = printed(document).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages).replace("\u00a0", " "))


def run(script: str, **environment: str) -> str:
    """What another process says to a script."""
    found = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout.strip()
