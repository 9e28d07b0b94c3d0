from django.db import migrations
from django.db.models import F, Max, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from d4d.foundation import clock

AT_ONCE = 500


def settle_what_was_prepaid(apps, schema_editor):
    """The money that an invoice was issued for becomes a row of its settlement history."""
    Invoice, Settlement = apps.get_model("invoicing", "Invoice"), apps.get_model("invoicing", "Settlement")
    prepaid = Invoice.objects.filter(prepaid_cents__gt=0).values_list(
        "pk", "prepaid_cents", "occasion", "created_at"
    )
    rows = (
        Settlement(
            invoice_id=pk,
            kind="payment",
            amount_cents=prepaid_cents,
            occasion=f"paid:{occasion}",
            settled_at=created_at,
        )
        for pk, prepaid_cents, occasion, created_at in prepaid
    )
    Settlement.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


def close_what_is_not_open(apps, schema_editor):
    """Invoices of which nothing is open say since when; the gate lets them past the older guard."""
    Invoice, PurgeGate = apps.get_model("invoicing", "Invoice"), apps.get_model("foundation", "PurgeGate")
    PurgeGate.objects.update_or_create(pk=1, defaults={"is_open": True})
    closed = list(_settled(apps))
    for invoice in closed:
        settled_on = invoice.settled_at and clock.local(invoice.settled_at).date()
        invoice.closed_on = max(filter(None, [invoice.issued_on, settled_on, invoice.credited_on]))
    Invoice.objects.bulk_update(closed, ["closed_on"], batch_size=AT_ONCE)
    PurgeGate.objects.filter(pk=1).update(is_open=False)


def close_the_books_of_orders(apps, schema_editor):
    """Closed orders say on which day the last of their invoices was closed."""
    Order, Invoice = apps.get_model("orders", "Order"), apps.get_model("invoicing", "Invoice")
    unbilled = apps.get_model("invoicing", "Billable").objects.filter(invoice=None)
    waiting = set(unbilled.values_list("order_line__order_id", flat=True))
    days = {}
    for order_id, day in Invoice.objects.values_list("lines__order", "closed_on").distinct():
        days.setdefault(order_id, []).append(day)
    closed = []
    for order in Order.objects.exclude(closed_at=None).only("pk", "closed_at"):
        own = days.get(order.pk) or [clock.local(order.closed_at).date()]
        if order.pk not in waiting and None not in own:
            order.books_closed_on = max(own)
            closed.append(order)
    Order.objects.bulk_update(closed, ["books_closed_on"], batch_size=AT_ONCE)


def _settled(apps):
    Invoice, Settlement = apps.get_model("invoicing", "Invoice"), apps.get_model("invoicing", "Settlement")
    of_it = Settlement.objects.filter(invoice=OuterRef("pk")).order_by().values("invoice")
    notes = Invoice.objects.filter(credits=OuterRef("pk")).order_by().values("credits")
    return (
        Invoice.objects.annotate(
            paid_cents=Coalesce(Subquery(of_it.annotate(sum=Sum("amount_cents")).values("sum")), 0),
            settled_at=Subquery(of_it.annotate(last=Max("settled_at")).values("last")),
            credited_on=Subquery(notes.annotate(last=Max("issued_on")).values("last")),
        )
        .filter(paid_cents=F("total_cents"))
        .only("pk", "issued_on")
    )


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0001_first_floor"),
        ("orders", "0003_when_its_books_were_closed"),
        ("invoicing", "0003_since_when_nothing_is_open"),
    ]

    operations = [
        migrations.RunPython(act, migrations.RunPython.noop)
        for act in (settle_what_was_prepaid, close_what_is_not_open, close_the_books_of_orders)
    ]
