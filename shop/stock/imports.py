"""A list of counted stock: each row is a batch of an article, as somebody counted it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from d4d.foundation.importing import cells, kinds
from d4d.foundation.importing.differing import CHUNK, ChangedSince
from d4d.foundation.importing.kinds import Column, Finding, Kind, News, Row, Trace
from d4d.foundation.importing.wrong import WrongCell
from shop.catalogue.models import Variant
from shop.stock import services
from shop.stock.models import Batch

COLUMNS = (
    Column("number", _("our article number"), cells.text(40), is_needed=True, example="D4D-1001"),
    Column("lot", _("LOT, where the article is tracked by it"), cells.text(40), example="L2026-11"),
    Column("serial", _("serial number, where the article is tracked by it"), cells.text(40)),
    Column("counted", _("pieces that were counted"), cells.whole, is_needed=True, example="24"),
    Column("expires_on", _("expiry date of a batch that is new"), cells.day, example="2028-06-30"),
)
LABEL = Batch._meta.label
REASON = "list"


@dataclass(frozen=True, slots=True)
class Plan:
    """The batch that was counted, or the variant of which a new one was found."""

    variant_id: int
    batch: Batch | None


def look(rows: Sequence[Row]) -> list[Finding]:
    """How what was counted differs from the books."""
    variants = {
        one.number: one for one in Variant.objects.select_related("product").filter(is_discontinued=False)
    }
    batches: dict[tuple[int, str, str], list[Batch]] = defaultdict(list)
    for batch in Batch.objects.all():
        batches[batch.variant_id, batch.lot, batch.serial].append(batch)
    findings = []
    for row in rows:
        variant = variants.get(row.get("number"))
        if variant is None:
            wrong = WrongCell(_("There is no article with this number."), "number")
            findings.append(Finding(row, News.WRONG, wrong))
            continue
        found = batches[variant.pk, row.get("lot", ""), row.get("serial", "")]
        findings.append(_finding(row, variant, found))
    return findings


def _finding(row: Row, variant: Variant, found: list[Batch]) -> Finding:
    counted = row.get("counted")
    if len(found) > 1:
        words = _("There are more batches of this article with this LOT; count them at the desk.")
        return Finding(row, News.WRONG, WrongCell(words, "lot"))
    if not found and not counted:
        return Finding(row, News.UNCHANGED)
    if not found:
        try:
            services.check_receipt(variant.product, counted, **_facts(row))
        except services.NotReceived as refusal:
            column = {"quantity": "counted"}.get(refusal.field, refusal.field)
            return Finding(row, News.WRONG, WrongCell(refusal.words, column))
        return Finding(row, News.NEW, None, Plan(variant.pk, None))
    (batch,) = found
    if batch.on_hand == counted:
        return Finding(row, News.UNCHANGED)
    if batch.allocated > counted:
        words = _("Some of these pieces are reserved for orders; cancel or release those first.")
        return Finding(row, News.WRONG, WrongCell(words, "counted"))
    return Finding(row, News.CHANGED, None, Plan(variant.pk, batch))


def write(findings: Sequence[Finding], by: UUID | None) -> list[Trace]:
    """Count the batches that are known and receive those that are new, each in the ledger of the shelf."""
    traces = []
    for one in findings:
        plan, counted = one.plan, one.row.get("counted")
        if plan.batch is None:
            movement = services.receive(
                plan.variant_id, counted, actor=by, reference=REASON, **_facts(one.row)
            )
            traces.append(Trace(LABEL, str(movement.batch_id), {"on_hand": 0}, str(counted)))
        else:
            services.count(plan.batch.pk, counted, actor=by, reason=REASON)
            before = {"on_hand": plan.batch.on_hand}
            traces.append(Trace(LABEL, str(plan.batch.pk), before, str(counted)))
    return traces


def undo(traces: Sequence[Trace], by: UUID | None) -> None:
    """Count the batches back to what the books said, where nothing moved since; the ledger keeps both."""
    for start in range(0, len(traces), CHUNK):
        chunk = traces[start : start + CHUNK]
        now = Batch.objects.in_bulk([one.row_id for one in chunk])
        for one in chunk:
            batch = now.get(int(one.row_id))
            if batch is None or str(batch.on_hand) != one.mark or one.before is None:
                raise ChangedSince(LABEL)
            try:
                services.count(batch.pk, one.before["on_hand"], actor=by, reason=f"{REASON} undone")
            except services.NotAdjusted as refusal:
                raise ChangedSince(LABEL) from refusal


def _facts(row: Row) -> dict[str, Any]:
    """What names a batch."""
    return {
        "lot": row.get("lot", ""),
        "serial": row.get("serial", ""),
        "expires_on": row.get("expires_on"),
    }


KIND = Kind(
    "stock",
    _("Counted stock"),
    "stock.add_batch",
    COLUMNS,
    ("number", "lot", "serial"),
    look,
    write,
    undo,
)
kinds.register(KIND)
