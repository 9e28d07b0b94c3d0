"""`python -m benchmarks.great_shop`: makes the demo shop in D4D_DATABASE a great one, in proportion.

Whatever hangs on a customer is there again and again, each time under other numbers, names and addresses.
One copy in twenty is work of today; the others lie up to five years back, and everything in them is done.
"""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")

import django

django.setup()

from django.apps import apps  # noqa: E402 - Django must be set up first
from django.conf import settings  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.db import connection, models  # noqa: E402

from accounts.models import Practice, User  # noqa: E402
from benchmarks.grown import TABLES, Base, Rows  # noqa: E402
from privacy.register import declarations  # noqa: E402
from shop.invoicing.models import Settlement, VatAmount  # noqa: E402
from shop.orders.models import Order  # noqa: E402
from shop.payments.models import Payment, Sighting  # noqa: E402

ORDERS_EACH, MANY = 10, 1_000
OF_TODAY = 20  # one copy in so many
YEARS_BACK = 1_800  # days over which the others lie
TOWNS = (
    "Assen Almelo Baarn Breda Cuijk Delft Deventer Ede Emmen Franeker Gouda Haarlem Hoorn Kampen Leiden Lisse"
)
NAMES = "Aerts Bakker Coenen Dijkstra Evers Faber Groen Haan Jonker Koster Lammers Mol Nauta Prins Roos Vink"
MORE = ("service.LoanDevice", "stock.Movement", "foundation.StateChange", "foundation.Delivery")
LEFT_OUT = {
    "accounts.User_groups",
    "accounts.User_user_permissions",
    "admin.LogEntry",
    "stock.Batch",
    "outreach.Newsletter",
}
LEFT_OUT |= {"agreements.Plan", "agreements.PlanPrice", "devices.LastUnit", "devices.ProductService"}
GOODS = "catalogue"  # as many as there are, whoever buys them
AS_THEY_ARE = {"accounts", "account", "agreements", "devices", "api", "mfa"}  # rooms without a past

_LATER = "coalesce(t.closed_at, t.{since})"
DONE: dict[str, dict[str, str]] = {
    "orders.Order": {
        "state": "CASE WHEN t.state = 'cancelled' THEN t.state ELSE 'shipped' END",
        "closed_at": "coalesce(t.closed_at, t.placed_at)",
    },
    "orders.OrderLine": {"shipped": "t.quantity - t.cancelled", "allocated": "0"},
    "shipping.Shipment": {"state": "'handed_over'"},
    "shipping.Parcel": {"state": "'delivered'"},
    "payments.Payment": {"state": "'paid'"},
    "payments.BillPayment": {"state": "'paid'"},
    "payments.Debit": {"state": "'paid'"},
    "payments.Refund": {"state": "'refunded'"},
    "invoicing.Invoice": {"open_cents": "0", "closed_on": "coalesce(t.closed_on, t.due_on)"},
    "invoicing.Billable": {"invoice": "(SELECT min(id) FROM invoicing_invoice)"},  # any of them will do
    "invoicing.BankLine": {"state": "'booked'"},
    "invoicing.BalanceEntry": {"closed_on": "coalesce(t.closed_on, t.booked_on)"},
    "returns.Return": {"state": "'settled'", "closed_at": _LATER.format(since="requested_at")},
    "intake.Draft": {"state": "'dropped'", "closed_at": _LATER.format(since="received_at")},
    "intake.PriceQuote": {"state": "'expired'", "closed_at": _LATER.format(since="asked_at")},
    "debtors.Dispute": {"state": "'ended'", "ended_on": "coalesce(t.ended_on, t.began_on)"},
    "debtors.Pause": {"state": "'ended'", "ended_on": "coalesce(t.ended_on, t.began_on)"},
    "debtors.CreditProposal": {"state": "'refused'"},
    "debtors.CollectionLine": {"recalled_on": "coalesce(t.recalled_on, current_date)"},
    "service.Case": {"state": "'solved'", "closed_at": _LATER.format(since="received_at")},
    "service.Visit": {"state": "'done'"},
    "service.Loan": {"back_on": "coalesce(t.back_on, t.due_on)"},
    "service.Fault": {
        "state": "CASE WHEN t.state = 'draft' THEN t.state ELSE 'closed' END",
        "closed_at": "coalesce(t.closed_at, t.reported_at)",
    },
    "devices.RecallNotice": {
        "state": "'acknowledged'",
        "acknowledged_at": "coalesce(t.acknowledged_at, t.sent_at, now())",
    },
    "privacy.Request": {
        "state": "CASE WHEN t.closed_at IS NULL THEN 'granted' ELSE t.state END",
        "closed_at": _LATER.format(since="received_at"),
    },
    "privacy.ErasureRun": {"state": "'cancelled'", "finished_at": "coalesce(t.finished_at, t.due_at)"},
    "privacy.Hold": {"released_at": "coalesce(t.released_at, t.placed_at)"},
    "foundation.Delivery": {"done_at": "coalesce(t.done_at, t.created_at)", "dead_at": "NULL::timestamptz"},
}


