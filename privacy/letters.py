"""Sends a letter or a text message through the gate and the door: permit, disclosure, then the message.

What people get by consent alone bears the way out: a link without signing in, and for letters the two
headers by which a mail program ends them with one click (RFC 8058). It goes out at most once.
"""

from dataclasses import replace
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from d4d.foundation import mail, sms
from privacy.consent.messages import AlreadySent, address_of, sending
from privacy.disclosure import disclose
from privacy.gate import permit
from privacy.vocabulary import BREVO, SPRYNG, Basis, Channel, Purpose


def post(letter: mail.Letter, *, subject: UUID | None, purpose: Purpose, occasion: str) -> str:
    """Mail a letter to somebody; returns its Message-ID. Raises NotPermitted when the gate refuses."""
    leave = permit(subject, purpose, Channel.EMAIL, letter.to)
    fields = {"email": letter.to, "content": letter.template}

    def send(finished: mail.Letter) -> str:
        return disclose(
            BREVO,
            fields,
            lambda: mail.send(finished, leave),
            subject=subject,
            occasion=occasion,
            purpose=purpose,
        )

    if purpose.basis is not Basis.CONSENT:
        return send(letter)
    assert subject is not None, "the gate lets nothing through on the consent of nobody"
    try:
        with sending(letter.key, subject, (purpose, Channel.EMAIL), letter.to) as message:
            return send(_with_way_out(letter, address_of(message)))
    except AlreadySent:
        return mail.message_id_of(letter.key)


def text(words: sms.Text, *, subject: UUID, purpose: Purpose, language: str, occasion: str) -> bool:
    """Send somebody a text message by their consent; False when it went before.

    Raises NotPermitted when the gate refuses.
    """
    assert purpose.basis is Basis.CONSENT, "every text message bears the way out"
    leave = permit(subject, purpose, Channel.SMS, words.to)
    fields = {"phone": words.to, "content": words.key}
    try:
        with sending(words.key, subject, (purpose, Channel.SMS), words.to) as message:
            marked = replace(words, words=f"{words.words} {_way_out(address_of(message), language)}")
            disclose(
                SPRYNG,
                fields,
                lambda: sms.send(marked, leave),
                subject=subject,
                occasion=occasion,
                purpose=purpose,
            )
    except AlreadySent:
        return False
    return True


def text_at_once(words: sms.Text, *, subject: UUID, purpose: Purpose, occasion: str) -> None:
    """Send somebody a text message that they asked for this minute, such as a code: it has no way out.

    Raises NotPermitted when the gate refuses.
    """
    assert purpose.basis is not Basis.CONSENT, "what needs consent bears the way out"
    leave = permit(subject, purpose, Channel.SMS, words.to)
    fields = {"phone": words.to, "content": words.key}
    disclose(
        SPRYNG, fields, lambda: sms.send(words, leave), subject=subject, occasion=occasion, purpose=purpose
    )


def _with_way_out(letter: mail.Letter, address: str) -> mail.Letter:
    headers = {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return replace(letter, context={**letter.context, "unsubscribe_url": address}, headers=headers)


def _way_out(address: str, language: str) -> str:
    with translation.override(language):
        if sms.answers_arrive():
            return _("No more? Reply STOP or: %(address)s") % {"address": address}
        return _("No more? %(address)s") % {"address": address}
