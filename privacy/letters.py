"""Sends a letter through the gate and the door: permit first, then the disclosure, then the mail."""

from uuid import UUID

from d4d.foundation import mail
from privacy.disclosure import disclose
from privacy.gate import permit
from privacy.vocabulary import BREVO, Purpose


def post(letter: mail.Letter, *, subject: UUID | None, purpose: Purpose, occasion: str) -> str:
    """Mail a letter to somebody; returns its Message-ID. Raises NotPermitted when the gate refuses."""
    leave = permit(subject, purpose, "email", letter.to)
    fields = {"email": letter.to, "content": letter.template}
    return disclose(
        BREVO, fields, lambda: mail.send(letter, leave), subject=subject, occasion=occasion, purpose=purpose
    )
