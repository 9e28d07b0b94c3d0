"""The one door for photos that people send: whatever comes in leaves as a plain JPEG without a past.

How to use it: a form takes photos with `PhotosField` (several at once, each drawn anew) and a service keeps
`redrawn(upload)` in an ordinary FileField with `upload_to=Folder("service/faults")`. What the camera wrote
(place, time, owner, a small copy of the whole picture) does not come along, nor does anything that was
hidden in the file: every point is drawn anew. A photo is shown with `answer(file)`, from a view that knows
who asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from math import sqrt
from pathlib import Path
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db.models.fields.files import FieldFile
from django.http import HttpResponse
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _
from PIL import Image

from d4d.foundation import pictures

MOST_BYTES = 20_000_000
MOST_POINTS_KEPT = 12_000_000
READABLE = ("JPEG", "PNG", "WEBP")
QUALITY = 85


@deconstructible
@dataclass
class Folder:
    """Where photos of a kind are kept, under a name that says nothing about anybody."""

    name: str

    def __call__(self, _row: object, _filename: str) -> str:
        return f"{self.name}/{uuid4().hex}.jpg"


class PhotosInput(forms.FileInput):
    """A box for several photos; a telephone offers its camera."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photos, each of a kind and size that we read; the answer is a list."""

    widget = PhotosInput

    def __init__(self, *, most: int, **options: Any) -> None:
        super().__init__(**options)
        self.most = most
        self.widget.attrs["accept"] = "image/jpeg,image/png,image/webp"

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Check every photo; raises ValidationError with the name of the first that cannot be used."""
        uploads = [one for one in (data or ()) if one]
        if self.required and not uploads:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(uploads) > self.most:
            raise ValidationError(_("At most %(most)s photos, please.") % {"most": self.most}, code="many")
        for upload in uploads:
            super().clean(upload, initial)
        return [redrawn(upload) for upload in uploads]


class Photo(ContentFile):
    """A photo that was drawn anew here."""


def redrawn(upload: File) -> Photo:
    """The photo upright, as a JPEG of at most 12 million points; what is one already stays as it is.

    Raises ValidationError for what is no photo of a kind and size that we read.
    """
    if isinstance(upload, Photo):
        return upload
    if (upload.size or 0) > MOST_BYTES:
        refusal = _("%(name)s is too large: a photo has at most 20 MB.")
        raise ValidationError(refusal % {"name": upload.name}, code="large")
    paper = _drawn(upload)
    points = paper.width * paper.height
    if points > MOST_POINTS_KEPT:
        scale = sqrt(MOST_POINTS_KEPT / points)
        paper = paper.resize((int(paper.width * scale), int(paper.height * scale)))
    written = BytesIO()
    paper.save(written, "JPEG", quality=QUALITY)
    return Photo(written.getvalue(), name="photo.jpg")


def answer(file: FieldFile) -> HttpResponse:
    """A photo as an answer to somebody who may see it: nobody on the way keeps a copy."""
    with file.open("rb") as picture:
        response = HttpResponse(picture.read(), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = f'inline; filename="{Path(str(file.name)).name}"'
    return response


def remove(files: Sequence[FieldFile]) -> None:
    """Take photos off the disk; one that is gone already is no error."""
    for file in files:
        file.storage.delete(str(file.name))


def _drawn(upload: File) -> Image.Image:
    name = {"name": upload.name}
    try:
        return pictures.drawn_anew(upload, READABLE)
    except pictures.TooManyPoints:
        raise ValidationError(
            _("%(name)s has too many points: please send a smaller photo.") % name, code="points"
        ) from None
    except pictures.NotReadable:
        raise ValidationError(
            _("%(name)s is no JPEG, PNG or WebP photo that we can read.") % name, code="unreadable"
        ) from None
