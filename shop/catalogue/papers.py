"""Papers of products: PDF files and nothing else, looked at and sent as such."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _

BEGINS = b"%PDF-"


def check(upload: UploadedFile) -> None:
    """Refuse what is no PDF, by its name and by its first letters."""
    begins = upload.read(len(BEGINS))
    upload.seek(0)
    if begins != BEGINS or not str(upload.name).lower().endswith(".pdf"):
        raise ValidationError(_("Only PDF files can be papers of a product."))


def sent(file: FieldFile) -> FileResponse:
    """A paper to keep: whatever is in it, no browser takes it for a page of ours."""
    name = str(file).rpartition("/")[2]
    response = FileResponse(file.open(), as_attachment=True, filename=name, content_type="application/pdf")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
