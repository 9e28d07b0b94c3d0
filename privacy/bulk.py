"""An act on many rows at once: first a page says what will happen, and which rows are passed over and why.

Part of the staff's desk of every room, beside `privacy.acts`, which acts on one row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from privacy.staff import StaffAdmin, actor

MOST = 200


@dataclass(frozen=True, slots=True)
class Bulk:
    """What can be done with many rows: `passes_over` says why not with a row, and nothing when it can be.

    What `carry_out` raises from `refusals` is a row that changed meanwhile; the others are still done, and
    `in_words` says why. `needs` are the relations that `passes_over` looks at. `afterwards` gets what
    `carry_out` gave for each row, where staff must hear of it.
    """

    name: str
    title: str | Promise
    explanation: str | Promise
    passes_over: Callable[[Any], str | Promise]
    carry_out: Callable[[Any, UUID], object]
    refusals: tuple[type[Exception], ...] = ()
    permission: str = "decide"
    needs: tuple[str, ...] = ()
    in_words: Callable[[Exception], str | Promise] | None = None
    afterwards: Callable[[HttpRequest, list[Any]], None] | None = None


class BulkAdmin(StaffAdmin):
    """Rows on many of which the staff acts at once, after one more look."""

    bulks: tuple[Bulk, ...] = ()

    def get_actions(self, request: HttpRequest) -> Any:
        """The acts of the room beside those of its list, for who has the right."""
        actions = super().get_actions(request)
        if request.GET.get("_popup"):
            return actions
        for bulk in self.bulks:
            if getattr(self, f"has_{bulk.permission}_permission")(request):
                actions[bulk.name] = (_carrier(bulk), bulk.name, str(bulk.title))
        return actions


def _carrier(bulk: Bulk) -> Any:
    def act(admin: BulkAdmin, request: HttpRequest, chosen: QuerySet[Any]) -> HttpResponse | None:
        return _confirm_or_do(bulk, admin, request, chosen)

    return act


def _confirm_or_do(
    bulk: Bulk, admin: BulkAdmin, request: HttpRequest, chosen: QuerySet[Any]
) -> HttpResponse | None:
    rows = list(chosen.prefetch_related(*bulk.needs)[: MOST + 1])
    if len(rows) > MOST:
        messages.error(request, _("Choose at most %(most)s rows at once.") % {"most": MOST})
        return None
    passed = [(row, reason) for row in rows if (reason := bulk.passes_over(row))]
    left_out = {row for row, _reason in passed}
    to_do = [row for row in rows if row not in left_out]
    if "confirmed" in request.POST:
        _carry_out(bulk, admin, request, to_do)
        return None
    context = {
        **admin.admin_site.each_context(request),
        "title": bulk.title,
        "opts": admin.opts,
        "bulk": bulk,
        "rows": rows,
        "to_do": to_do,
        "passed": passed,
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/bulk.html", context)


def _carry_out(bulk: Bulk, admin: BulkAdmin, request: HttpRequest, rows: list[Any]) -> None:
    done: list[Any] = []
    by = actor(request)
    for row in rows:
        try:
            done.append(bulk.carry_out(row, by))
        except bulk.refusals as refusal:
            messages.error(request, _refused(bulk, row, refusal))
        else:
            admin.log_change(request, row, bulk.name)
    if bulk.afterwards:
        bulk.afterwards(request, done)
    if done:
        messages.success(request, _("%(title)s: %(count)s done.") % {"title": bulk.title, "count": len(done)})


def _refused(bulk: Bulk, row: Any, refusal: Exception) -> str:
    if bulk.in_words:
        return f"{row}: {bulk.in_words(refusal)}"
    return _("%(number)s: this is not possible now.") % {"number": row}
