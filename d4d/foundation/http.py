"""The one way out over HTTP: time-outs, no redirects, and the same errors for every service.

Logs method, host, path template and status; never a body, a query string or a header.
"""

import logging
import time
from collections.abc import Mapping
from typing import Any

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3.exceptions import NewConnectionError

from d4d.foundation.deadlines import EndingPool
from d4d.foundation.errors import Misconfigured, Rejected, Temporary
from d4d.foundation.public_addresses import NotPublic, PublicPool, is_public_name

__all__ = [
    "IN_A_JOB",
    "IN_A_REQUEST",
    "NotPublic",
    "Service",
    "may_be_told",
    "never_arrived",
    "tell_a_stranger",
]

log = logging.getLogger("d4d.http")
IN_A_JOB = (3.0, 20.0)
IN_A_REQUEST = (2.0, 5.0)
_UNCERTAIN = {408, 500, 502, 504}
_AGAIN = {408, 409, 425, 429, 500, 502, 503, 504}


class Service:
    """An outside service under one base URL.

    `timeout` is (connect, read) in seconds. Raises Temporary, Rejected or Misconfigured.
    """

    def __init__(self, name: str, base_url: str, *, timeout: tuple[float, float] = IN_A_JOB) -> None:
        self.name = name
        self._base_url = base_url.rstrip("/")
        self._timeout = timeout
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["User-Agent"] = "Dentists4Dentists"
        self._session.mount("https://", HTTPAdapter(max_retries=0))

    def call(
        self,
        method: str,
        path: str,
        *,
        template: str = "",
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
    ) -> requests.Response:
        """Send a request; the answer has a status below 400.

        `template` is the path without ids, for the log.
        """
        started = time.monotonic()
        try:
            answer = self._session.request(
                method,
                f"{self._base_url}{path}",
                headers=dict(headers or {}),
                params=params,
                json=json,
                timeout=self._timeout,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            what = f"{self.name}: {type(error).__name__}"
            raise Temporary(what, is_uncertain=not never_arrived(error)) from None
        except Exception as error:  # noqa: BLE001 - broken off under way, by a time limit for instance
            raise Temporary(f"{self.name}: {type(error).__name__}", is_uncertain=True) from None
        passed = int((time.monotonic() - started) * 1000)
        log.info("%s %s %s %s %s ms", self.name, method, template or path, answer.status_code, passed)
        self._refuse(answer)
        return answer

    def call_json(self, method: str, path: str, **options: Any) -> Any:
        """Send a request whose answer is JSON; anything else counts as a fault over there."""
        answer = self.call(method, path, **options)
        try:
            return answer.json()
        except ValueError:
            raise Temporary(f"{self.name}: the answer is no JSON", is_uncertain=True) from None

    def _refuse(self, answer: requests.Response) -> None:
        status = answer.status_code
        if status < 300:
            return
        if status in {401, 403}:
            raise Misconfigured(f"{self.name}: {status}")
        if status in _AGAIN:
            raise Temporary(
                f"{self.name}: {status}",
                retry_after=_seconds(answer.headers.get("Retry-After")),
                is_uncertain=status in _UNCERTAIN,
            )
        raise Rejected(f"{self.name}: {status}")


def never_arrived(error: BaseException | None) -> bool:
    """Whether a call broke off before anything left: the name led nowhere, or nobody opened the door."""
    if isinstance(error, requests.ConnectTimeout):
        return True
    cause = error.args[0] if isinstance(error, requests.ConnectionError) and error.args else None
    return isinstance(getattr(cause, "reason", cause), NewConnectionError)


def may_be_told(url: str) -> bool:
    """Whether an address looks like one on the internet; in the demo the simulator's counts too."""
    return is_public_name(url) or _is_simulated(url)


def tell_a_stranger(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Tell a server that somebody named something, over https; the status with which it answers.

    Its answer is not read and leads nowhere, and all of it has some seconds. Raises NotPublic when the name
    does not lead to a public address, Temporary when nobody answers in time.
    """
    session = requests.Session()
    session.trust_env = False
    session.adapters.clear()
    session.mount("https://", _ToAStranger(max_retries=0))
    if _is_simulated(url):
        session.mount("http://", _ToAStranger(max_retries=0))
    said = {"User-Agent": "Dentists4Dentists", **headers}
    try:
        with (
            session,
            session.post(
                url, data=body, headers=said, timeout=IN_A_REQUEST, allow_redirects=False, stream=True
            ) as answer,
        ):
            log.info("a stranger's server POST %s", answer.status_code)
            return answer.status_code
    except requests.RequestException as error:
        raise Temporary(f"a stranger's server: {type(error).__name__}", is_uncertain=True) from None


def _is_simulated(url: str) -> bool:
    origin = settings.SIMULATOR_ORIGIN
    return bool(origin) and url.startswith(f"{origin}/")


class _ToAStranger(HTTPAdapter):
    """Connects to public addresses only, and ends however slowly one answers."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = {"https": PublicPool, "http": EndingPool}


def _seconds(header: str | None) -> float | None:
    try:
        return float(header) if header else None
    except ValueError:
        return None
