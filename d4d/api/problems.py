"""What the API says when it cannot answer: problem details (RFC 9457), in plain English for machines."""

from collections.abc import Mapping
from http import HTTPStatus

from django.http import JsonResponse


class Problem(Exception):
    """A request that gets no answer, and why; `headers` go along."""

    def __init__(
        self, status: HTTPStatus, code: str, detail: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.detail = status, code, detail
        self.headers = dict(headers or {})


def told(problem: Problem) -> JsonResponse:
    """The answer that tells it."""
    body = {
        "type": f"about:blank#{problem.code}",
        "title": problem.status.phrase,
        "status": problem.status.value,
        "code": problem.code,
        "detail": problem.detail,
    }
    return JsonResponse(
        body,
        status=problem.status,
        content_type="application/problem+json",
        headers={"Cache-Control": "no-store", **problem.headers},
    )


def not_found() -> Problem:
    """There is no such thing, or it is somebody else's: the answer is the same."""
    return Problem(HTTPStatus.NOT_FOUND, "not_found", "There is nothing of yours here.")
