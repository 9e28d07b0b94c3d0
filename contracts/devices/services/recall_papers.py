"""What a recall needs on paper: letters to whoever has no mailbox, and the report at the end."""

from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import Sum
from django.urls import reverse
from django.utils.safestring import mark_safe

from contracts.devices.models import Recall, RecallNotice, TraceReturn
from contracts.devices.stickers import drawn
from d4d.foundation import clock
from d4d.foundation.paper import printed

SHEET = Path(__file__).resolve().parents[1] / "recall_paper.css"


def print_letter(notice_id: int, turn: int) -> None:
    """Put the letter of this turn ready to be printed; a letter of an earlier turn is not made any more."""
    notice = RecallNotice.objects.select_related("recall", "trace").get(pk=notice_id)
    if notice.turn != turn or notice.state != RecallNotice.State.WAITING:
        return
    address = settings.PUBLIC_ORIGIN + reverse("devices:recall_answer", args=[notice.token])
    context = {
        "notice": notice,
        "recall": notice.recall,
        "to": notice.trace,
        "address": address,
        "code": mark_safe(drawn(address).decode()),  # noqa: S308 - drawn from an address of ours
        "today": clock.today(),
    }
    paper = printed("devices/recall_letter.html", context, SHEET, clock.now())
    if notice.letter:
        notice.letter.delete(save=False)
    notice.letter.save(f"{notice.recall.number}-{notice.pk}-{turn}.pdf", ContentFile(paper), save=False)
    RecallNotice.objects.filter(pk=notice.pk, turn=turn).update(letter=notice.letter.name)


def print_report(recall_id: int) -> None:
    """The report for the authority: what was called back and how far everybody was reached; no names."""
    recall = Recall.objects.get(pk=recall_id)
    if recall.report or recall.closed_at is None:
        return
    figures = RecallNotice.objects.filter(recall=recall).figures()
    context = {"recall": recall, "figures": figures, "returned": _returned(recall)}
    paper = printed("devices/recall_report.html", context, SHEET, recall.closed_at)
    recall.report.save(f"{recall.number}.pdf", ContentFile(paper), save=False)
    Recall.objects.filter(pk=recall.pk).update(report=recall.report.name)


def _returned(recall: Recall) -> int:
    came_back = TraceReturn.objects.filter(trace__in=recall.traces())
    return came_back.aggregate(pieces=Sum("quantity"))["pieces"] or 0
