"""Sessions that tell at once who comes in: session, person and practices in one statement.

Nearly every page begins by asking for these three. The list of open sessions, which people see under their
devices, ties a session to a person; a session that is not on it is looked up as Django does.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any, TypeVar

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS
from django.db.models import FilteredRelation, Model, OuterRef, Q, QuerySet, Subquery
from django.utils.crypto import constant_time_compare

from accounts.models import Membership, Practice, User
from d4d.foundation import clock
from d4d.foundation.asking import written_once
from privacy import personalisation
from privacy.models import DataSubject

M = TypeVar("M", bound=Model)


class SessionStore(db.SessionStore):
    """Django's own sessions, read together with who opened them."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self._person: User | None = None
        self._memberships: list[Membership] = []

    def load(self) -> dict[str, Any]:
        """What was kept for this visitor."""
        rows = _who_comes_in(session_key=self.session_key, now=clock.now())
        if not rows or rows[0][0] is None:
            unlisted: dict[str, Any] = super().load()
            return unlisted
        for _, wants_own_shop, *columns in rows:
            found = iter(columns)
            self._person = _whole(User, found)
            self._person.subject = _whole(DataSubject, found)
            self._remember_membership(self._person, found, wants_own_shop=wants_own_shop)
        opened: dict[str, Any] = self.decode(rows[0][0])
        return opened

    def person(self) -> User | None:
        """Who opened this session, when it bears that out as Django would want it; else None."""
        opened_by, person = self.get(SESSION_KEY), self._person
        if person is None or str(person.pk) != opened_by or not person.is_active:
            return None
        if self.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
            return None
        sealed = constant_time_compare(self.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash())
        return person if sealed else None

    def memberships_of(self, person_id: int) -> list[Membership] | None:
        """Where somebody works, when that was read together with the session; else None."""
        return self._memberships if self._person and self._person.pk == person_id else None

    def _remember_membership(self, person: User, columns: Iterator[Any], *, wants_own_shop: bool) -> None:
        membership = _whole(Membership, columns)
        if not membership.pk:
            return
        membership.user = person
        membership.practice = _whole(Practice, columns)
        membership.practice.subject = _whole(DataSubject, columns)
        membership.wants_own_shop = wants_own_shop  # type: ignore[attr-defined]  # as the query annotates it
        self._memberships.append(membership)


@written_once
def _who_comes_in(session_key: Any, now: Any) -> QuerySet[UserSession, Any]:
    """A row for each practice at which somebody works, with the session and the person before it."""
    kept = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    opened = UserSession.objects.filter(session_key=session_key).annotate(
        kept=Subquery(kept.values("session_data")),
        wants_own_shop=personalisation.switched_on("user__subject__uuid"),
        works=FilteredRelation("user__memberships", condition=Q(user__memberships__is_active=True)),
    )
    columns = [
        *(f"user__{name}" for name in _names(User)),
        *(f"user__subject__{name}" for name in _names(DataSubject)),
        *(f"works__{name}" for name in _names(Membership)),
        *(f"works__practice__{name}" for name in _names(Practice)),
        *(f"works__practice__subject__{name}" for name in _names(DataSubject)),
    ]
    rows: QuerySet[UserSession, Any] = opened.order_by("works__pk").values_list(
        "kept", "wants_own_shop", *columns
    )
    return rows


def _names(model: type[Model]) -> list[str]:
    return [column.attname for column in model._meta.concrete_fields]


def _whole(model: type[M], columns: Iterator[Any]) -> M:
    """An object made of the columns that come next."""
    names = _names(model)
    return model.from_db(DEFAULT_DB_ALIAS, names, list(islice(columns, len(names))))
