"""What a visitor was told and has not read yet: it waits in the session for the next page."""

from collections.abc import Sequence
from typing import Any

from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpResponse

MOST = 10


class NewestUnread(SessionStorage):
    """Keeps the newest messages only: a session of who never looks at a page does not grow."""

    def _store(self, messages: Sequence[Message], response: HttpResponse, *args: Any, **kwargs: Any) -> Any:
        return super()._store(messages[-MOST:], response, *args, **kwargs)  # type: ignore[misc]  # not in the stubs
