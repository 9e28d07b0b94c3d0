"""Pictures of goods: a photo when there is one, else a drawing of its kind."""

from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from PIL import Image

from d4d.foundation import pictures
from shop.catalogue import drawings

WIDTH, HEIGHT = 640, 480
PHOTOS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True, slots=True)
class Picture:
    """What a product or a category looks like."""

    drawing: str
    seed: str
    photo: str = ""

    @property
    def url(self) -> str:
        """Where it stands; it never changes there, so browsers may keep it."""
        if self.photo:
            return reverse("catalogue:photo", args=[self.photo.removeprefix("products/")])
        return reverse("catalogue:drawing", args=[self.drawing or "box", self.seed])

    @property
    def drawn(self) -> SafeString:
        """The drawing itself, to stand in a page of many without a request for each."""
        return mark_safe(drawings.draw(self.drawing, self.seed))  # noqa: S308 - our own drawing


def tidied(upload: File) -> ContentFile:
    """A photo at the size that pages show; raises ValidationError if it is none of a kind that we read."""
    try:
        photo = pictures.drawn_anew(upload, PHOTOS)
    except pictures.NotReadable:
        raise ValidationError(_("Only JPEG, PNG and WebP photos can be used.")) from None
    photo.thumbnail((WIDTH, HEIGHT))
    stage = Image.new("RGB", (WIDTH, HEIGHT), "white")
    stage.paste(photo, ((WIDTH - photo.width) // 2, (HEIGHT - photo.height) // 2))
    written = BytesIO()
    stage.save(written, "WEBP", quality=82)
    return ContentFile(written.getvalue())
