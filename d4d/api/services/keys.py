"""Keys: made once, shown once, known again by their fingerprint, ended by whoever manages the practice."""

import secrets
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import Practice
from d4d.api.models import AccessKey, Scope
from d4d.foundation import clock, seal

MARK = "d4d_"
MOST_KEYS = 20
MOST_A_MINUTE = 120


class TooManyKeys(Exception):
    """A practice has as many keys as it may have; one that is not used must go first."""


class UnknownKey(Exception):
    """No practice has this key, or it has ended."""


class UsedTooOften(Exception):
    """This key was used as often this minute as it may be."""


@transaction.atomic
def make_key(
    practice_id: int, name: str, scopes: Iterable[str], expires_on: date, by: UUID | None
) -> tuple[AccessKey, str]:
    """A new key, with the words that are shown this once. Raises TooManyKeys."""
    Practice.objects.select_for_update().get(pk=practice_id)
    if AccessKey.objects.valid(clock.today()).filter(practice=practice_id).count() >= MOST_KEYS:
        raise TooManyKeys
    words = MARK + secrets.token_urlsafe(32)
    key = AccessKey.objects.create(
        practice_id=practice_id,
        name=name,
        digest=_digest(words),
        hint=words[-4:],
        scopes=sorted({Scope(scope).value for scope in scopes}),
        expires_on=expires_on,
        made_by=by,
    )
    return key, words


@transaction.atomic
def revoke_key(key_id: int) -> None:
    """From now on this key opens nothing; this is its last day."""
    valid = AccessKey.objects.valid(clock.today()).filter(pk=key_id)
    valid.update(revoked_at=clock.now(), expires_on=clock.today())


def use_key(words: str) -> AccessKey:
    """The key that somebody shows, counted as used. Raises UnknownKey or UsedTooOften."""
    today = clock.today()
    known = AccessKey.objects.valid(today).select_related("practice__subject")
    key = known.filter(digest=_digest(words)).first() if words.startswith(MARK) else None
    if key is None:
        raise UnknownKey
    minute = int(clock.now().timestamp()) // 60
    if not AccessKey.objects.use(key.pk, today=today, minute=minute, most=MOST_A_MINUTE):
        raise UsedTooOften
    return key


def _digest(words: str) -> str:
    return seal.fingerprint("access key", words)
