"""Fills in any form on any page: words become needles, everything else stays as the page proposes it."""

from typing import Any

from django.test import Client
from lxml import html

from tests.accounts.people import PASSWORD
from tests.promises.needles.needle import Somebody

GIVEN = {
    "postcode": "5211 AB",
    "house_number": "7",
    "addition": "b",
    "vat_id": "",
    "country": "NL",
    "amount": "1,00",
    "quantity": "1",
}
WORDS = ("text", "search", "email", "tel", "url", None)


class Page:
    """A page in somebody's browser, with the forms on it."""

    def __init__(self, client: Client, address: str, somebody: Somebody) -> None:
        self._client, self.address, self._somebody = client, address, somebody
        self.answer = client.get(address, follow=True)
        self.address = self.answer.request["PATH_INFO"]
        is_page = self.answer.get("Content-Type", "").startswith("text/html") and not self.answer.streaming
        self.forms = html.fromstring(self.answer.content).forms if is_page and self.answer.content else []

    def send(self, number: int = -1, **given: Any) -> Any:
        """Fill in the form that asks for most (or the one with this number) and send it."""
        form = self.forms[number] if number >= 0 else max(self.forms, key=lambda one: len(one.inputs.keys()))
        address = form.action or self.address
        data = self._filled(form) | {name: value for name, value in given.items() if value is not None}
        method = self._client.get if form.method == "GET" else self._client.post
        return method(address, data, follow=True)

    def send_all(self, known: set[tuple[str, ...]] | None = None, **given: Any) -> None:
        """Send every form of the page that asks for words; a search that was seen elsewhere not again."""
        known = set() if known is None else known
        for number, form in enumerate(self.forms):
            what = (form.action or self.address, *form.inputs.keys())
            is_known_search = form.method == "GET" and what in known
            if self.asks_for_words(form) and not is_known_search:
                self.send(number, **given)
            known.add(what)

    @staticmethod
    def asks_for_words(form: Any) -> bool:
        """Whether somebody may write something into this form."""
        boxes = form.xpath(
            ".//textarea | .//input[not(@type) or @type='text' or @type='email' or @type='tel']"
        )
        return bool(boxes)

    def _filled(self, form: Any) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for name in form.inputs.keys():  # noqa: SIM118 - its inputs are no mapping
            box = form.inputs[name]
            value = self._value(name, box)
            if value is not None:
                data[name] = value
        return data

    def _value(self, name: str, box: Any) -> Any:
        if isinstance(box, html.RadioGroup):
            return box.value or next(iter(box.value_options), None)
        if isinstance(box, html.CheckboxGroup):
            return list(box.value)
        if isinstance(box, html.SelectElement):
            return self._chosen(box)
        if isinstance(box, html.TextareaElement):
            return self._somebody.text(self._place(name))
        kind = box.get("type")
        if kind == "checkbox":
            return box.get("value", "on") if box.checked else None
        if kind == "password":
            return PASSWORD
        return self._word(name, kind) if kind in WORDS else box.get("value", "")

    def _chosen(self, box: Any) -> Any:
        options = [option for option in box.value_options if option]
        if box.multiple:
            return list(box.value)
        return box.value or (options[0] if options else "")

    def _word(self, name: str, kind: str | None) -> str:
        plain, place = name.rpartition("-")[2].removeprefix("invoice_"), self._place(name)
        if plain in GIVEN:
            return GIVEN[plain]
        if "email" in plain:
            return self._somebody.email(place)
        if "phone" in plain:
            return self._somebody.phone(place)
        if plain == "kvk_number":
            return self._somebody.kvk(place)
        return self._somebody.word(place)

    def _place(self, name: str) -> str:
        return f"{self.address.strip('/').replace('/', '.')}.{name}"
