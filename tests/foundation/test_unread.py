"""Somebody who orders and never looks at a page keeps the last messages about it, not all of them."""

from django.contrib.messages.constants import INFO
from django.http import HttpResponse
from django.test import RequestFactory

from d4d.foundation.unread import MOST, NewestUnread


def test_the_newest_messages_wait_and_older_ones_go() -> None:
    request = RequestFactory().get("/")
    request.session = {}  # type: ignore[assignment]  # as a session takes and gives
    for number in range(MOST + 3):
        told = NewestUnread(request)
        told.add(INFO, f"message {number}")
        told.update(HttpResponse())

    assert [one.message for one in NewestUnread(request)] == [f"message {n}" for n in range(3, MOST + 3)]
