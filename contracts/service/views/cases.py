"""Asking us something: on the contact page, or in the account with everything that was said."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from accounts.access import MemberRequest, may_see_orders
from contracts.devices import papers
from contracts.service.forms.cases import MemberQuestionForm, ReplyForm, VisitorQuestionForm
from contracts.service.models import Case, CaseAttachment
from contracts.service.services import cases
from contracts.service.services.cases import Asker, Said
from contracts.service.services.patient_data import texts_removed_from
from d4d.foundation import clock
from privacy import notice

PER_PAGE = 20


@sensitive_post_parameters("name", "email", "text")
def contact(request: HttpRequest) -> HttpResponse:
    """How to reach us, with a form; whoever is signed in asks from their account."""
    if request.method != "POST":
        return _contact_page(request, VisitorQuestionForm())
    form = VisitorQuestionForm(request.POST)
    if not form.is_valid():
        return _contact_page(request, form)
    if form.is_of_a_machine:
        return redirect("service:asked")
    key = form.cleaned_data["email"].lower()
    refusal: HttpResponse | None = ratelimit.consume_or_429(request, action="contact", key=key)
    if refusal is not None:
        return refusal
    answers = form.cleaned_data
    asker = Asker(answers["name"], answers["email"], _language())
    cases.open_case(asker, answers["about"], Said(answers["text"]), channel=Case.Channel.FORM)
    notice.show(None, "contact form")
    return redirect("service:asked")


@require_GET
def asked(request: HttpRequest) -> HttpResponse:
    """What happens next, in the same words for everybody."""
    return render(request, "service/asked.html")


@require_GET
@may_see_orders
def own(request: MemberRequest) -> HttpResponse:
    """The questions of the practice, newest first."""
    rows = Case.objects.seen_by(request.membership).order_by("-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "service/cases.html", {"page": page})


@sensitive_post_parameters("text")
@may_see_orders
def ask(request: MemberRequest) -> HttpResponse:
    """A new question, about an order or a device if one likes."""
    sent = request.POST if request.method == "POST" else None
    known = {"order": request.GET.get("bestelling", ""), "device": request.GET.get("apparaat", "")}
    form = MemberQuestionForm(sent, practice=request.practice, initial=known)
    if form.is_bound and form.is_valid():
        case = _opened(request, form.cleaned_data)
        words = _("We have your question %(number)s. You get an answer before %(moment)s.")
        moment = date_format(clock.local(case.due_at or clock.now()), "j F H:i")
        messages.success(request, words % {"number": case.number, "moment": moment})
        return redirect("service:case", case.number)
    return render(request, "service/ask.html", {"form": form})


@sensitive_post_parameters("text")
@may_see_orders
def detail(request: MemberRequest, number: str) -> HttpResponse:
    """Everything that was said about one question, and room for a reply."""
    case = _own_case(request, number)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        cases.receive(case.pk, Said(form.cleaned_data["text"]), by=request.user.subject.uuid)
        messages.success(request, _("Your reply is with us."))
        return redirect("service:case", number)
    said = list(case.messages.prefetch_related("attachments").order_by("pk"))
    context = {"case": case, "said": said, "form": form, "texts_removed": texts_removed_from(case, said)}
    return render(request, "service/case.html", context)


@require_GET
@may_see_orders
def attachment(request: MemberRequest, number: str, pk: int) -> HttpResponseBase:
    """A file that came along with a question."""
    case = _own_case(request, number)
    found = get_object_or_404(CaseAttachment, pk=pk, message__case=case)
    return papers.sent(found.file, f"{case.number}-{found.pk}")


def _opened(request: MemberRequest, answers: dict[str, Any]) -> Case:
    user = request.user
    asker = Asker(user.full_name(), user.email, _language(), user.subject.uuid, request.practice.pk)
    notice.show(user.subject.uuid, "question")
    return cases.open_case(
        asker,
        answers["about"],
        Said(answers["text"]),
        channel=Case.Channel.ACCOUNT,
        order_id=answers["order"].pk if answers["order"] else None,
        device_id=answers["device"].pk if answers["device"] else None,
    )


def _own_case(request: MemberRequest, number: str) -> Case:
    seen = Case.objects.seen_by(request.membership).select_related("order", "device")
    return get_object_or_404(seen, number=number)


def _contact_page(request: HttpRequest, form: VisitorQuestionForm) -> HttpResponse:
    return render(request, f"pages/{_language()}/contact.html", {"form": form})


def _language() -> str:
    return "en" if get_language() == "en" else "nl"
