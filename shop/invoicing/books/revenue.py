"""What was sold: per month and per shelf of the shop, as invoiced and less what was credited."""

from collections import Counter
from datetime import date

from django.db.models import Case, F, Sum, Value, When
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from shop.invoicing.books.period import Period
from shop.invoicing.models import CARRIED, Invoice, InvoiceLine, VatAmount

MONTHS_SHOWN = 12


def per_month(last: date) -> list[tuple[date, int]]:
    """Turnover excluding VAT of a year of months that ends with a day's month, in cents."""
    months = [_month(last, back) for back in reversed(range(MONTHS_SHOWN))]
    summed = (
        VatAmount.objects.of_period(months[0], last)
        .annotate(month=TruncMonth("invoice__issued_on"))
        .values("month")
        .annotate(cents=Sum("base_cents"))
    )
    found = {row["month"]: row["cents"] for row in summed}
    return [(month, found.get(month, 0)) for month in months]


def per_shelf(period: Period) -> list[tuple[str, int]]:
    """Turnover excluding VAT by category, the largest first; carriage and services by themselves."""
    sign = Case(When(invoice__kind=Invoice.Kind.CREDIT_NOTE, then=Value(-1)), default=Value(1))
    category = F("order_line__variant__product__category__name")
    rows = (
        InvoiceLine.objects.exclude(invoice__series=CARRIED)
        .filter(invoice__issued_on__range=(period.first, period.last))
        .values(shelf=category)
        .annotate(cents=Sum(F("net_cents") * sign))
    )
    summed: Counter[str] = Counter()
    for row in rows:
        summed[row["shelf"] or _("Carriage and service")] += row["cents"]
    return summed.most_common()


def _month(day: date, back: int) -> date:
    months = day.year * 12 + day.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)
