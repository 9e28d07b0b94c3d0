"""Pictures of goods: a photo when there is one, else a drawing of its kind."""

from functools import lru_cache
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from PIL import Image, ImageOps

WIDTH, HEIGHT = 640, 480


@lru_cache(maxsize=20_000)
def url(drawing: str, seed: str, picture: str = "") -> str:
    """Where the picture of something stands; it never changes there, so browsers may keep it."""
    if picture:
        return reverse("catalogue:photo", args=[picture.removeprefix("products/")])
    return reverse("catalogue:drawing", args=[drawing or "box", seed])


def tidied(upload: UploadedFile) -> ContentFile:
    """A photo at the size that pages show, without what the camera wrote into it."""
    with Image.open(upload) as photo:
        upright = ImageOps.exif_transpose(photo).convert("RGB")
    upright.thumbnail((WIDTH, HEIGHT))
    stage = Image.new("RGB", (WIDTH, HEIGHT), "white")
    stage.paste(upright, ((WIDTH - upright.width) // 2, (HEIGHT - upright.height) // 2))
    written = BytesIO()
    stage.save(written, "WEBP", quality=82)
    return ContentFile(written.getvalue())
