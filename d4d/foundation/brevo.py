"""Brevo's door for mail, which takes many letters in one call."""

from collections.abc import Sequence
from typing import Any

from anymail.backends import brevo
from django.core.mail import EmailMessage

_OWN = ("to", "cc", "bcc", "replyTo", "subject", "textContent", "htmlContent", "headers")
# What Brevo wants to know besides the versions, each of which says its own.
_OF_NOBODY: dict[str, Any] = {"subject": "-", "textContent": "-", "htmlContent": "-", "headers": {}}


class EmailBackend(brevo.EmailBackend):  # type: ignore[misc]  # anymail bears no types
    """Hands over one letter as anymail does, and many as versions of one: all are taken, or none is."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Hand over these letters, whose sender is the same; how many were taken."""
        if len(email_messages) < 2:
            return int(super().send_messages(email_messages))
        opened_here = self.open()
        try:
            self.post_to_esp(self._together(email_messages), email_messages[0])
        finally:
            if opened_here:
                self.close()
        return len(email_messages)

    def _together(self, letters: Sequence[EmailMessage]) -> Any:
        general, *_ = payloads = [self.build_message_payload(one, self.send_defaults) for one in letters]
        versions = [{name: one.data[name] for name in _OWN if name in one.data} for one in payloads]
        shared = {name: value for name, value in general.data.items() if name not in _OWN}
        general.data = shared | _OF_NOBODY | {"messageVersions": versions}
        return general
