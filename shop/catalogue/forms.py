"""What staff type about goods, and what of it is refused."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import localize_input, sanitize_separators
from django.utils.translation import gettext_lazy as _

from shop.catalogue import papers, pictures, services
from shop.catalogue.models import Product

E4 = 10_000

_AMOUNT = re.compile(r"\d{1,9}(\.\d{1,4})?")


class EuroField(forms.CharField):
    """A price in euros on the screen, in ten-thousandths of a euro behind it."""

    def prepare_value(self, value: Any) -> Any:
        """What is kept, as staff read it; what was typed stays as it was typed."""
        return localize_input(Decimal(value) / E4) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """What was typed, as it is kept."""
        typed = sanitize_separators(super().clean(value))
        if not _AMOUNT.fullmatch(typed):
            raise ValidationError(_("Type an amount in euros, with at most four decimals."))
        return int(Decimal(typed) * E4)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another price was typed."""
        return super().has_changed(self.prepare_value(initial), data)


class PricedForm(forms.ModelForm):
    """A form in which a price is typed in euros."""

    unit_price_e4 = EuroField(label=_("price excluding VAT, in euros"))


class ProductForm(forms.ModelForm):
    """A product; a medical device is offered only when everything the law wants was seen."""

    def clean(self) -> dict[str, Any] | None:
        """Refuse to offer a device that lacks a check, with all that is missing."""
        cleaned = super().clean()
        wanted = Product(**{name: self.cleaned_data.get(name) for name in services.CHECKED})
        if self.cleaned_data.get("is_published") and (missing := services.missing_checks(wanted)):
            reason = _("This medical device cannot be offered yet: %(missing)s.")
            raise ValidationError({"is_published": reason % {"missing": "; ".join(missing)}})
        return cleaned

    def clean_picture(self) -> Any:
        """A photo that was sent in, tidied."""
        picture = self.cleaned_data["picture"]
        if "picture" in self.changed_data and picture:
            return pictures.tidied(picture)
        return picture


class DocumentForm(forms.ModelForm):
    """A paper of a product."""

    def clean_file(self) -> Any:
        """A paper that was sent in is a PDF."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            papers.check(file)
        return file
