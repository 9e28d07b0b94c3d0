"""The archive: files that are written once, found by a name that holds their own fingerprint."""

from collections.abc import Iterator
from hashlib import sha256

from django.core.files.base import ContentFile

from shop.invoicing.models import ArchivedFile, EarlierInvoice, archive

FOLDER, EARLIER_FOLDER = "invoices", "earlier-invoices"


class ArchiveDamaged(Exception):
    """A file is missing, or is not the one that was put away."""


def keep(series: str, number: str, kind: str, content: bytes) -> str:
    """Put a file away for good and return its key; the same content is kept once."""
    return _keep(f"{FOLDER}/{series}/{number}-{fingerprint(content)}.{_ending(kind)}", content)


def keep_earlier(year: int, number: str, content: bytes) -> str:
    """Put the PDF of an earlier invoice away for good and return its key; two invoices never share one."""
    own = fingerprint(number.encode())[:16]
    return _keep(f"{EARLIER_FOLDER}/{year}/{own}-{fingerprint(content)}.pdf", content)


def _keep(key: str, content: bytes) -> str:
    storage = archive()
    if storage.exists(key):
        if _content(key) == content:
            return key
        storage.delete(key)  # half written when the power went, and in nobody's books yet
    kept_as = storage.save(key, ContentFile(content))
    if kept_as != key:
        raise ArchiveDamaged(f"{key} was put away as something else")
    return key


def read(file: ArchivedFile) -> bytes:
    """The bytes that were put away, and no others; raises ArchiveDamaged."""
    content = _intact(str(file.file), file.sha256)
    if len(content) != file.size:
        raise ArchiveDamaged(f"{file.file} has been changed")
    return content


def read_earlier(invoice: EarlierInvoice) -> bytes:
    """The PDF of an earlier invoice as it was put away; raises ArchiveDamaged."""
    return _intact(str(invoice.file), invoice.sha256)


def _intact(name: str, sha256_of_it: str) -> bytes:
    if not archive().exists(name):
        raise ArchiveDamaged(f"{name} is missing")
    content = _content(name)
    if fingerprint(content) != sha256_of_it:
        raise ArchiveDamaged(f"{name} has been changed")
    return content


def records() -> Iterator[tuple[str, bytes]]:
    """Every record in the archive with its key, by series and number; a changed one is an error."""
    storage = archive()
    if not storage.exists(FOLDER):
        return
    for series in sorted(storage.listdir(FOLDER)[0]):
        for name in sorted(storage.listdir(f"{FOLDER}/{series}")[1]):
            if name.endswith(".json"):
                key = f"{FOLDER}/{series}/{name}"
                content = _content(key)
                if fingerprint(content) not in name:
                    raise ArchiveDamaged(f"{key} has been changed")
                yield key, content


def fingerprint(content: bytes) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return sha256(content).hexdigest()


def _content(key: str) -> bytes:
    with archive().open(key) as file:
        return bytes(file.read())


def _ending(kind: str) -> str:
    return {ArchivedFile.Kind.UBL: "xml"}.get(ArchivedFile.Kind(kind), kind)
