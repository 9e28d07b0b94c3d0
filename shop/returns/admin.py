"""The desk of returns: decide, receive with the lot, and make good."""

from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from d4d.foundation import photos
from privacy.acts import Act, ActsAdmin, NoAnswers, badge
from privacy.staff import ReadOnlyInline, actor
from privacy.ties import IsLeaving
from shop.invoicing.services import CannotBeCredited, CannotBeIssued
from shop.orders.services import SoldOut
from shop.returns import services
from shop.returns.forms import AcceptReturnForm, ReceiveForm, RefuseReturnForm, SettleForm, TakeDownForm
from shop.returns.models import Return, ReturnedPieces, ReturnPhoto
from shop.returns.services.receiving import HERE
from shop.stock.services import NotReceived

Answers = dict[str, Any]
State = Return.State
MAKES_GOOD = "invoicing.add_invoice"  # whoever corrects invoices
ENDS = ("settle", "close")

REFUSALS: dict[type[Exception], str | Promise] = {
    services.NotNow: _("This is not possible now: the return is not so far, or already further."),
    services.NotWhatWasSent: _("This is more than was announced, went out of this lot, or came back."),
    services.NoShelf: _("These goods are of no batch in stock and cannot be put on the shelf."),
    services.NotInvoiced: _("So many pieces are not invoiced yet, or are credited already."),
    services.NowhereToSend: _("The practice has no delivery address to send the article to."),
    NotReceived: _("These goods have expired and cannot be put on the shelf."),
    CannotBeCredited: _("This is not left of the invoice any more."),
    CannotBeIssued: _("The invoice cannot be made: see whether the data of the practice are complete."),
    SoldOut: _("Less lies on the shelf than a moment ago. Please try again."),
    IsLeaving: _("The data of this practice are being erased."),
}


def _accept(row: Return, answers: Answers, by: UUID) -> None:
    services.accept(row.pk, answers["instructions"], by=by)


def _refuse(row: Return, answers: Answers, by: UUID) -> None:
    services.refuse(row.pk, answers["why"], by=by)


def _receive(row: Return, answers: Answers, by: UUID) -> None:
    services.receive(row.pk, answers["came"], by=by)


def _settle(row: Return, answers: Answers, by: UUID) -> None:
    way = services.Settle(answers["quantity"], bool(answers.get("carriage")), answers.get("way") == "back")
    services.settle(row.pk, way, by=by)


def _withdraw(row: Return, answers: Answers, by: UUID) -> None:
    services.withdraw(row.pk, by=by)


ACTS = (
    Act(
        "accept",
        _("Accept"),
        AcceptReturnForm,
        _accept,
        lambda row: row.state == State.REQUESTED,
        _("The practice hears how to send it."),
    ),
    Act(
        "refuse",
        _("Refuse"),
        RefuseReturnForm,
        _refuse,
        lambda row: row.state == State.REQUESTED,
        _("The practice hears why."),
        is_grave=True,
    ),
    Act(
        "receive",
        _("It is here"),
        ReceiveForm,
        _receive,
        lambda row: row.state in HERE and row.still_to_come > 0,
        _("Only what can be sold as new goes back on the shelf, with the lot it came from."),
        asks_about=lambda row: row,
    ),
    Act(
        "settle",
        _("Make good"),
        SettleForm,
        _settle,
        lambda row: row.state == State.RECEIVED,
        _("A credit note is issued; it cannot be changed or deleted."),
        asks_about=lambda row: row,
    ),
    Act(
        "close",
        _("Close without a credit note"),
        RefuseReturnForm,
        _refuse,
        lambda row: row.state == State.RECEIVED,
        _("Nothing is credited and nothing sent anew; the practice hears why."),
        is_grave=True,
    ),
    Act(
        "withdraw",
        _("It does not come any more"),
        NoAnswers,
        _withdraw,
        lambda row: row.may_be_withdrawn,
        is_grave=True,
    ),
)


class PiecesInline(ReadOnlyInline):
    """What came back, lot by lot."""

    model = ReturnedPieces
    fields = readonly_fields = ("at", "quantity", "lot", "serial", "fate")


