"""What an article that somebody asks for again costs and does today: quick order, lists, ordered before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from accounts.models import Country, Practice
from d4d.foundation import clock
from shop.cart.quote import QuoteLine, Wanted, quote
from shop.catalogue.availability import Availability, label
from shop.catalogue.models import Variant
from shop.catalogue.prices import gross_cents
from shop.catalogue.wording import worded


@dataclass(frozen=True, slots=True)
class Offer:
    """An article today: price, stock, and what takes its place when it is no longer for sale."""

    line: QuoteLine
    stock: Availability
    successor: Variant | None

    @property
    def variant(self) -> Variant:
        """The article."""
        return self.line.variant

    @property
    def gross_cents(self) -> int:
        """What a piece costs including VAT."""
        return gross_cents(self.line.unit_e4, self.line.vat_permille)

    @property
    def problem(self) -> str:
        """Why it cannot be ordered; empty when it can."""
        return self.line.problem.words if self.line.problem else ""

    @property
    def last_pieces(self) -> str:
        """How few are left of what is no longer made."""
        left = self.variant.available
        if not self.variant.is_discontinued or not left:
            return ""
        return ngettext("The last %(count)s piece", "The last %(count)s pieces", left) % {"count": left}

    @property
    def successor_name(self) -> str:
        """What takes its place, in the language of the reader."""
        return name_of(self.successor) if self.successor else ""


def offers(practice: Practice, wanted: Sequence[Wanted]) -> list[Offer]:
    """What each article costs and does today, in order; a constant number of queries."""
    today = clock.today()
    lines = quote(practice, wanted, Country.NL).lines
    successors = _successors(line.variant for line in lines if line.problem)
    return [
        Offer(
            line,
            label(line.variant, today),
            successors.get(line.variant.product.successor_id or 0) if line.problem else None,
        )
        for line in lines
    ]


def name_of(variant: Variant) -> str:
    """What an article is called in the language of the reader."""
    product = variant.product
    return f"{worded(product.name, product.name_en)} {worded(variant.name, variant.name_en)}".strip()


def _successors(variants: Iterable[Variant]) -> dict[int, Variant]:
    """The first article for sale of each product that came in the place of these."""
    products = {variant.product.successor_id for variant in variants} - {None}
    rows = Variant.objects.for_sale().filter(product__in=products).select_related("product")
    return {row.product_id: row for row in rows.order_by("-position", "-pk")} if products else {}
