"""Brevo's door for mail: what the shop sends arrives in the inbox of this simulator."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect

from d4d.simulator import api, clock, settings
from d4d.simulator.api import Refused, answer, sent
from d4d.simulator.store import Record, store
from d4d.simulator.telling import tell

REPORTS = {
    "hard_bounce": "Mailbox bestaat niet",
    "soft_bounce": "Mailbox vol",
    "spam": "Gemeld als spam",
}


def _refusal(refused: Refused) -> Any:
    code = "unauthorized" if refused.status == 401 else "invalid_parameter"
    return {"code": code, "message": refused.reason}


def _keyholder(request: HttpRequest) -> None:
    if not request.headers.get("api-key"):
        raise Refused(401, "Key not found")


def _send(request: HttpRequest) -> HttpResponse:
    wanted = sent(request, "brevo", "mail_request")
    if "messageVersions" not in wanted:
        return answer({"messageId": _deliver(wanted)}, 201)
    general = {name: value for name, value in wanted.items() if name != "messageVersions"}
    versions = [_merged(general, version) for version in wanted["messageVersions"]]
    with store().alone():  # one writing for all of them
        return answer({"messageIds": [_deliver(version) for version in versions]}, 201)


def _merged(general: Record, version: Record) -> Record:
    return {**general, **version, "headers": {**general.get("headers", {}), **version.get("headers", {})}}


def _deliver(message: Record) -> str:
    """Put one mail in the inbox; its own Message-ID stays, others get one."""
    number = store().next_number("mail")
    headers = message.get("headers", {})
    own = next((value for name, value in headers.items() if name.lower() == "message-id"), "")
    mail = {
        "id": number,
        "at": clock.stamp(),
        "message_id": own or f"<{number}@simulator.invalid>",
        "from": message["sender"],
        "to": message.get("to", []),
        "cc": message.get("cc", []),
        "bcc": message.get("bcc", []),
        "reply_to": message.get("replyTo"),
        "subject": message["subject"],
        "text": message.get("textContent", ""),
        "html": message.get("htmlContent", ""),
        "headers": headers,
        "tags": message.get("tags", []),
        "attachments": [],
    }
    with store().alone():
        for position, attachment in enumerate(message.get("attachment", []), start=1):
            mail["attachments"].append({"number": position, "name": attachment["name"]})
            store().put("attachment", {"id": f"{number}/{position}", **attachment}, parent=str(number))
        store().put("mail", mail, reference=str(mail["message_id"]))
    return str(mail["message_id"])


def report(request: HttpRequest, number: str) -> HttpResponse:
    """Tell the shop that a mail bounced or was called spam, as its reader or their server decided."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    mail, event = store().get("mail", number), request.POST.get("event", "")
    if mail is None or event not in REPORTS:
        return HttpResponse("Deze mail is er niet.", status=404, content_type="text/plain; charset=utf-8")
    for reader in mail["to"]:
        said = {
            "event": event,
            "email": reader["email"],
            "id": mail["id"],
            "message-id": mail["message_id"],
            "subject": mail["subject"],
            "ts_epoch": int(clock.moment(clock.stamp()).timestamp() * 1000),
        }
        status = tell(
            settings.SIMULATOR_MAIL_REPORT_URL,
            said,
            who="Brevo",
            secret=settings.SIMULATOR_MAIL_REPORT_SECRET,
        )
        record = {"id": store().next_number("mail_report"), "event": event, "status": status}
        store().put("mail_report", record, parent=number)
    return HttpResponseRedirect(f"/mail/{number}/")


send = api.endpoint(_refusal, POST=api.for_keyholders(_keyholder, _send))
