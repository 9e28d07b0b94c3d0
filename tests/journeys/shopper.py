"""Somebody who orders over plain HTTP, and does not give up when the shop goes away for a moment."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests
from django.test import Client

from accounts.models import User
from tests.servers import House
from tests.simulator_process import Outside

PATIENCE_SECONDS = 60
MARK = "k" * 32


@dataclass
class Shopper:
    """A member of a practice with a browser that tries again."""

    house: House
    user: User
    address_id: int
    visit: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        """Sign in."""
        client = Client()
        client.force_login(self.user)
        self.visit.cookies.set("sessionid", client.cookies["sessionid"].value)
        self.visit.cookies.set("csrftoken", MARK)
        self.visit.headers["X-CSRFToken"] = MARK

    def order_and_pay(self, variant_id: int, quantity: int) -> None:
        """One order from the cart to the bank, each step repeated until it is answered."""
        self._post("/winkelwagen/erbij/", variant=variant_id, quantity=quantity)
        self._post("/afrekenen/levering/", address_id=self.address_id)
        self._post("/afrekenen/betaling/", way="ideal")
        Outside(self.house.simulator_origin).pay(_last_part(self._place()))

    def _place(self) -> str:
        """Press the button until it leads to the bank's page, and never order twice."""
        page = self._get("/afrekenen/controleren/").text
        agreed = dict(re.findall(r'name="(key|seen)" value="([^"]+)"', page))

        def leads_to_the_bank(answer: requests.Response) -> bool:
            return answer.headers.get("Location", "").startswith(self.house.simulator_origin)

        return self._post("/afrekenen/controleren/", leads_to_the_bank, **agreed).headers["Location"]

    def _get(self, path: str) -> requests.Response:
        return self._ask("GET", path, {}, lambda answer: answer.status_code == 200)

    def _post(
        self,
        path: str,
        is_good: Callable[[requests.Response], bool] = lambda answer: answer.status_code == 302,
        **answers: object,
    ) -> requests.Response:
        return self._ask("POST", path, answers, is_good)

    def _ask(
        self,
        method: str,
        path: str,
        answers: dict[str, object],
        is_good: Callable[[requests.Response], bool],
    ) -> requests.Response:
        deadline = time.monotonic() + PATIENCE_SECONDS
        last = ""
        while time.monotonic() < deadline:
            try:
                answer = self.visit.request(
                    method, f"{self.house.origin}{path}", data=answers, allow_redirects=False, timeout=10
                )
            except requests.RequestException as gone:
                last = type(gone).__name__
            else:
                if is_good(answer):
                    return answer
                last = f"{answer.status_code} {answer.headers.get('Location', '')}"
            time.sleep(0.1)
        raise AssertionError(f"{method} {path}: {last}")


def _last_part(address: str) -> str:
    return urlsplit(address).path.rstrip("/").rpartition("/")[2]
