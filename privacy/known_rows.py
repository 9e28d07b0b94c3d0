"""Tables of rows on a page of the desk: what a row names is read with the rows, not once more by its box."""

from functools import cache
from typing import Any

from django.contrib.admin.widgets import AutocompleteMixin, ForeignKeyRawIdWidget
from django.db import models
from django.forms import BaseInlineFormSet, Field, ModelChoiceField, ModelForm, Select
from django.urls import reverse
from django.utils.text import Truncator

WORDS = 14  # as many as the desk shows of any row


class NamedRow(ForeignKeyRawIdWidget):
    """Another row by its number, with its name beside it; one that is `known` is not read for that."""

    known: models.Model | None = None

    def label_and_url_for_value(self, value: Any) -> tuple[str, str]:
        """The name of the row, and its page."""
        if self.known is None or str(self.known.pk) != str(value):
            return super().label_and_url_for_value(value)
        page = f"{self.known._meta.app_label}_{self.known._meta.model_name}_change"
        url = reverse(f"{self.admin_site.name}:{page}", args=[self.known.pk])
        return Truncator(self.known).words(WORDS), url


class KnownRows(BaseInlineFormSet):
    """Rows whose neighbours came with them (`select_related`), and are known to their boxes."""

    def add_fields(self, form: ModelForm, index: int | None) -> None:
        """Tell each box what its row names already."""
        super().add_fields(form, index)
        for name, field in form.fields.items():
            if isinstance(field.widget, NamedRow) and form.instance.pk:
                field.widget.known = getattr(form.instance, name)


def read_once(field: Field | None) -> Field | None:
    """The choices of a box that stands in every row of a table are read once for all of them."""
    if not isinstance(field, ModelChoiceField) or not isinstance(field.widget, Select):
        return field
    if not isinstance(field.widget, AutocompleteMixin):
        rows = field.iterator(field)
        field.choices = cache(lambda: list(rows))  # not before a box shows them
    return field
