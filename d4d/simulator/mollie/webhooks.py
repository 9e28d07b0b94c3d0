"""Mollie's classic webhooks: letters with only an id, sent again until the shop says 200."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event, Thread
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

from d4d.simulator import clock, faults
from d4d.simulator.store import Record, store

logger = logging.getLogger(__name__)

# Mollie tries again after 1, 3, 7, 15 … minutes; here a minute lasts a second.
SCHEDULE_SECONDS = (0, 1, 3, 7, 15, 31, 60, 120, 240, 1560)
_TIMEOUT_SECONDS = 15
_HELD_FOR = timedelta(seconds=0.3)
_opener = build_opener(ProxyHandler({}))
_wake = Event()


def tell(payment: Record) -> None:
    """Send the shop word that something happened to this payment."""
    if not payment.get("webhookUrl"):
        return
    fault = faults.take("webhook") or {"kind": "", "seconds": 0}
    due = clock.now() + timedelta(seconds=fault["seconds"])
    for _ in range(2 if fault["kind"] == "duplicate" else 1):
        letter = {
            "id": store().next_number("webhook"),
            "payment": payment["id"],
            "url": payment["webhookUrl"],
            "due": clock.stamp(due),
            "fault": fault["kind"],
            "attempts": [],
        }
        state = "lost" if fault["kind"] == "lost" else "waiting"
        store().put("webhook", letter, parent=payment["id"], reference=state)
    if fault["kind"] != "out_of_order":
        _release_held()
    _wake.set()


def _release_held() -> None:
    """A letter that was held back leaves just after the one that was to come later."""
    for letter in store().find("webhook", reference="waiting"):
        if letter["fault"] == "out_of_order" and not letter["attempts"]:
            store().put(
                "webhook", {**letter, "due": clock.stamp(clock.now() + _HELD_FOR), "fault": "overtaken"}
            )


class Postman(Thread):
    """Brings the webhooks that are due, several at a time, while the process lives."""

    def __init__(self) -> None:
        """Letters that were under way when the process ended are sent again."""
        super().__init__(name="postman", daemon=True)
        self._carriers = ThreadPoolExecutor(max_workers=8, thread_name_prefix="postman")
        for letter in store().find("webhook", reference="sending"):
            store().put("webhook", letter, reference="waiting")

    def run(self) -> None:
        """Look for due letters five times a second, or at once when woken."""
        from d4d.simulator.mollie import changes

        while True:
            _wake.wait(timeout=0.2)
            _wake.clear()
            try:
                changes.let_time_pass()
                for letter in store().find("webhook", reference="waiting"):
                    if clock.moment(letter["due"]) <= clock.now():
                        store().put("webhook", letter, reference="sending")
                        self._carriers.submit(_bring, letter)
            except Exception:  # one bad record must not stop all post
                logger.exception("the postman stumbled")


def _bring(letter: Record) -> None:
    status = _post(letter)
    letter["attempts"].append({"at": clock.stamp(), "status": status})
    tried = len(letter["attempts"])
    if 200 <= status < 300:
        store().put("webhook", letter, reference="delivered")
    elif tried == len(SCHEDULE_SECONDS):
        store().put("webhook", letter, reference="given_up")
    else:
        wait = SCHEDULE_SECONDS[tried] - SCHEDULE_SECONDS[tried - 1]
        letter["due"] = clock.stamp(clock.now() + timedelta(seconds=wait))
        store().put("webhook", letter, reference="waiting")


def _post(letter: Record) -> int:
    """The status with which the shop answered; 0 when it did not."""
    body = urlencode({"id": letter["payment"]}).encode()
    headers = {"User-Agent": "Mollie HTTP client/1.0", "Content-Type": "application/x-www-form-urlencoded"}
    request = Request(letter["url"], data=body, headers=headers)  # noqa: S310 - the contract allows http(s) only
    try:
        with _opener.open(request, timeout=_TIMEOUT_SECONDS) as response:
            return int(response.status)
    except HTTPError as error:
        error.close()
        return error.code
    except (URLError, OSError, ValueError):
        return 0
