"""One visitor of a shop: keeps its connection, its cookies and its token, and signs in."""

import re
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

HEADER = "X-Statements"  # from a shop that counts what its database is asked
ROWS_A_PAGE = "X-Rows-A-Page"  # to a shop whose lists are as long as is asked for
Step = dict[str, Any]
PATIENCE_SECONDS = 60


class Unexpected(Exception):
    """A page that answered something else than it should."""


@dataclass
class Answer:
    """What came back, and how many statements it cost where the shop says so."""

    status: int
    location: str
    body: str
    statements: int


@dataclass
class Visitor:
    """Somebody with a browser, described by a file of paths."""

    config: dict[str, Any]
    origin: str
    known: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        place = urlsplit(self.origin)
        self._line = HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE_SECONDS)

    def sign_in(self) -> None:
        """Enter with the login that this visitor knows."""
        self.ask("GET", self.config["csrf"]["prime"])
        self.take({"method": "POST", "redirects": False, **self.config["login"]})

    def take(self, step: Step) -> Answer:
        """One step of a flow, as the file describes it; complains when it does not go as described."""
        form = {name: self._filled(value) for name, value in step["form"].items()} if "form" in step else None
        answer = self.ask(step.get("method", "GET"), self._filled(step["path"]), form)
        while step.get("redirects", True) and answer.location:
            before = answer.statements
            answer = self.ask("GET", answer.location)
            answer.statements += before
        if answer.status not in step.get("expect", [200]) or step.get("contains", "") not in answer.body:
            raise Unexpected(f"{step['path']}: {answer.status} {answer.location}")
        for name, pattern in step.get("capture", {}).items():
            found = re.search(pattern, answer.body)
            if not found:
                raise Unexpected(f"{step['path']}: no {name}")
            self.known[name] = found[1]
        return answer

    def ask(self, method: str, path: str, form: dict[str, str] | None = None, rows: int = 0) -> Answer:
        """One request over the line that stays open; a list of at most so many rows where that is asked."""
        headers = {"Accept-Language": "nl", "Referer": f"{self.origin}/", "Cookie": self._cookies()}
        if rows:
            headers[ROWS_A_PAGE] = str(rows)
        body = urlencode(form) if form is not None else None
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers[self.config["csrf"]["header"]] = self.cookies.get(self.config["csrf"]["cookie"], "")
        response = self._response(method, path, body, headers)
        text = response.read().decode(errors="replace")
        self._remember(response)
        return Answer(
            response.status,
            response.getheader("Location") or "",
            text,
            int(response.getheader(HEADER) or 0),
        )

    def leave(self) -> None:
        """Hang up."""
        self._line.close()

    def _response(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> HTTPResponse:
        """The answer; a line that the server hung up meanwhile is opened again, as browsers do."""
        try:
            self._line.request(method, path, body, headers)
            return self._line.getresponse()
        except (RemoteDisconnected, ConnectionError):
            self._line.close()
            self._line.request(method, path, body, headers)
            return self._line.getresponse()

    def _remember(self, response: HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}

    def _cookies(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _filled(self, text: str) -> str:
        for name, value in self.known.items():
            text = text.replace(f"{{{name}}}", value)
        return text
