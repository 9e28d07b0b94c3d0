"""A shop that has grown: the orders of `much_ordered` again and again, each time of another practice."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.db import connection, models

from accounts.models import Membership, Practice
from shop.invoicing.models import Invoice, InvoiceLine
from shop.orders.models import Order, OrderLine
from shop.shipping.models import Parcel, Scan, Shipment, ShipmentLine

TABLES: tuple[type[models.Model], ...] = (
    Order,
    OrderLine,
    Shipment,
    ShipmentLine,
    Parcel,
    Scan,
    Invoice,
    InvoiceLine,
)
Rows = dict[type[models.Model], int]
OWN = {
    (Order, "practice"): "(%(practices)s::bigint[])[k]",
    (Order, "placed_by"): "(%(people)s::bigint[])[k]",
    (Order, "number"): "'D' || {id}",
    (Parcel, "reference"): "'P' || {id}",
    (Parcel, "tracking_number"): "'3SGROWN' || {id}",
    (Invoice, "practice"): "(%(practices)s::bigint[])[k]",
    (Invoice, "number"): "'F' || {id}",
    (Invoice, "series"): "'grown'",
    (Invoice, "sequence"): "{id}",
    (Invoice, "occasion"): "'grown ' || {id}",
}

_NEXT = "SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"

READ_WHOLE = re.compile(r"Seq Scan on (\w+)")
LARGE = 50_000


def read_from_end_to_end(plan: str) -> list[str]:
    """The large tables that a plan of the database reads from end to end."""
    large = {model._meta.db_table for model in TABLES if highest(model) > LARGE}
    return sorted(large & set(READ_WHOLE.findall(plan)))


@dataclass(frozen=True)
class Base:
    """The rows that are copied: everything that stood in the tables when this was taken."""

    rows: Rows

    @classmethod
    def now(cls, tables: Iterable[type[models.Model]] = TABLES) -> Self:
        """What stands there now."""
        return cls({model: highest(model) for model in tables})

    def grow(self, practices: list[Practice]) -> None:
        """Copy all of it once for each of these practices."""
        people = [Membership.objects.get(practice=practice).user.pk for practice in practices]
        self.copy(len(practices), {"practices": [practice.pk for practice in practices], "people": people})

    def copy(self, times: int, owners: dict[str, list[int]] | None = None) -> None:
        """Copy all of it so many times; what belongs together belongs together in each copy."""
        before = {model: highest(model) for model in self.rows}
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0; SET session_replication_role = replica")
            for model in self.rows:
                cursor.execute(self._copy(model, before, times), owners)
                cursor.execute(_NEXT.format(table=model._meta.db_table))
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("RESET session_replication_role; RESET statement_timeout")

    def _copy(self, model: type[models.Model], before: Rows, times: int) -> str:
        fields = [field for field in model._meta.concrete_fields if not field.generated]
        columns = ", ".join(f'"{field.column}"' for field in fields)
        values = ", ".join(self._value(model, field, before) for field in fields)
        table = model._meta.db_table
        return (
            f'INSERT INTO "{table}" ({columns}) SELECT {values} FROM "{table}" AS t, '
            f"generate_series(1, {times}) AS k WHERE t.id <= {self.rows[model]}"
        )

    def _value(
        self,
        model: type[models.Model],
        field: "models.Field[Any, Any]",
        before: Rows,
    ) -> str:
        if own := OWN.get((model, field.name)):
            return own.format(id=self._moved("id", model, before))
        if isinstance(field, models.UUIDField) and field.unique:
            return "gen_random_uuid()"
        target = model if field.primary_key else field.related_model
        if isinstance(target, type) and target in self.rows:
            return self._moved(str(field.column), target, before)
        return f't."{field.column}"'

    def _moved(self, column: str, model: type[models.Model], before: Rows) -> str:
        return f'(t."{column}" + {before[model]} + (k - 1) * {self.rows[model]})'


def highest(model: type[models.Model]) -> int:
    """The highest number of a row of this table."""
    return int(model._base_manager.aggregate(models.Max("pk"))["pk__max"] or 0)
