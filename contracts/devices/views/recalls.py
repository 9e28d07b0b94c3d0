"""A practice answers a recall with the link from its letter, without signing in."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import behind_a_secret
from accounts.language import speak_as_written_to
from contracts.devices.forms.recalls import AnswerForm
from contracts.devices.mailboxes import language_of
from contracts.devices.models import RecallNotice
from contracts.devices.services import recalls


@behind_a_secret
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What is called back and what to do; the answer counts once."""
    known = RecallNotice.objects.select_related("recall", "trace", "subject")
    notice = get_object_or_404(known, token=token)
    speak_as_written_to(request, language_of(notice))
    form = AnswerForm(request.POST if request.method == "POST" else None, pieces=notice.pieces)
    if form.is_bound and form.is_valid():
        with suppress(recalls.NotRunning):  # the page says that it is over
            recalls.acknowledge(notice.pk, **form.cleaned_data)
        return redirect("devices:recall_answer", token)
    return render(request, "devices/recall_answer.html", {"notice": notice, "form": form})
