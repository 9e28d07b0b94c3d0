"""Files that people send: however large one is, only so much of it reaches our disk."""

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST_KEPT = 24_000_000  # more than any page takes: what is cut off here is refused there in words


class Capped(FileUploadHandler):
    """Lets the beginning of a file through and drops the rest while it comes in."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """This piece, as long as the pieces before it were not too many."""
        return raw_data if start < MOST_KEPT else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The next handler makes the file."""
        return None
