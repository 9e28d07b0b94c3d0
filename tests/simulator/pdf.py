"""Reading what a PDF says."""

from io import BytesIO

from pypdf import PdfReader


def text_of(pdf: bytes) -> str:
    """All text of all pages; fails on a file that is no sound PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf), strict=True).pages)
