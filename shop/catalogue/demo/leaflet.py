"""A paper of one page as a real PDF: a title, some sentences, nothing else."""

from textwrap import wrap

LETTERS_ON_A_LINE = 88
LINE_POINTS = 16


def leaflet(title: str, lines: list[str]) -> bytes:
    """The bytes of an A4 page in Helvetica."""
    text = [f"BT /B 16 Tf 56 770 Td {_shown(title)} Tj ET"]
    height = 735
    for paragraph in lines:
        for line in wrap(paragraph, LETTERS_ON_A_LINE):
            text.append(f"BT /R 11 Tf 56 {height} Td {_shown(line)} Tj ET")
            height -= LINE_POINTS
        height -= LINE_POINTS // 2
    page = "\n".join(text).encode("cp1252")
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R "
        b"/Resources << /Font << /R 4 0 R /B 5 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
    )


def _shown(text: str) -> str:
    """Text as a PDF string; what its alphabet lacks becomes a question mark."""
    known = text.encode("cp1252", "replace").decode("cp1252")
    return "({})".format(known.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)"))


def _file(*objects: bytes) -> bytes:
    written = b"%PDF-1.4\n"
    places: list[int] = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(written))
    )
