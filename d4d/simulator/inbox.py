"""The inbox: read every mail that the shop has sent, with its headers, parts and attachments."""

import base64
import mimetypes
import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from d4d.simulator import clock, settings
from d4d.simulator.api import answer
from d4d.simulator.brevo import REPORTS
from d4d.simulator.store import Record, store

_HTML_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"
_LINK = re.compile(r"""https?://[^\s<>"']+""")


def overview(request: HttpRequest) -> HttpResponse:
    """The mails, newest first."""
    return render(
        request, "simulator/mails.html", {"mails": [_shown(mail) for mail in store().latest("mail")]}
    )


def as_json(request: HttpRequest) -> HttpResponse:
    """All mails, oldest first; attachments are fetched one by one."""
    return answer({"mails": store().find("mail")})


def mail(request: HttpRequest, number: str) -> HttpResponse:
    """One mail; its html part has an address of its own, shown in a frame."""
    found = _known(number)
    context = {
        "mail": _shown(found),
        "copies": len(store().find("mail", reference=found["message_id"])),
        "links": _links(found),
        "can_report": bool(settings.SIMULATOR_MAIL_REPORT_URL),
        "events": REPORTS,
        "reports": [
            {**one, "title": REPORTS[one["event"]]} for one in store().find("mail_report", parent=number)
        ],
    }
    return render(request, "simulator/mail.html", context)


def html_part(request: HttpRequest, number: str) -> HttpResponse:
    """The html part, locked in: no scripts, no pictures from elsewhere, no forms."""
    return HttpResponse(_known(number)["html"], headers={"Content-Security-Policy": _HTML_POLICY})


def attachment(request: HttpRequest, number: str, position: str) -> HttpResponse:
    """One attachment, to keep."""
    found = store().get("attachment", f"{number}/{position}")
    if found is None:
        raise Http404
    kind = mimetypes.guess_type(found["name"])[0] or "application/octet-stream"
    response = HttpResponse(base64.b64decode(found["content"]), content_type=kind)
    name = re.sub(r"[^\w. -]", "_", found["name"])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _known(number: str) -> Record:
    found = store().get("mail", number)
    if found is None:
        raise Http404
    return found


def _shown(found: Record) -> dict[str, Any]:
    people = {name: ", ".join(_person(one) for one in found[name]) for name in ("to", "cc", "bcc")}
    headers = {name: value for name, value in found["headers"].items() if name.lower() != "message-id"}
    return {
        **found,
        **people,
        "headers": headers,
        "from_name": _person(found["from"]),
        "moment": clock.moment(found["at"]),
    }


def _person(person: Record) -> str:
    name, address = person.get("name", ""), person["email"]
    return f"{name} <{address}>" if name else str(address)


def _links(found: Record) -> list[str]:
    """Every address in the mail, once; the sandbox keeps those in the html part from working."""
    unescaped = found["html"].replace("&amp;", "&")
    return list(dict.fromkeys(link.rstrip(".,)") for link in _LINK.findall(f"{found['text']}\n{unescaped}")))
