"""The one door for reports of others: a PDF as it is, a picture drawn anew, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.http import StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from d4d.foundation import pictures

MOST_BYTES = 20 * 1024 * 1024
PDF = b"%PDF-"
PNG = b"\x89PNG"
ENDINGS = {"JPEG": "jpg", "PNG": "png"}
KINDS = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
LONGEST_SIDE = 4_000
NOT_READABLE = _("This is not a PDF, PNG or JPEG file that can be read. Please make a scan or a photo of it.")


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that may be kept, under a name that says nothing."""

    content: File
    ending: str

    @property
    def name(self) -> str:
        """A new name for the file."""
        return f"{uuid4().hex}.{self.ending}"


def taken_in(upload: UploadedFile) -> Paper:
    """What may be kept of an upload; its content decides, never its name. Raises ValidationError.

    Pictures are drawn anew, so that nothing of what a camera wrote into them is kept.
    """
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(_("This file is too large: at most 20 MB. Please send a smaller scan."))
    upload.seek(0)
    begins = upload.read(len(PDF))
    upload.seek(0)
    return Paper(upload, "pdf") if begins == PDF else _drawn_anew(upload)


def sent(file: FieldFile, name: str) -> StreamingHttpResponse:
    """A paper to keep: whatever is in it, no browser takes it for a page of ours."""
    ending = str(file.name).rpartition(".")[2]
    kind = KINDS.get(ending, "application/octet-stream")
    response = StreamingHttpResponse(_pieces(file), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["Content-Length"] = str(file.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _pieces(file: FieldFile) -> Iterator[bytes]:
    with file.storage.open(str(file.name)) as content:
        yield from content.chunks()


def _drawn_anew(upload: UploadedFile) -> Paper:
    kind = "PNG" if upload.read(len(PNG)) == PNG else "JPEG"
    try:
        fresh = pictures.drawn_anew(upload, (kind,))
    except pictures.NotReadable:
        raise ValidationError(NOT_READABLE) from None
    fresh.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    written = BytesIO()
    fresh.save(written, kind)
    return Paper(ContentFile(written.getvalue()), ENDINGS[kind])
