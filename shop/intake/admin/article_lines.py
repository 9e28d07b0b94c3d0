"""Articles by their numbers, with pieces: what the desk types into an incoming order or a quote."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django import forms
from django.db.models.functions import Upper
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shop.cart.models import MOST_PIECES
from shop.catalogue.models import SearchNumber, Variant
from shop.catalogue.search.words import plain_number
from shop.intake.services import LineWanted


class ArticleLines(forms.Form):
    """Lines with an article and its pieces, and some boxes for more; all numbers are looked up at once."""

    NEW_LINES = 3

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names: list[tuple[int | None, str]] = []

    def ask(self, line_id: int, label: str, article: str, quantity: int | None) -> None:
        """A line that is there already."""
        self._ask(line_id, str(line_id), label, article, quantity)

    def ask_for_more(self) -> None:
        """Empty boxes below them."""
        name_it = gettext("Another line, %(number)s") if self._names else gettext("Line %(number)s")
        for number in range(1, self.NEW_LINES + 1):
            label = name_it % {"number": number}
            self._ask(None, f"new{number}", label, "", None)

    def _ask(self, line_id: int | None, name: str, label: str, article: str, quantity: int | None) -> None:
        self._names.append((line_id, name))
        self.fields[f"article-{name}"] = forms.CharField(
            label=label,
            max_length=60,
            required=False,
            initial=article,
            help_text=_("Article number, number of the manufacturer or GTIN."),
        )
        self.fields[f"quantity-{name}"] = forms.IntegerField(
            label=_("Pieces; nought takes the line out") if line_id else _("Pieces"),
            min_value=0,
            max_value=MOST_PIECES,
            required=False,
            initial=quantity,
        )

    def clean(self) -> dict[str, Any]:
        """Every number is that of one article."""
        super().clean()
        self.cleaned_data["wanted"] = list(self._wanted())
        return self.cleaned_data

    def _wanted(self) -> Iterator[LineWanted]:
        meant = _meant({written for _id, name in self._names if (written := self._written(name))})
        for line_id, name in self._names:
            quantity = self.cleaned_data.get(f"quantity-{name}")
            written = self._written(name)
            variant = self._one(f"article-{name}", meant[written]) if written else None
            if line_id or variant:
                yield LineWanted(line_id, variant, quantity if line_id or quantity is not None else 1)

    def _written(self, name: str) -> str:
        return str(self.cleaned_data.get(f"article-{name}", "")).strip()

    def _one(self, field: str, found: list[Variant]) -> Variant | None:
        if len(found) == 1:
            return found[0]
        self.add_error(
            field,
            _("More than one article bears this number.") if found else _("We know no such article."),
        )
        return None


def _meant(written: Collection[str]) -> dict[str, list[Variant]]:
    """The articles for sale that each number may mean: as the search knows it, else as we write it."""
    plain = {one: plain_number(one) for one in written}
    known: dict[str, set[int]] = defaultdict(set)
    asked = SearchNumber.objects.filter(number__in=set(plain.values()))
    for number, variant_id in asked.values_list("number", "variant_id"):
        known[number].add(variant_id)
    for_sale = Variant.objects.for_sale().select_related("product")
    rows = for_sale.in_bulk([pk for ids in known.values() for pk in ids])
    found = {one: [rows[pk] for pk in sorted(known[plain[one]]) if pk in rows] for one in written}
    ours: dict[str, list[Variant]] = defaultdict(list)
    if rest := {one.upper() for one in written if not found[one]}:
        for variant in for_sale.annotate(in_capitals=Upper("number")).filter(in_capitals__in=rest):
            ours[variant.number.upper()].append(variant)
    return {one: found[one] or ours[one.upper()] for one in written}
