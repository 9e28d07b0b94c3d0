"""Sends letters and text messages through the gate and the door: permit, disclosure, then the message.

What people get by consent alone bears the way out: a link without signing in, and for letters the two
headers by which a mail program ends them with one click (RFC 8058). It goes out at most once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar
from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _

from d4d.foundation import mail, sms
from d4d.foundation.permit import Permit
from privacy.consent.messages import address_of, sending
from privacy.disclosure import Fields, disclose, disclose_each
from privacy.gate import NotPermitted, Refused, may_use_each, permit, permits
from privacy.vocabulary import BREVO, SPRYNG, Basis, Channel, Purpose, Recipient

Message = TypeVar("Message", mail.Letter, sms.Text)
Finished = TypeVar("Finished")


@dataclass(frozen=True, slots=True)
class _Way(Generic[Message, Finished]):
    """How messages of a kind reach people; `finish` puts the address at which it is ended into each."""

    channel: Channel
    recipient: Recipient
    fields: Callable[[Message], Fields]
    finish: Callable[[Iterable[tuple[Message, str]]], list[Finished]]
    hand_over: Callable[[Sequence[Finished], Sequence[Permit]], None]


def post(letter: mail.Letter, *, subject: UUID | None, purpose: Purpose, occasion: str) -> str:
    """Mail a letter to somebody; returns its Message-ID. Raises NotPermitted when the gate refuses."""
    if purpose.basis is Basis.CONSENT and subject is not None:
        _raise_for(post_each({subject: letter}, purpose=purpose, occasion=occasion))
        return mail.message_id_of(letter.key)
    leave = permit(subject, purpose, Channel.EMAIL, letter.to)
    return disclose(
        BREVO,
        _fields_of_letter(letter),
        lambda: mail.send(letter, leave),
        subject=subject,
        occasion=occasion,
        purpose=purpose,
    )


def post_each(letters: Mapping[UUID, mail.Letter], *, purpose: Purpose, occasion: str) -> dict[UUID, Refused]:
    """Mail many people what they get by consent, in one call; those whom the gate refused get nothing.

    Raises NotPermitted when the gate closed for one of them meanwhile, and what `mail.hand_over` raises:
    it holds for all of them.
    """
    way = _Way(Channel.EMAIL, BREVO, _fields_of_letter, _finished_letters, mail.hand_over)
    return _send(letters, way, purpose, occasion)[1]


def text(words: sms.Text, *, subject: UUID, purpose: Purpose, language: str, occasion: str) -> bool:
    """Send somebody a text message by their consent; False when it went before.

    Raises NotPermitted when the gate refuses.
    """

    def finished(texts: Iterable[tuple[sms.Text, str]]) -> list[sms.Text]:
        return [replace(one, words=f"{one.words} {way_out(address, language)}") for one, address in texts]

    def hand_over(texts: Sequence[sms.Text], permits: Sequence[Permit]) -> None:
        for one, leave in zip(texts, permits, strict=True):
            sms.send(one, leave)

    way = _Way(Channel.SMS, SPRYNG, _fields_of_text, finished, hand_over)
    sent, refused = _send({subject: words}, way, purpose, occasion)
    _raise_for(refused)
    return subject in sent


def text_at_once(words: sms.Text, *, subject: UUID, purpose: Purpose, occasion: str) -> None:
    """Send somebody a text message that they asked for this minute, such as a code: it has no way out.

    Raises NotPermitted when the gate refuses.
    """
    assert purpose.basis is not Basis.CONSENT, "what needs consent bears the way out"
    leave = permit(subject, purpose, Channel.SMS, words.to)
    disclose(
        SPRYNG,
        _fields_of_text(words),
        lambda: sms.send(words, leave),
        subject=subject,
        occasion=occasion,
        purpose=purpose,
    )


def _send(
    messages: Mapping[UUID, Message], way: _Way[Message, Finished], purpose: Purpose, occasion: str
) -> tuple[set[UUID], dict[UUID, Refused]]:
    """Who got their message now, and whom the gate refused; whoever is neither had it before."""
    assert purpose.basis is Basis.CONSENT, "what bears the way out is sent by consent"
    answers = may_use_each({who: one.to for who, one in messages.items()}, purpose, way.channel)
    refused = {who: answer for who, answer in answers.items() if isinstance(answer, Refused)}
    going = {one.key: (who, one.to) for who, one in messages.items() if who not in refused}
    with sending((purpose, way.channel), going) as noted:
        new = {who: one for who, one in messages.items() if one.key in noted}
        finished = way.finish((one, address_of(noted[one.key])) for one in new.values())
        if new:
            _hand_over(new, finished, way, purpose, occasion)
    return set(new), refused


def _hand_over(
    new: Mapping[UUID, Message],
    finished: list[Finished],
    way: _Way[Message, Finished],
    purpose: Purpose,
    occasion: str,
) -> None:
    """Ask the gate again, now that all is written: for a no that came in between, none of it leaves."""
    leave = permits({who: one.to for who, one in new.items()}, purpose, way.channel)
    disclose_each(
        way.recipient,
        [(who, way.fields(one)) for who, one in new.items()],
        lambda: way.hand_over(finished, leave),
        occasion=occasion,
        purpose=purpose,
    )


def _raise_for(refused: Mapping[UUID, Refused]) -> None:
    for answer in refused.values():
        raise NotPermitted(answer.reason)


def _fields_of_letter(letter: mail.Letter) -> Fields:
    return {"email": letter.to, "content": letter.template}


def _fields_of_text(words: sms.Text) -> Fields:
    return {"phone": words.to, "content": words.key}


def _finished_letters(letters: Iterable[tuple[mail.Letter, str]]) -> list[EmailMultiAlternatives]:
    return mail.write_each(
        replace(
            letter,
            own={**letter.own, "unsubscribe_url": address},
            headers={
                "List-Unsubscribe": f"<{address}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )
        for letter, address in letters
    )


def way_out(address: str, language: str) -> str:
    """How a text message says that no more need come."""
    with translation.override(language):
        if sms.answers_arrive():
            return _("No more? Reply STOP or: %(address)s") % {"address": address}
        return _("No more? %(address)s") % {"address": address}
