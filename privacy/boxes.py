"""The boxes of forms at the desk: a day without a script, euros, a row that is found by typing."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models
from django.forms import DateInput
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

_NOTHING_YET = "–"


class FoundByTyping(AutocompleteSelect):
    """A row that is found by typing; where nothing is chosen yet it says so in valid HTML."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> Any:
        """What is missing is said by the form, in words of the house."""
        attrs = super().build_attrs(base_attrs, extra_attrs)
        attrs.pop("required", None)
        return attrs

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        """The chosen rows; an empty choice bears a word."""
        groups = super().optgroups(name, value, attr)
        for _label, options, _number in groups:
            for option in options:
                option["label"] = option["label"] or _NOTHING_YET
        return groups


class EurosField(forms.DecimalField):
    """An amount in euros on the screen, in whole cents behind it; never below nought."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**(options | {"min_value": 0, "decimal_places": 2, "localize": True}))

    def prepare_value(self, value: Any) -> Any:
        """What is kept, in euros; what was typed stays as it was typed."""
        return Decimal(value).scaleb(-2) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """What was typed, in cents."""
        euros = super().clean(value)
        return None if euros is None else int(euros * 100)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another amount was typed."""
        return super().has_changed(self.prepare_value(initial), data)


class HouseBoxes(admin.options.BaseModelAdmin):
    """Gives the forms of an admin the boxes of the house; `in_euros` names columns of cents among them."""

    in_euros: tuple[str, ...] = ()

    formfield_overrides = {
        models.DateField: {"widget": DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
    }

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """A row that is chosen is changed, looked at and deleted on its own page, not beside the choice."""
        if db_field.name in self.in_euros:
            line = forms.TextInput(attrs={"inputmode": "decimal"})  # a number box takes no comma
            options |= {"form_class": EurosField, "widget": line, "help_text": _("In euros.")}
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            box = field.widget
            box.can_change_related = box.can_delete_related = box.can_view_related = False
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Typing finds the rows that are too many for a list."""
        if "widget" not in options and db_field.name in self.get_autocomplete_fields(request):
            options["widget"] = FoundByTyping(db_field, self.admin_site, using=options.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **options)