def _one_of(words: str) -> str:
    return f"(string_to_array('{words}', ' '))[1 + k % {len(words.split())}]"


OWN: dict[str, str] = {
    "accounts.Practice.number": "(100000 + {id})::text",
    "accounts.Practice.name": f"t.name || ' ' || {_one_of(TOWNS)} || ' ' || k",
    "accounts.Practice.billing_email": "k || '.' || t.billing_email",
    "accounts.Practice.kvk_number": "CASE WHEN t.kvk_number = '' THEN '' ELSE "
    "(10000000 + {id} - CASE WHEN {id} % 100 = 0 THEN 1 ELSE 0 END)::text END",
    "accounts.Practice.vat_id": "CASE WHEN t.vat_id = '' THEN '' ELSE 'NL' || lpad({id}::text, 9, '0') "
    "|| 'B01' END",
    "accounts.Address.postcode": "(1000 + {id} * 37 % 9000) || ' AB'",
    "accounts.Address.house_number": "(1 + {id} * 13 % 150)::text",
    "accounts.User.last_name": f"t.last_name || '-' || {_one_of(NAMES)}",
    "accounts.User.is_staff": "false",
    "accounts.User.is_superuser": "false",
    "invoicing.Invoice.sequence": "100000 + {id}",
    "shipping.Parcel.tracking_number": "CASE WHEN t.tracking_number = '' THEN '' ELSE '3S' || {id} END",
    "devices.Device.serial": "CASE WHEN t.serial = '' THEN '' ELSE t.serial || '-' || k END",
}


def main() -> None:
    """Until there are so many orders, of a tenth as many practices; one practice has a thousand of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.great_shop", description=__doc__)
    parser.add_argument("--orders", type=int, required=True)
    asked = parser.parse_args()
    settings.DEBUG = False  # else every statement would be remembered
    grow_to(asked.orders)


def grow_to(orders: int) -> None:
    """First more orders for those who are there, then everybody again and again, then much for one."""
    _forget_what_is_done()
    boss = User.objects.get(username="boss")  # some lists open by role only, also for who may do everything
    boss.groups.add(Group.objects.get(name="privacy officer"))
    here = Practice.objects.count()
    again = round(here * ORDERS_EACH / Order.objects.count()) - 1
    if again > 0:
        Great.now([*TABLES, VatAmount, Settlement, Payment, Sighting]).copy(again)
    with _without_indexes(tables := _tables()):
        Great.now(tables).copy(max(1, orders // Order.objects.count() - 1))
    _give_many_to_one()


def _forget_what_is_done() -> None:
    """News that arrived is kept for days only, and goods come in by the pallet: not with every copy."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM foundation_delivery WHERE done_at IS NOT NULL AND id % 20 <> 0")
        cursor.execute("DELETE FROM stock_movement WHERE kind = 'receipt' AND id % 20 <> 0")
        cursor.execute("RESET session_replication_role")


class Great(Base):
    """Everything of all customers, each copy with numbers, names and days of its own."""

    def _value(self, model: type[models.Model], field: "models.Field[Any, Any]", before: Rows) -> str:
        if own := self._own(model, field, before):
            return own
        target = model if field.primary_key else field.related_model
        if isinstance(target, type) and target in self.rows:
            moved = self._moved(str(field.column), target, before)
            done = DONE.get(model._meta.label, {}).get(field.name)
            return (
                f"CASE WHEN k % {OF_TODAY} = 0 THEN {moved} ELSE coalesce({moved}, {done}) END"
                if done
                else moved
            )
        column = f't."{field.column}"'
        if isinstance(field, models.UUIDField):
            return f"md5({column}::text || k || '{sum(self.rows.values())}')::uuid"
        if field.name in self._told_apart(model):
            return _distinct(field, column, self._moved("id", model, before))
        return _in_the_past(model, field, column)

    def _own(self, model: type[models.Model], field: "models.Field[Any, Any]", before: Rows) -> str:
        own, number = OWN.get(f"{model._meta.label}.{field.name}"), self._moved("id", model, before)
        if own:
            return own.replace("{id}", number)
        if model._meta.label == "foundation.StateChange" and field.name == "row_id":
            moved = (
                f"WHEN '{one._meta.label}' THEN {self._moved('row_id', one, before)}" for one in self.rows
            )
            return f"CASE t.kind {' '.join(moved)} ELSE t.row_id END"
        is_place = field.name == "sequence" and isinstance(field, models.BigIntegerField)
        return f"CASE WHEN t.sequence IS NULL THEN NULL ELSE {number} END" if is_place else ""

    def _told_apart(self, model: type[models.Model]) -> set[str]:
        """Texts that stand nowhere twice, unless something else in the same promise is moved anyway."""
        fields = {field.name: field for field in model._meta.concrete_fields}
        alone = {name for name, field in fields.items() if field.unique}
        for one in model._meta.constraints:
            if isinstance(one, models.UniqueConstraint):
                parts = [fields[name] for name in one.fields]
                moves = (
                    isinstance(part, models.UUIDField) or part.related_model in self.rows for part in parts
                )
                alone |= set() if any(moves) else {part.name for part in parts}
        return {name for name in alone if isinstance(fields[name], models.CharField)}


