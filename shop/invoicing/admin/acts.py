"""What the bookkeeper does with an invoice, each act on a page that asks twice."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from d4d.foundation.written import euro
from privacy.acts import ActsAdmin
from privacy.staff import actor
from shop.invoicing import archive, services
from shop.invoicing.forms import CreditForm, ReceivedForm, TakeBackForm
from shop.invoicing.models import ArchivedFile, Invoice, Settlement
from shop.invoicing.views import DOWNLOADS
from shop.orders.models import Order

RIGHTS = {"receipt": "invoicing.add_settlement", "correction": "invoicing.add_invoice"}


class InvoiceActs(ActsAdmin):
    """The pages behind an invoice: its files, what came in for it, and its corrections."""

    def get_urls(self) -> list[URLPattern]:
        """The list, the row, its files, what came in for it and its correction."""
        own = [
            path("<int:pk>/file.<str:ending>", self.admin_site.admin_view(self.file), name="invoicing_file"),
            path("<int:pk>/received/", self.admin_site.admin_view(self.received), name="invoicing_received"),
            path("<int:pk>/credit/", self.admin_site.admin_view(self.credit), name="invoicing_credit"),
            path(
                "<int:pk>/settlement/<int:settlement>/take-back/",
                self.admin_site.admin_view(self.take_back),
                name="invoicing_take_back",
            ),
        ]
        return [*own, *super().get_urls()]

    def file(self, request: HttpRequest, pk: int, ending: str) -> HttpResponse:
        """A file of an invoice, byte for byte as it was made."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        kind, media_type = DOWNLOADS.get(ending, (ending, ""))
        invoice = get_object_or_404(self.get_queryset(request), pk=pk)
        found = get_object_or_404(ArchivedFile.objects.select_related("invoice"), invoice=invoice, kind=kind)
        self.seen(request, pk, "file")
        response = HttpResponse(archive.read(found), content_type=media_type)
        response["Content-Disposition"] = f'attachment; filename="{found.invoice.number}.{ending}"'
        return response

    def received(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask what came into our account, show it once more, and book it."""
        invoice = self._invoice_to("receipt", request, pk)
        form = ReceivedForm(request.POST or None, initial={"received_on": clock.today()})
        asked = form.is_bound and form.is_valid() and form.fits(invoice)
        if asked and "confirmed" in request.POST and self._booked(request, invoice, form):
            return redirect("admin:invoicing_invoice_change", invoice.pk)
        return self._page(
            request,
            "received.html",
            title=_("Received payment for invoice %(number)s") % {"number": invoice.number},
            invoice=invoice,
            form=form,
            asked=asked and form.is_valid(),
            open_cents=invoice.open_now(),
        )

    def _booked(self, request: HttpRequest, invoice: Invoice, form: ReceivedForm) -> bool:
        received = form.cleaned_data
        by = actor(request)
        amount, reference, day = received["amount"], received["reference"], received["received_on"]
        try:
            services.receive(invoice.pk, amount, reference=reference, on=day, by=by)
        except (services.MoreThanOpen, services.BookedElsewhere) as refusal:
            form.explain(refusal)
            return False
        words = {"amount": euro(amount), "number": invoice.number}
        self.message_user(request, _("%(amount)s is booked on invoice %(number)s.") % words)
        return True

    def take_back(self, request: HttpRequest, pk: int, settlement: int) -> HttpResponse:
        """Ask why a booking was wrong, show what follows, and undo it."""
        invoice = self._invoice_to("receipt", request, pk)
        wrong = get_object_or_404(invoice.settlements, pk=settlement)
        if not wrong.may_be_taken_back:
            self.message_user(request, _("This booking cannot be taken back."), messages.ERROR)
            return redirect("admin:invoicing_invoice_change", invoice.pk)
        form = TakeBackForm(request.POST or None)
        asked = form.is_bound and form.is_valid()
        if asked and "confirmed" in request.POST:
            return self._taken_back(request, wrong, form.cleaned_data["reason"])
        return self._page(
            request,
            "take_back.html",
            title=_("Take a booking back from invoice %(number)s") % {"number": invoice.number},
            invoice=invoice,
            settlement=wrong,
            orders=Order.objects.filter(invoice_lines__invoice=invoice).distinct().order_by("pk"),
            open_cents=invoice.open_now() + wrong.amount_cents,
            form=form,
            asked=asked,
        )

    def _taken_back(self, request: HttpRequest, wrong: Settlement, reason: str) -> HttpResponse:
        words = {"amount": euro(wrong.amount_cents), "number": wrong.invoice.number}
        try:
            services.take_back(wrong.pk, reason=reason, by=actor(request))
        except services.CannotBeTakenBack:
            self.message_user(request, _("This booking cannot be taken back."), messages.ERROR)
        else:
            self.message_user(
                request, _("%(amount)s is taken back; invoice %(number)s is open again.") % words
            )
        return redirect("admin:invoicing_invoice_change", wrong.invoice_id)

    def credit(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask what is taken back, show it once more, and issue the credit note."""
        invoice = self._invoice_to("correction", request, pk)
        form = CreditForm(request.POST or None, invoice=invoice)
        asked = form.is_bound and form.is_valid()
        if asked and "confirmed" in request.POST:
            return self._credited(request, invoice, form)
        return self._page(
            request,
            "credit.html",
            title=_("Credit invoice %(number)s") % {"number": invoice.number},
            invoice=invoice,
            form=form,
            asked=asked,
            occasion=f"staff:{invoice.pk}:{invoice.credit_notes.count() + 1}",
        )

    def _credited(self, request: HttpRequest, invoice: Invoice, form: CreditForm) -> HttpResponse:
        occasion = request.POST.get("occasion", "")
        try:
            note = services.credit(
                invoice.pk,
                form.quantities(),
                reason=form.cleaned_data["reason"],
                by=actor(request),
                occasion=occasion if occasion.startswith(f"staff:{invoice.pk}:") else f"staff:{invoice.pk}:?",
            )
        except services.CannotBeCredited:
            self.message_user(request, _("This is not left of the invoice any more."), messages.ERROR)
            return redirect("admin:invoicing_credit", invoice.pk)
        self.message_user(request, _("Credit note %(number)s is issued.") % {"number": note.number})
        return redirect("admin:invoicing_invoice_change", note.pk)

    def _invoice_to(self, act: str, request: HttpRequest, pk: int) -> Invoice:
        if not request.user.has_perm(RIGHTS[act]):
            raise PermissionDenied
        found: Invoice = get_object_or_404(self.get_queryset(request), pk=pk, kind=Invoice.Kind.INVOICE)
        return found

    def _page(self, request: HttpRequest, template: str, **words: Any) -> HttpResponse:
        self.seen(request, words["invoice"].pk)
        context = {**self.admin_site.each_context(request), "opts": self.opts, **words}
        return render(request, f"admin/invoicing/{template}", context)
