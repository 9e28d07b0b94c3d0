"""Staff who went away are signed out: what they see of others does not stay open on a desk.

A page every now and then keeps a session open, a working day long at most (OWASP ASVS 5.0, 7.3). Customers
stay signed in: they order between two patients, and what matters asks for their password anyway.
"""

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from d4d.foundation import clock

SEEN_AT = "staff_seen_at"
A_MINUTE = 60


def is_too_long(session: SessionBase) -> bool:
    """Whether somebody of the staff was away too long or is in for longer than a working day.

    When they are there that is remembered, once a minute at most.
    """
    proofs = [proof["at"] for proof in session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])]
    if not proofs:
        return False
    now = clock.now().timestamp()
    away = now - max(session.get(SEEN_AT, 0), *proofs)
    if away > settings.STAFF_AWAY_SECONDS or now - proofs[0] > settings.STAFF_DAY_SECONDS:
        return True
    if away >= A_MINUTE:
        session[SEEN_AT] = int(now)
    return False
