"""The boxes of forms at the desk: a day without a script, a row that is found by typing."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.forms import DateInput
from django.http import HttpRequest

_NOTHING_YET = "–"


class FoundByTyping(AutocompleteSelect):
    """A row that is found by typing; where nothing is chosen yet it says so in valid HTML."""

    def use_required_attribute(self, initial: Any) -> bool:
        """Left to the form, which says what is missing in words of the house."""
        return False

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        """The chosen rows; an empty choice bears a word."""
        groups = super().optgroups(name, value, attr)
        for _label, options, _number in groups:
            for option in options:
                option["label"] = option["label"] or _NOTHING_YET
        return groups


class HouseBoxes(admin.options.BaseModelAdmin):
    """Gives the forms of an admin the boxes of the house."""

    formfield_overrides = {
        models.DateField: {"widget": DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
    }

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Typing finds the rows that are too many for a list."""
        if "widget" not in options and db_field.name in self.get_autocomplete_fields(request):
            options["widget"] = FoundByTyping(db_field, self.admin_site, using=options.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **options)
