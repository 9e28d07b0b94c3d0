"""What is sent with the quick order page: pasted text, a file, and rows of two boxes."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from shop.cart.quick_order.reading import Pasted, Reading, read, read_row
from shop.cart.quick_order.tidying import MOST_LINES, text_of

LONGEST_TEXT = 200_000
LARGEST_FILE = 1_000_000
_NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff")


class QuickOrderForm(forms.Form):
    """Anything in which articles and quantities can be written."""

    text = forms.Field(
        label=_("Paste your list"),
        help_text=_(
            "One article per line, from a spreadsheet, an e-mail, an old invoice or your scanner. "
            "For example: 2x KT-INS114-DRE"
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        help_text=_("CSV or text, at most 1 MB."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv,text/plain"}),
    )

    def clean_text(self) -> str:
        """Nothing in a text is wrong, but it must end somewhere."""
        text = str(self.cleaned_data["text"] or "")
        if len(text) > LONGEST_TEXT:
            raise ValidationError(_("This text is too long. Paste it in parts."))
        return text

    def clean_file(self) -> str:
        """The text of the file."""
        upload: UploadedFile | None = self.cleaned_data["file"]
        if upload is None:
            return ""
        if (upload.size or 0) > LARGEST_FILE:
            raise ValidationError(_("This file is larger than 1 MB. Send it in parts."))
        content = upload.read()
        if content.startswith(_NO_TEXT):
            raise ValidationError(
                _("This is no text file. Save your spreadsheet as CSV and choose that file.")
            )
        return text_of(content)

    def everything(self) -> Pasted:
        """Every line: the rows first, then what was pasted, then the file."""
        pasted = [read(self.cleaned_data[name]) for name in ("text", "file")]
        readings = [*self._rows(), *(reading for part in pasted for reading in part.readings)]
        left_out = sum(part.left_out for part in pasted) + max(len(readings) - MOST_LINES, 0)
        return Pasted(tuple(readings[:MOST_LINES]), left_out)

    def typed(self) -> list[tuple[str, str]]:
        """The boxes of the rows as they were sent."""
        return list(boxes(self.data))

    def _rows(self) -> Iterator[Reading]:
        for number, quantity in boxes(self.data):
            if reading := read_row(number, quantity):
                yield reading


def boxes(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Number and quantity of each row in order; a suggestion that was chosen comes in the number's place."""
    for place in range(MOST_LINES + 50):
        number = data.get(f"row-{place}-choice") or data.get(f"row-{place}-number") or ""
        if number.strip():
            yield number[:300], (data.get(f"row-{place}-quantity") or "")[:20]
