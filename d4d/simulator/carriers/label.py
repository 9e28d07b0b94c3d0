"""A shipping label: one small PDF page with name, address and a bar code, marked as an example."""

from collections.abc import Iterable

from d4d.simulator.carriers.parcels import CARRIERS
from d4d.simulator.store import Record

_WIDTH, _HEIGHT = 298, 420  # A6 in points
_NARROW, _WIDE, _BAR_HEIGHT = 0.7, 1.75, 70
# Code 39: nine bars and gaps per sign, three of them wide.
_CODE_39 = {
    "0": "nnnwwnwnn", "1": "wnnwnnnnw", "2": "nnwwnnnnw", "3": "wnwwnnnnn", "4": "nnnwwnnnw",
    "5": "wnnwwnnnn", "6": "nnwwwnnnn", "7": "nnnwnnwnw", "8": "wnnwnnwnn", "9": "nnwwnnwnn",
    "A": "wnnnnwnnw", "B": "nnwnnwnnw", "C": "wnwnnwnnn", "D": "nnnnwwnnw", "E": "wnnnwwnnn",
    "F": "nnwnwwnnn", "G": "nnnnnwwnw", "H": "wnnnnwwnn", "I": "nnwnnwwnn", "J": "nnnnwwwnn",
    "K": "wnnnnnnww", "L": "nnwnnnnww", "M": "wnwnnnnwn", "N": "nnnnwnnww", "O": "wnnnwnnwn",
    "P": "nnwnwnnwn", "Q": "nnnnnnwww", "R": "wnnnnnwwn", "S": "nnwnnnwwn", "T": "nnnnwnwwn",
    "U": "wwnnnnnnw", "V": "nwwnnnnnw", "W": "wwwnnnnnn", "X": "nwnnwnnnw", "Y": "wwnnwnnnn",
    "Z": "nwwnwnnnn", "*": "nwnnwnwnn",
}  # fmt: skip


def label(parcels: Iterable[Record]) -> bytes:
    """The labels of some parcels, a page each."""
    return _pdf([_page(parcel) for parcel in parcels])


def _page(parcel: Record) -> bytes:
    lines = [
        "0.9 g", _text("VOORBEELD", 46, 75, 130, "0.5 0.87 -0.87 0.5"), "0 g",
        _text(CARRIERS[parcel["carrier"]], 20, 20, 385),
        _text(f"Referentie: {parcel['reference']}", 8, 20, 368),
        *(_text(line, 13, 20, 330 - 18 * row) for row, line in enumerate(parcel["to"])),
        _bars(parcel["id"]),
        _text(parcel["id"], 12, 20, 55),
        _text("VOORBEELD: dit etiket is niet geldig voor verzending", 8, 20, 25),
    ]  # fmt: skip
    return "\n".join(lines).encode("cp1252", "replace")


def _text(text: str, size: int, x: int, y: int, turn: str = "1 0 0 1") -> str:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf {turn} {x} {y} Tm ({escaped}) Tj ET"


def _bars(number: str) -> str:
    x, bars = 20.0, []
    for sign in f"*{number}*":
        for position, thickness in enumerate(_CODE_39[sign]):
            width = _WIDE if thickness == "w" else _NARROW
            if position % 2 == 0:
                bars.append(f"{x:.2f} 75 {width} {_BAR_HEIGHT} re f")
            x += width
        x += _NARROW
    return "\n".join(bars)


def _pdf(pages: list[bytes]) -> bytes:
    """Number the objects, and list where each begins."""
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, content in enumerate(pages):
        resources = "/Resources << /Font << /F1 3 0 R >> >>"
        box = f"/MediaBox [0 0 {_WIDTH} {_HEIGHT}]"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R {box} {resources} /Contents {5 + 2 * index} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out, starts = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    size, start = len(objects) + 1, len(out)
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
