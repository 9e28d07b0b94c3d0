"""A list of agreed prices: for a practice, a price group, or everybody from a quantity on."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from d4d.foundation.importing import cells
from d4d.foundation.importing.differing import Key, Table
from d4d.foundation.importing.kinds import Column, Finding, Kind, News, Row, Trace
from d4d.foundation.importing.wrong import WrongCell
from shop.catalogue import memory
from shop.catalogue.models import Price, PriceGroup, Variant

COLUMNS = (
    Column("number", _("our article number"), cells.text(40), is_needed=True, example="D4D-1001"),
    Column("practice", _("customer number; empty for others"), cells.text(12), example="100001"),
    Column("group", _("name of the price group; empty for others"), cells.text(60)),
    Column("from_quantity", _("from this quantity; 1 when empty"), cells.whole, example="10"),
    Column("price", _("price excluding VAT"), cells.price, is_needed=True, example="21,50"),
    Column("valid_from", _("from this day; always when empty"), cells.day, example="2027-01-01"),
    Column("valid_until", _("until and including this day"), cells.day, example="2027-12-31"),
)
PRICES = Table(
    Price,
    ("variant_id", "practice_id", "group_id", "from_quantity", "valid_from"),
    ("variant_id", "practice_id", "group_id", "from_quantity", "unit_price_e4", "valid_from", "valid_until"),
)


def look(rows: Sequence[Row]) -> list[Finding]:
    """Which prices are new, and which become another; a price is known by all but the amount and its end."""
    known = _Known()
    complaints: dict[int, WrongCell] = {}
    wanted: dict[int, dict[str, Any]] = {}
    for row in rows:
        try:
            wanted[row.number] = known.values(row)
        except WrongCell as wrong:
            complaints[row.number] = wrong
    keyed = {number: tuple(values[name] for name in PRICES.key) for number, values in wanted.items()}
    first: dict[Key, int] = {}
    for number, key in keyed.items():
        if first.setdefault(key, number) != number:
            complaints[number] = WrongCell(_("This stands in row %(row)s already.") % {"row": first[key]})
    differences = PRICES.differences({keyed[number]: wanted[number] for number in first.values()})
    return [
        Finding(row, News.WRONG, complaints[row.number])
        if row.number in complaints
        else Finding(row, differences[keyed[row.number]].news, None, differences[keyed[row.number]])
        for row in rows
    ]


class _Known:
    """Articles, practices and price groups by what people call them."""

    def __init__(self) -> None:
        self.variants = dict(Variant.objects.values_list("number", "pk"))
        became = Coalesce("merged_into", "pk")  # a former number is the practice that it is part of now
        self.practices = dict(Practice.objects.values_list("number", became))
        self.groups = dict(PriceGroup.objects.values_list("name", "pk"))

    def values(self, row: Row) -> dict[str, Any]:
        """A price as the table keeps it; raises WrongCell."""
        practice, group = row.get("practice"), row.get("group")
        if row.get("number") not in self.variants:
            raise WrongCell(_("There is no article with this number."), "number")
        if practice and group:
            raise WrongCell(_("A price is for a practice or for a group, not for both."), "group")
        if practice and practice not in self.practices:
            raise WrongCell(_("There is no practice with this number."), "practice")
        if group and group not in self.groups:
            raise WrongCell(_("There is no price group of this name."), "group")
        quantity = row.get("from_quantity", 1)
        if quantity < 1:
            raise WrongCell(_("A quantity begins at one."), "from_quantity")
        first, last = row.get("valid_from"), row.get("valid_until")
        if first and last and last < first:
            raise WrongCell(_("This price would end before it begins."), "valid_until")
        values = {
            "variant_id": self.variants[row.get("number")],
            "practice_id": self.practices.get(practice),
            "group_id": self.groups.get(group),
            "from_quantity": quantity,
            "unit_price_e4": row.get("price"),
            "valid_from": first,
        }
        return {**values, "valid_until": last} if last else values


def write(findings: Sequence[Finding], by: UUID | None) -> list[Trace]:
    """Write the prices."""
    return PRICES.write(one.plan for one in findings)


def undo(traces: Sequence[Trace], by: UUID | None) -> None:
    """Take the prices back, also where a practice took its own along to the one that it is part of now."""
    formers: defaultdict[int | None, list[int]] = defaultdict(list)
    for former, heir in Practice.objects.exclude(merged_into=None).values_list("pk", "merged_into"):
        formers[heir].append(former)
    PRICES.undo(
        traces,
        before=lambda row: ({**row, "practice_id": former} for former in formers.get(row["practice_id"], ())),
    )


def settle(traces: Sequence[Trace]) -> None:
    """Show the new prices at once in this process."""
    memory.forget()


KIND = Kind(
    "prices",
    _("Prices"),
    "catalogue.add_price",
    COLUMNS,
    ("number", "practice", "group", "from_quantity", "valid_from"),
    look,
    write,
    undo,
    settle,
)
