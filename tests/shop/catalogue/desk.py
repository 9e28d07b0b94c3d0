"""A page of the desk as a browser reads it and sends it back."""

import re
from typing import Any

from django.test import Client


def fields_of(html: str) -> dict[str, str]:
    """What a browser would send back from the form on a page."""
    from html import unescape

    form = html.split('id="content-main"')[1]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input [^>]*>", form):
        facts = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if "name" not in facts or facts.get("type") in {"submit", "file"} or "__prefix__" in facts["name"]:
            continue
        is_box = facts.get("type") == "checkbox"
        if is_box and " checked" not in tag:
            continue
        found[facts["name"]] = unescape(facts.get("value", "on" if is_box else ""))
    for name, text in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', form):
        found[name] = unescape(text)
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.findall(r'value="([^"]*)" selected', options)
        found[name] = chosen[0] if chosen else ""
    return found


def change(staff: Client, kind: str, pk: int, **changes: str | None) -> Any:
    address = f"/beheer/catalogue/{kind}/{pk}/change/"
    sent = {**fields_of(staff.get(address).content.decode()), **changes}
    return staff.post(address, {name: value for name, value in sent.items() if value is not None})
