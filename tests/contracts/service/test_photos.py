"""Photos come in through one door, and leave nothing behind but the picture."""

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from PIL import Image

from d4d.foundation import photos
from tests.contracts.devices.builders import with_a_broken_past

SECRET = b"zq-secret-place"


def a_photo(size: tuple[int, int] = (40, 30), form: str = "JPEG", **options: Any) -> bytes:
    """A small photo, red all over."""
    written = BytesIO()
    Image.new("RGB", size, "#c00000").save(written, form, **options)
    return written.getvalue()


def upload(content: bytes, name: str = "foto.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, kind)


def with_a_past() -> bytes:
    """A photo that lies on its side and tells where it was made."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    return a_photo(exif=exif, comment=SECRET) + SECRET


def test_nothing_of_the_camera_comes_along() -> None:
    content = with_a_past()
    kept = photos.redrawn(upload(content)).read()

    picture = Image.open(BytesIO(kept))
    assert SECRET in content
    assert SECRET not in kept
    assert (picture.format, dict(picture.getexif()), picture.size) == ("JPEG", {}, (30, 40))


def test_a_large_photo_keeps_at_most_twelve_million_points() -> None:
    kept = Image.open(photos.redrawn(upload(a_photo((5000, 4000)))))

    assert 11_900_000 < kept.width * kept.height <= 12_000_000
    assert round(kept.width / kept.height, 2) == 1.25


def test_what_is_see_through_becomes_white() -> None:
    written = BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(written, "PNG")

    assert Image.open(photos.redrawn(upload(written.getvalue(), "a.png"))).getpixel((1, 1)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tekening.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("foto.jpg", b"<script>alert(1)</script>"),
        ("half.jpg", a_photo((200, 200))[:400]),
        ("leeg.jpg", b"x"),
        ("film.gif", a_photo(form="GIF")),
        ("boek.pdf", b"%PDF-1.7"),
        ("kant.jpg", with_a_broken_past(a_photo())),
    ],
)
def test_what_is_no_photo_is_refused_by_name(name: str, content: bytes) -> None:
    with pytest.raises(ValidationError) as refusal:
        photos.redrawn(upload(content, name))

    assert refusal.value.code == "unreadable"
    assert name in refusal.value.message


def test_a_photo_of_fifty_megabytes_is_refused() -> None:
    large = upload(a_photo() + b"\0" * 50_000_000)

    with pytest.raises(ValidationError) as refusal:
        photos.redrawn(large)

    assert refusal.value.code == "large"


def test_a_small_file_that_unfolds_to_a_wall_is_refused() -> None:
    wall = BytesIO()
    Image.new("1", (6000, 6000)).save(wall, "PNG")

    with pytest.raises(ValidationError) as refusal:
        photos.redrawn(upload(wall.getvalue(), "wall.png"))

    assert (refusal.value.code, len(wall.getvalue()) < 100_000) == ("points", True)


def test_a_form_takes_several_photos_and_names_the_bad_one() -> None:
    field = photos.PhotosField(most=2, required=False)

    def answered(*files: SimpleUploadedFile) -> Any:
        return field.clean(field.widget.value_from_datadict({}, MultiValueDict({"p": list(files)}), "p"))

    assert answered() == []
    assert len(answered(upload(a_photo()), upload(a_photo(), "b.jpg"))) == 2
    with pytest.raises(ValidationError, match=r"kwaad\.jpg"):
        answered(upload(a_photo()), upload(b"kwaad", "kwaad.jpg"))
    with pytest.raises(ValidationError) as refusal:
        answered(*[upload(a_photo()) for _ in range(3)])
    assert refusal.value.code == "many"
