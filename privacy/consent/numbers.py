"""Whether a telephone number is somebody's own: they read a code from it.

Anybody can type any number. Until a code that went there was typed back, no text message goes to it, and
it stays left alone if somebody with that number ever asked so.
"""

import hmac
import secrets
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import phonenumbers
from django.db import transaction

from d4d.foundation import clock, outbox, seal
from privacy.consent import suppression
from privacy.consent.addresses import addresses_of, mark_of
from privacy.consent.ledger import Standing, standing
from privacy.consent.offers import marketing
from privacy.events import NumberCodeWanted
from privacy.models import NumberProof
from privacy.vocabulary import Channel

GOOD_FOR = timedelta(minutes=10)
MOST_TRIES = 5
NUMBERED = frozenset({Channel.SMS, Channel.PHONE})
_TEXTED = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}


class CannotBeTexted(Exception):
    """There is no number, or text messages do not arrive there."""


@transaction.atomic
def ask(subject: UUID) -> NumberProof:
    """Have a code sent to the number that somebody gave; an older code is good for nothing any more.

    Raises CannotBeTexted.
    """
    number = addresses_of(subject).get(Channel.SMS, "")
    if not _is_texted(number):
        raise CannotBeTexted
    row, _ = NumberProof.objects.select_for_update().get_or_create(subject=subject)
    row.mark, row.code, row.sent_at, row.proved_at = mark_of(Channel.SMS, number), "", None, None
    row.turn += 1
    row.save()
    outbox.publish(NumberCodeWanted(proof_id=row.pk, turn=row.turn))
    return row


@transaction.atomic
def new_code(proof_id: int, turn: int) -> str:
    """A code to send now, known here by its fingerprint only; empty when it is not wanted any more."""
    row = NumberProof.objects.select_for_update().filter(pk=proof_id, turn=turn, proved_at=None).first()
    if row is None or not _is_of_this_number(row):
        return ""
    code = f"{secrets.randbelow(1_000_000):06}"
    row.code, row.sent_at, row.tries = _fingerprint(row, code), clock.now(), 0
    row.save(update_fields=["code", "sent_at", "tries"])
    return code


@transaction.atomic
def prove(subject: UUID, code: str) -> bool:
    """Somebody types the code: right, in time and within five tries, the number is theirs.

    What they agreed to on that number counts from then on, even if its former owner was left alone.
    """
    row = NumberProof.objects.select_for_update().filter(subject=subject).first()
    if row is None or not _may_be_tried(row):
        return False
    row.tries += 1
    is_right = hmac.compare_digest(row.code, _fingerprint(row, code))
    if is_right:
        row.code, row.proved_at = "", clock.now()
        _reach_again(subject)
    row.save(update_fields=["tries", "code", "proved_at"])
    return is_right


def is_proved(subject: UUID, number: str) -> bool:
    """Whether somebody showed that this number is theirs."""
    return subject in proved({subject: number})


def proved(numbers: Mapping[UUID, str]) -> set[UUID]:
    """Those of these people who showed that the number that goes with them is theirs."""
    shown = NumberProof.objects.filter(subject__in=list(numbers)).exclude(proved_at=None)
    return {
        subject
        for subject, mark in shown.values_list("subject", "mark")
        if mark == mark_of(Channel.SMS, numbers[subject])
    }


def forget(number: str) -> None:
    """Whoever has this number now said no: what was shown before counts no more."""
    NumberProof.objects.filter(mark=mark_of(Channel.SMS, number)).delete()


def _is_texted(number: str) -> bool:
    try:
        return phonenumbers.number_type(phonenumbers.parse(number)) in _TEXTED
    except phonenumbers.NumberParseException:
        return False


def _may_be_tried(row: NumberProof) -> bool:
    in_time = row.sent_at is not None and clock.now() < row.sent_at + GOOD_FOR
    return bool(row.code) and in_time and row.tries < MOST_TRIES and _is_of_this_number(row)


def _is_of_this_number(row: NumberProof) -> bool:
    return row.mark == mark_of(Channel.SMS, addresses_of(row.subject).get(Channel.SMS, ""))


def _fingerprint(row: NumberProof, code: str) -> str:
    return seal.fingerprint("number-code", f"{row.subject}:{row.mark}:{row.turn}:{code.strip()}")


def _reach_again(subject: UUID) -> None:
    number = addresses_of(subject)[Channel.SMS]
    for pair in marketing():
        state = standing(subject, pair) if pair[1] in NUMBERED else None
        if state and state.standing == Standing.GIVEN:
            suppression.lift(number, pair)
