"""What the warehouse types or scans."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.catalogue.numbers import one_with_number
from shop.stock.models import Supplier
from shop.stock.scan import Scan, Unreadable, read

FROM_SCAN = ("lot", "serial", "expires_on", "quantity")


class ReceiptForm(forms.Form):
    """Goods that come in; a scan fills what was left empty."""

    scan = forms.CharField(
        label=_("Scan"),
        required=False,
        max_length=200,
        help_text=_(
            "Scan the GS1 code on the box; it tells the article, LOT, serial number and expiry date."
        ),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    article = forms.CharField(label=_("Article number or GTIN"), required=False, max_length=40)
    quantity = forms.IntegerField(label=_("Pieces"), required=False, min_value=1, max_value=1_000_000)
    lot = forms.CharField(label=_("LOT"), required=False, max_length=40)
    serial = forms.CharField(label=_("serial number"), required=False, max_length=40)
    expires_on = forms.DateField(
        label=_("expires on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    supplier = forms.ModelChoiceField(Supplier.objects.order_by("name"), label=_("supplier"), required=False)
    reference = forms.CharField(label=_("Packing slip or purchase order"), required=False, max_length=40)

    def clean(self) -> dict[str, Any]:
        """Read the scan, find the article, and see that there are pieces."""
        answers = self.cleaned_data
        seen = self._read(answers.get("scan", ""))
        for name in FROM_SCAN:
            if not answers.get(name) and name not in self.errors:
                answers[name] = getattr(seen, name)
        answers["variant"] = one_with_number(answers.get("article") or seen.gtin)
        if answers["variant"] is None and "scan" not in self.errors:
            self.add_error("article", _("We have no article with this number."))
        if answers.get("serial") and not answers.get("quantity") and "quantity" not in self.errors:
            answers["quantity"] = 1  # a serial number belongs to one piece
        if not answers.get("quantity") and "quantity" not in self.errors:
            self.add_error("quantity", _("Enter at least one piece."))
        return answers

    def _read(self, text: str) -> Scan:
        try:
            return read(text) if text else Scan()
        except Unreadable:
            self.add_error("scan", _("This is no GTIN and no GS1 code. Scan again, or fill in the fields."))
            return Scan()


class CountForm(forms.Form):
    """What was counted of a batch."""

    counted = forms.IntegerField(label=_("Counted"), min_value=0, max_value=1_000_000)


class AdjustForm(forms.Form):
    """Pieces to add or take away, and why."""

    quantity = forms.IntegerField(
        label=_("Pieces, minus takes away"), min_value=-1_000_000, max_value=1_000_000
    )
    reason = forms.CharField(label=_("Reason"), max_length=120)
