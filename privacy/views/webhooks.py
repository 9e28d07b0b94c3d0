"""What providers tell us: replies to text messages, and letters that went wrong. Nothing of it is logged."""

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from d4d.foundation import mail_reports
from privacy import undelivered
from privacy.consent import stop

LARGEST_REPLY = 5_000
LARGEST_REPORT = 20_000
_DOOR = {"WWW-Authenticate": 'Basic realm="reports"'}


@csrf_exempt
@require_POST
def text_reply(request: HttpRequest, secret: str) -> HttpResponse:
    """Somebody answered a text message; the provider shows the secret that we gave it."""
    ours = settings.SMS_WEBHOOK_SECRET
    if not ours or not hmac.compare_digest(secret.encode(), ours.encode()):
        raise Http404
    if refusal := _too_much(request, LARGEST_REPLY):
        return refusal
    stop.reply(request.content_type or "", request.body, request.POST.dict())
    return _thanks()


@csrf_exempt
@require_POST
def mail_report(request: HttpRequest) -> HttpResponse:
    """A letter bounced or was called spam; the provider shows its name and password."""
    if not mail_reports.is_from_the_provider(request):
        return HttpResponse(status=401, headers=_DOOR)
    if refusal := _too_much(request, LARGEST_REPORT):
        return refusal
    try:
        report = mail_reports.read(request.body)
    except mail_reports.Unreadable:
        return HttpResponse(status=400)
    if report is not None:
        undelivered.take_in(report)
    return _thanks()


def _too_much(request: HttpRequest, most: int) -> HttpResponse | None:
    """The refusal of what we do not read: so the provider knows that it was not heard."""
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal():
        return HttpResponse(status=411)
    return HttpResponse(status=413) if int(length) > most else None


def _thanks() -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")
