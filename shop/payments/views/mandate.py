"""Direct debit: a practice lets us collect, sees what will be collected, and takes its leave back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, may_manage
from d4d.foundation import outbox
from shop.payments import services
from shop.payments.departing import off_to_pay
from shop.payments.events import MandateHinted
from shop.payments.models import Debit, Mandate


@require_safe
@never_cache
@may_manage
def show(request: MemberRequest) -> HttpResponse:
    """How it stands with the mandate by our own books, and the debits under it."""
    mandates = Mandate.objects.for_practice(request.practice)
    mandate = mandates.living().first()
    debits = Debit.objects.filter(mandate__practice=request.practice).select_related("invoice")
    if mandate and mandate.state != Mandate.State.VALID:
        outbox.nudge(MandateHinted(mandate_id=mandate.pk))
    context = {
        "mandate": mandate,
        "last": None if mandate else mandates.order_by("-pk").first(),
        "debits": debits.order_by("-charge_on", "-pk")[:12],
    }
    return render(request, "payments/mandate.html", context)


@require_POST
@may_manage
def ask(request: MemberRequest) -> HttpResponse:
    """Off to the provider's page, where one cent is paid."""
    practice_id, subject = request.practice.pk, request.user.subject.uuid
    words = _("Direct debit cannot be arranged now. Please contact us.")
    here = reverse("payments:mandate")
    return off_to_pay(
        request, lambda: services.ask_mandate(practice_id, subject), services.CannotBeAsked, words, here
    )


@require_POST
@may_manage
def withdraw(request: MemberRequest) -> HttpResponse:
    """From now on nothing is collected."""
    mandate = Mandate.objects.for_practice(request.practice).living().first()
    if mandate:
        services.end_mandate(mandate.pk, request.user.subject.uuid)
        messages.success(request, _("Your mandate is withdrawn. From now on you pay invoices by transfer."))
    return redirect("payments:mandate")
