"""One call: signed, sent, written down; tried again for two days, then given up.

The signature is that of Standard Webhooks: an HMAC-SHA256 over number, moment and body, so that the
receiver sees a replay by the number and an old call by the moment.
"""

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.db import transaction

from d4d.api.events import WebhookPaused
from d4d.api.models import Call, News, Webhook
from d4d.api.models.webhooks import TEST
from d4d.api.services.webhooks import MARK, USE, pause
from d4d.foundation import clock, http, outbox, sealed
from d4d.foundation.errors import OutsideError, Temporary

Outcome = Call.Outcome
_ONCE = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def call(call_id: int) -> None:
    """Tell an address its news, unless it was told or may not be called; raises Temporary to try again."""
    waiting = Call.objects.filter(outcome=Outcome.WAITING)
    row = waiting.select_related("webhook__practice__subject").filter(pk=call_id).first()
    if row is None:
        return
    if not row.webhook.may_be_called:
        waiting.filter(pk=call_id).update(outcome=Outcome.FAILED, answer="switched off")
        return
    status, answer = _told(row)
    if not _write_down(row.pk, status, answer):
        raise Temporary(f"webhook: {answer}")


def body_of(row: Call) -> bytes:
    """What is sent: which kind of news, since when, and the number of the row; no contents."""
    data = {"number": row.about} if row.about else {}
    said = {"type": row.news, "timestamp": row.made_at.isoformat(), "data": data}
    return json.dumps(said, separators=(",", ":")).encode()


def specimen() -> dict[str, str]:
    """A call as it could have been made, with the secret that signed it: for who writes the receiver."""
    secret = MARK + b64encode(b"a secret of nobody in particular").decode()
    row = Call(uuid=UUID(int=1), news=News.ORDER_PLACED, about="D2026-000123", made_at=_ONCE)
    body = body_of(row)
    number, moment = f"msg_{row.uuid.hex}", str(int(_ONCE.timestamp()))
    signature = f"v1,{_signature(secret, _signed(number, moment, body))}"
    said = {"id": number, "moment": moment, "signature": signature, "body": body.decode()}
    return {**said, "secret": secret}


def headers_of(row: Call, body: bytes, now: datetime) -> dict[str, str]:
    """The number, the moment, and a signature by each secret that counts now."""
    number, moment = f"msg_{row.uuid.hex}", str(int(now.timestamp()))
    signed = _signed(number, moment, body)
    signatures = [f"v1,{_signature(words, signed)}" for words in _secrets(row.webhook, now)]
    return {
        "Content-Type": "application/json",
        "webhook-id": number,
        "webhook-timestamp": moment,
        "webhook-signature": " ".join(signatures),
    }


def _told(row: Call) -> tuple[int, str]:
    """The status with which the address answered, 0 for none, and how that reads."""
    body = body_of(row)
    try:
        status = http.tell_a_stranger(row.webhook.url, body, headers_of(row, body, clock.now()))
    except http.NotPublic:
        return 0, "no public address"
    except OutsideError:
        return 0, "no answer"
    return status, str(status)


@transaction.atomic
def _write_down(call_id: int, status: int, answer: str) -> bool:
    """How a try went; False when there is to be another."""
    row = Call.objects.select_for_update().select_related("webhook").get(pk=call_id)
    row.tries, row.tried_at, row.answer = row.tries + 1, clock.now(), answer
    is_last = row.news == TEST or status == HTTPStatus.GONE or row.tries >= most_tries()
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        row.outcome = Outcome.SENT
    elif is_last:
        row.outcome = Outcome.FAILED
        _switch_off_if_nobody_answers(row, is_gone=status == HTTPStatus.GONE)
    row.save(update_fields=["tries", "tried_at", "answer", "outcome"])
    return row.outcome != Outcome.WAITING


def most_tries() -> int:
    """How often a call is tried: as long as the outbox has pauses for it."""
    return len(settings.OUTBOX_BACKOFF_SECONDS)


def _switch_off_if_nobody_answers(row: Call, *, is_gone: bool) -> None:
    """An address that says it is gone, or heard nothing since this call was made, is not called any more."""
    heard = row.webhook.calls.filter(outcome=Outcome.SENT, tried_at__gte=row.made_at).exists()
    if row.news == TEST or (heard and not is_gone):
        return
    if pause(row.webhook_id, None, reason=row.answer):
        outbox.publish(WebhookPaused(webhook_id=row.webhook_id, call_id=row.pk))


def _secrets(webhook: Webhook, now: datetime) -> list[str]:
    kept = [webhook.secret]
    if webhook.former_until and now < webhook.former_until:
        kept.append(webhook.former_secret)
    return [sealed.read_text(one, USE) for one in kept]


def _signed(number: str, moment: str, body: bytes) -> bytes:
    return f"{number}.{moment}.".encode() + body


def _signature(words: str, signed: bytes) -> str:
    key = b64decode(words.removeprefix(MARK))
    return b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
