"""A file that is far too large fills no disk."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from d4d.foundation.uploads import MOST_KEPT


def sent(size: int) -> int:
    """How much of a file of this size is there when a page looks at it."""
    upload = SimpleUploadedFile("foto.jpg", b"0" * size, "image/jpeg")
    request = RequestFactory().post("/", {"note": "erbij", "photo": upload, "after": "ook"})
    assert (request.POST["note"], request.POST["after"]) == ("erbij", "ook")
    with request.FILES["photo"] as file:
        return file.size or 0


def test_of_a_huge_file_only_the_beginning_is_kept_and_the_rest_of_the_form_is_whole() -> None:
    assert MOST_KEPT <= sent(50_000_000) < MOST_KEPT + 100_000


def test_an_ordinary_file_is_kept_whole() -> None:
    assert sent(3_000_000) == 3_000_000
