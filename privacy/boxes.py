"""The boxes of forms at the desk: a day without a script, an amount in euros, a row found by typing."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models
from django.forms import CharField, DateInput, TextInput, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from d4d.foundation.written import euro

_NOTHING_YET = "–"
_AMOUNT = re.compile(r"(\d{1,9}|\d{1,3}(?:\.\d{3}){1,2})(?:,(\d{2}))?")


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


class Euros(CharField):
    """An amount in euros on the screen, as 12,10 or 1.234,50, in cents behind it."""

    def __init__(self, *, least_cents: int = 0, **options: Any) -> None:
        kept = {
            name: options[name] for name in ("label", "help_text", "required", "initial") if name in options
        }
        box = TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=16, widget=box, **kept)
        self._least_cents = least_cents

    def prepare_value(self, value: Any) -> Any:
        """What is kept, as staff read it; what was typed stays as it was typed."""
        if not isinstance(value, int):
            return value
        return f"{value // 100:,}".replace(",", ".") + f",{value % 100:02}"

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another amount was typed."""
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> Any:
        """What was typed, in cents; nothing where nothing was."""
        typed = "".join(super().clean(value).removeprefix("€").split())
        if not typed:
            return None
        found = _AMOUNT.fullmatch(typed)
        cents = int(found[1].replace(".", "") + (found[2] or "00")) if found else -1
        if cents < self._least_cents:
            raise ValidationError(_("Type an amount in euros with a comma, such as 1.234,50."))
        return cents


def in_euros(column: str, title: Any) -> Callable[[Any], str]:
    """A column of a list that shows an amount as people write it."""

    def shown(row: Any) -> str:
        cents = getattr(row, column)
        return _NOTHING_YET if cents is None else euro(cents)

    shown.__name__ = column
    return admin.display(description=title, ordering=column)(shown)


class HouseBoxes(admin.options.BaseModelAdmin):
    """Gives the forms of an admin the boxes of the house."""

    formfield_overrides = {
        models.DateField: {"widget": DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
    }

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """A row that is chosen is changed, looked at and deleted on its own page, not beside the choice."""
        if isinstance(db_field, models.IntegerField) and db_field.name.endswith("_cents"):
            options["form_class"] = Euros
        field = super().formfield_for_dbfield(db_field, request, **options)
        if isinstance(field, Euros):
            field.label = _("%(amount)s, in euros") % {"amount": field.label}
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            box = field.widget
            box.can_change_related = box.can_delete_related = box.can_view_related = False
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Typing finds the rows that are too many for a list."""
        if "widget" not in options and db_field.name in self.get_autocomplete_fields(request):
            options["widget"] = FoundByTyping(db_field, self.admin_site, using=options.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **options)
