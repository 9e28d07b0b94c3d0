"""The one door for pictures of others: drawn anew, so that only what can be seen of them is kept."""

from django.core.files import File
from PIL import Image, ImageOps

MOST_POINTS = 30_000_000


class NotReadable(Exception):
    """A file is no picture of a kind that we read."""


class TooManyPoints(NotReadable):
    """A picture would unfold to more than we can hold."""


def drawn_anew(file: File, kinds: tuple[str, ...]) -> Image.Image:
    """The picture alone, upright, on white paper; its size is known before anything of it unfolds.

    Raises NotReadable or TooManyPoints, whatever stands in the file.
    """
    file.seek(0)
    try:
        with Image.open(file, formats=kinds) as picture:
            if picture.width * picture.height > MOST_POINTS:
                raise TooManyPoints
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except TooManyPoints:
        raise
    except Exception:  # noqa: BLE001 - the library raises what it likes on a broken file
        raise NotReadable from None
    finally:
        file.seek(0)
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    return paper
