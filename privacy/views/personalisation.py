"""Whether the shop remembers what somebody looks at."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from privacy import personalisation
from privacy.consent import wording


@login_required
@require_http_methods(["GET", "POST"])
def own_shop(request: HttpRequest) -> HttpResponse:
    """One button to switch it on, one to switch it off; what was kept goes with it."""
    member: Any = request.user
    subject = member.subject.uuid
    if request.method == "POST":
        language = "en" if get_language() == "en" else "nl"
        if request.POST.get("wanted") == "yes":
            personalisation.switch_on(subject, language)
            messages.success(request, _("From now on the shop remembers what you look at."))
        else:
            personalisation.switch_off(subject, language)
            messages.success(request, _("The shop has forgotten what you looked at."))
        return redirect("privacy:personalisation")
    question = wording.words(wording.code_of(personalisation.PAIR))
    context = {"is_on": personalisation.is_on(subject), "question": question}
    return render(request, "privacy/personalisation.html", context)
