"""Quick order: type, paste, scan or send a list, look at what was understood, and put it in the cart."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import MemberRequest, may_order
from shop.cart import services
from shop.cart.quick_order.finding import find
from shop.cart.quick_order.form import QuickOrderForm
from shop.cart.quick_order.reading import read_row
from shop.cart.quick_order.rows import Row, rows_of

LEFT = "quick_order_left"  # rows that still wait for an answer, in the session
SPARE_ROWS = 3
FIRST_ROWS = 5


@require_http_methods(["GET", "POST"])
@may_order
def quick_order(request: MemberRequest) -> HttpResponse:
    """Show what was understood of a list; on the second button put it in the cart."""
    if request.method != "POST":
        return _page(request, QuickOrderForm(), _left(request))
    form = QuickOrderForm(request.POST, request.FILES)
    if not form.is_valid():
        typed = [Row(number, quantity) for number, quantity in form.typed()]
        return _page(request, form, typed, status=422)
    everything = form.everything()
    if everything.left_out:
        messages.warning(request, _too_many(everything.left_out))
    rows = rows_of(request.practice, find(everything.readings))
    if "add" in request.POST:
        return _add(request, rows)
    return _page(request, QuickOrderForm(), rows)


def _add(request: MemberRequest, rows: Sequence[Row]) -> HttpResponse:
    """What was understood goes into the cart; the rest stays on the page."""
    offers = [(row, row.offer) for row in rows if row.offer and row.may_be_added]
    pieces = {offer.variant.pk: offer.line.quantity for _, offer in offers}
    added = services.put_all(request.practice, request.user, pieces)
    left = [row for row in rows if not row.offer or row.offer.variant.pk not in added.variant_ids]
    request.session[LEFT] = [(row.number, row.quantity) for row in left]
    said = summary([row for row in rows if row not in left], left)
    messages.add_message(request, messages.WARNING if left else messages.SUCCESS, said)
    for one in added.left_out:
        messages.error(request, one.said)
    return redirect("cart:quick" if left or not added.variant_ids else "cart:show")


def summary(added: Sequence[Row], left: Sequence[Row]) -> str:
    """How many lines went into the cart, and how many did not."""
    unknown = sum(row.is_unknown for row in left)
    counts = [
        (len(added), ngettext("%(count)s line added", "%(count)s lines added", len(added))),
        (unknown, ngettext("%(count)s not recognised", "%(count)s not recognised", unknown)),
        (len(left) - unknown, ngettext("%(count)s to correct", "%(count)s to correct", len(left) - unknown)),
    ]
    said = [words % {"count": count} for place, (count, words) in enumerate(counts) if count or not place]
    return f"{', '.join(said)}."


def _page(
    request: MemberRequest, form: QuickOrderForm, rows: Sequence[Row], status: int = 200
) -> HttpResponse:
    spare = SPARE_ROWS if rows else FIRST_ROWS
    context = {
        "form": form,
        "rows": [*rows, *[Row()] * spare],
        "found": sum(row.may_be_added for row in rows),
        "unknown": sum(row.is_unknown for row in rows),
        "problems": [
            {"message": f"{row.number}: {row.problem}", "target": f"row-{place}-quantity"}
            for place, row in enumerate(rows)
            if row.problem
        ],
    }
    return render(request, "cart/quick_order.html", context, status=status)


def _left(request: MemberRequest) -> list[Row]:
    """Rows that an earlier list left behind."""
    readings = [read_row(number, quantity) for number, quantity in request.session.get(LEFT, [])]
    return rows_of(request.practice, find([reading for reading in readings if reading]))


def _too_many(count: int) -> str:
    return ngettext(
        "%(count)s line did not fit: we read 400 different lines at once. Send the rest after these.",
        "%(count)s lines did not fit: we read 400 different lines at once. Send the rest after these.",
        count,
    ) % {"count": count}
