"""The printing press: HTML in, PDF/A-3 out. The only place that knows WeasyPrint.

Import it where something is printed, never while answering a request: loading it
takes longer than most pages. Style sheets and fonts are read once per process.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache
from pathlib import Path

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

FOLDER = Path(__file__).parent
FONTS = ("SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf", "SourceSans3-Bold.ttf")
TYPES = {".css": "text/css", ".ttf": "font/ttf", ".svg": "image/svg+xml", ".jpg": "image/jpeg"}
PIECES = ("logo.svg", "paper.css")


class CannotPrint(Exception):
    """The page asks for something that the press does not have."""


class Shelf(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """What a page may use: files of our own by name, and nothing else in the world."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=["d4d"])
        self._pieces = {f"d4d:{name}": content for name, content in {**_own_pieces(), **pictures}.items()}
        self.has_refused = False

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Hand out a piece from the shelf; anything else stops the press."""
        if url not in self._pieces:
            self.has_refused = True  # inside a drawing the error below is swallowed
            raise FatalURLFetchingError("not on the shelf")
        return URLFetcherResponse(url, self._pieces[url], {"Content-Type": TYPES[Path(url).suffix]})


@cache
def _own_pieces() -> dict[str, bytes]:
    fonts = {name: (FOLDER / "fonts" / name).read_bytes() for name in FONTS}
    return fonts | {name: (FOLDER / name).read_bytes() for name in PIECES}


@cache
def _read(sheet: Path) -> tuple[weasyprint.CSS, FontConfiguration]:
    fonts = FontConfiguration()
    text = sheet.read_text(encoding="utf-8")
    return weasyprint.CSS(string=text, font_config=fonts, url_fetcher=Shelf({})), fonts


def press(
    html: str, sheet: Path, pictures: Mapping[str, bytes], attached: bytes | None, made_at: datetime
) -> bytes:
    """Print a page with a style sheet; the same page gives the same bytes.

    `pictures` are further pieces for this page by name, `attached` is the XML of
    the same document, which travels inside as `factuur.xml`.
    """
    style, fonts = _read(sheet)
    attachments = [_attachment(attached, made_at)] if attached else []
    shelf = Shelf(pictures)
    pdf = b""
    with suppress(FatalURLFetchingError):
        page = weasyprint.HTML(string=html, base_url="d4d:", url_fetcher=shelf)
        pdf = page.write_pdf(
            stylesheets=[style],
            font_config=fonts,
            pdf_variant="pdf/a-3a",
            attachments=attachments,
        )
    if shelf.has_refused:
        raise CannotPrint("The page refers to something outside.")
    return pdf


def _attachment(xml: bytes, made_at: datetime) -> weasyprint.Attachment:
    # An attachment serves one printing only, and its dates would otherwise be "now".
    return weasyprint.Attachment(
        string=xml,
        name="factuur.xml",
        description="UBL 2.1",
        relationship="Alternative",
        created=made_at,
        modified=made_at,
    )
