"""A customer as the staff names it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice


class PracticeField(forms.ModelChoiceField):
    """A practice by its customer number; by a former one what it is part of now."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        messages = {"invalid_choice": _("There is no such customer."), **options.pop("error_messages", {})}
        every = options.pop("queryset", Practice.objects.all())
        super().__init__(queryset=every, to_field_name="number", error_messages=messages, **options)

    def to_python(self, value: Any) -> Any:
        """The practice itself."""
        if isinstance(value, str) and (found := Practice.objects.numbered(value.strip()).first()):
            value = found.number
        return super().to_python(value)