@admin.register(Return)
class ReturnAdmin(ActsAdmin):
    """What practices send back, and everything that can be done with it."""

    list_display = ("number", "state_badge", "practice", "article", "quantity", "reason", "requested_at")
    list_filter = ("state", "reason", "wish")
    list_select_related = ("practice", "order_line")
    search_fields = ("=number", "=practice__number", "practice__name", "=order_line__order__number")
    search_help_text = _("Number, customer number, practice or order number")
    ordering = ("-pk",)
    acts = ACTS
    refusals = REFUSALS
    inlines = (PiecesInline,)
    fields = readonly_fields = (
        "number",
        "state_badge",
        "practice",
        "order",
        "article",
        "quantity",
        "reason",
        "wish",
        "explanation",
        "pictures",
        "answer",
        "requested_at",
        "credited",
        "replacement",
        "closed_at",
    )

    def get_urls(self) -> list[URLPattern]:
        """Also the photos."""
        own = path("foto/<int:photo_id>/", self.admin_site.admin_view(self.photo), name="returns_photo")
        return [own, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever reads the mail or takes the call."""
        return admin.ModelAdmin.has_add_permission(self, request)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Write down what a practice asked by mail or phone; from there it goes on as any other."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = TakeDownForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            line = form.cleaned_data["line"]
            try:
                back = services.ask(line, form.asked(), by=actor(request), for_them=True)
            except services.AlreadyOpen:
                form.add_error(None, gettext("A return of this article is under way already."))
            except services.CannotBeReturned:
                words = gettext("Of this line %(left)s pieces can be sent back.")
                form.add_error("quantity", words % {"left": services.returnable(line)})
            else:
                messages.success(request, gettext("%(number)s: done.") % {"number": back})
                return redirect("admin:returns_return_change", back.pk)
        title = gettext("Write down a return by mail or phone")
        return self.act_page(request, title, form=form, errors=form.is_bound and form.errors)

    def possible(self, request: HttpRequest, row: Any) -> list[Act]:
        """Who corrects no invoices makes nothing good, nor says that nothing is."""
        acts = super().possible(request, row)
        return [act for act in acts if act.name not in ENDS or request.user.has_perm(MAKES_GOOD)]

    def photo(self, request: HttpRequest, photo_id: int) -> HttpResponse:
        """A photo with a return; that it was opened is written down."""
        if not self.has_view_permission(request):
            raise Http404
        shown = get_object_or_404(ReturnPhoto, pk=photo_id, back__in=self.get_queryset(request))
        self.seen(request, shown.back_id, "file")
        return photos.answer(shown.file)

    @admin.display(description=_("state"), ordering="state")
    def state_badge(self, back: Return) -> SafeString:
        """How far it is."""
        return badge(back.state, back.get_state_display())

    @admin.display(description=_("article"))
    def article(self, back: Return) -> str:
        """What comes back."""
        return f"{back.order_line.number} {back.order_line.name}"

    @admin.display(description=_("order"))
    def order(self, back: Return) -> SafeString:
        """The order that brought it."""
        order = back.order_line.order
        url = reverse("admin:orders_order_change", args=[order.pk])
        return format_html('<a href="{}">{}</a>', url, order.number)

    @admin.display(description=_("photos"))
    def pictures(self, back: Return) -> SafeString | str:
        """The way to each photo."""
        links = [
            (reverse("admin:returns_photo", args=[one.pk]), PurePosixPath(str(one.file.name)).name)
            for one in back.photos.order_by("pk")
        ]
        return format_html_join(" · ", '<a href="{}">{}</a>', links) or "–"

    @admin.display(description=_("credited"))
    def credited(self, back: Return) -> SafeString | str:
        """The credit notes for it."""
        links = [
            (reverse("admin:invoicing_invoice_change", args=[note.pk]), note.number)
            for note in back.credit_notes()
        ]
        return format_html_join(" · ", '<a href="{}">{}</a>', links) or "–"