def _distinct(field: "models.Field[Any, Any]", column: str, number: str) -> str:
    """Another text for each copy, of the same kind: a number as a number, a fingerprint as a fingerprint."""
    most = field.max_length or 40
    if field.name in {"number", "reference", "code"}:
        return rf"left(regexp_replace({column}, '\d+$', ''), {most - 8}) || {number}"
    if "email" in field.name:
        return f"k || '.' || {column}"
    longer = f"left(md5({column} || {number}), {most})"
    return f"CASE WHEN length({column}) > {most - 9} THEN {longer} ELSE {column} || '-' || {number} END"


def _in_the_past(model: type[models.Model], field: "models.Field[Any, Any]", column: str) -> str:
    """What stands there, or for most copies what stood there once everything was done."""
    if model._meta.app_label in AS_THEY_ARE and model._meta.label not in DONE:
        return column
    done = DONE.get(model._meta.label, {}).get(field.name, column)
    days = f"(30 + k * 7 % {YEARS_BACK})"
    if isinstance(field, models.DateTimeField):
        done = f"{done} - {days} * interval '1 day'"
    elif isinstance(field, models.DateField):
        done = f"{done} - {days}"
    return column if done == column else f"CASE WHEN k % {OF_TODAY} = 0 THEN {column} ELSE {done} END"


def _tables() -> list[type[models.Model]]:
    """What is about a customer or hangs on something that is."""
    found = {apps.get_model(label) for label in (*MORE, "privacy.DataSubject")}
    found |= {apps.get_model(one.model) for one in declarations().values() if one.subject}
    found = {one for one in found if _is_copied(one)}
    every = [one for one in apps.get_models(include_auto_created=True) if _is_copied(one)]
    while more := {one for one in every if one not in found and _links_of(one) & found}:
        found |= more
    return sorted(found, key=lambda one: one._meta.label)


def _is_copied(model: type[models.Model]) -> bool:
    options = model._meta
    is_left_out = options.label in LEFT_OUT or options.app_label == GOODS
    return options.managed and not options.proxy and options.pk.column == "id" and not is_left_out


def _links_of(model: type[models.Model]) -> set[Any]:
    return {field.related_model for field in model._meta.concrete_fields if field.related_model}


_INDEXES = """SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid),
    c.conname, pg_get_constraintdef(c.oid)
    FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('u', 'x')
    WHERE i.indrelid::regclass::text = ANY(%s) AND NOT i.indisprimary"""


@contextmanager
def _without_indexes(tables: list[type[models.Model]]) -> Iterator[None]:
    """Fill tables without their indexes, and build these afterwards: that takes a third of the time."""
    with connection.cursor() as cursor:
        cursor.execute(_INDEXES, [[one._meta.db_table for one in tables]])
        indexes = cursor.fetchall()
        for table, index, _definition, constraint, _rule in indexes:
            drop = (
                f'ALTER TABLE {table} DROP CONSTRAINT "{constraint}"' if constraint else f"DROP INDEX {index}"
            )
            cursor.execute(drop)
        yield
        cursor.execute("SET statement_timeout = 0; SET maintenance_work_mem = '512MB'")
        for table, _index, definition, constraint, rule in indexes:
            cursor.execute(
                f'ALTER TABLE {table} ADD CONSTRAINT "{constraint}" {rule}' if constraint else definition
            )
        cursor.execute("VACUUM ANALYZE")


def _give_many_to_one() -> None:
    """Somebody orders more than everybody else: the newest orders of others are theirs, with the invoices."""

    one = Practice.objects.filter(orders__isnull=False).order_by("pk").values_list("pk", flat=True)[0]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "WITH chosen AS (SELECT id FROM orders_order WHERE practice_id <> %s "
            "ORDER BY placed_at DESC, id LIMIT %s) "
            "UPDATE orders_order SET practice_id = %s WHERE id IN (SELECT id FROM chosen)",
            [one, MANY, one],
        )
        cursor.execute(
            "UPDATE invoicing_invoice SET practice_id = %s WHERE id IN "
            "(SELECT invoice_id FROM invoicing_invoiceline "
            "JOIN orders_order ON orders_order.id = order_id WHERE orders_order.practice_id = %s)",
            [one, one],
        )
        cursor.execute("RESET session_replication_role")


if __name__ == "__main__":
    main()
