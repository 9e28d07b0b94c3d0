"""The statement that people see where they give us data, and the proof that they did (GDPR art. 13)."""

from uuid import UUID

from django.core.cache import caches
from django.db import transaction
from django.db.models import Subquery
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext

from d4d.foundation import outbox
from privacy.events import StatementChanged
from privacy.models import DataSubject, NoticeShown, NoticeVersion
from privacy.statement.editions import LANGUAGES, Content, Edition, all_of_them


def in_force() -> NoticeVersion:
    """The statement that people read now; what the code says is published first if it was not yet."""
    newest = all_of_them()[-1]
    return NoticeVersion.objects.filter(sha256=newest.sha256).first() or publish()


@transaction.atomic
def publish() -> NoticeVersion:
    """Store every edition that is not stored yet, oldest first, and return the newest.

    Harmless to repeat. When the register has changed under an edition that was published before, that is a
    version of its own: 2026-11 is followed by 2026-11.2.
    """
    return [_stored(edition) for edition in all_of_them()][-1]


def show(subject: UUID | None, place: str) -> None:
    """Write down that somebody was shown the statement in force, before their data was taken.

    `subject` is None for somebody whom we do not know (yet).
    """
    NoticeShown.objects.create(subject=subject, version=_version_in_force(), place=place)


def _version_in_force() -> str:
    """Its name, which stays with the text: a process looks it up once a minute."""
    text = all_of_them()[-1].sha256
    return str(caches["memory"].get_or_set(f"notice-{text}", lambda: in_force().version, 60))


def news_for(subject: UUID) -> NoticeVersion | None:
    """The last change that matters and that came after somebody last saw the statement."""
    shown = NoticeShown.objects.filter(subject=subject).order_by("-pk").values("version")[:1]
    seen = NoticeVersion.objects.filter(version=Subquery(shown)).values("pk")
    known_since = DataSubject.objects.filter(uuid=subject).values("created_at")
    return (
        NoticeVersion.objects.filter(is_material=True, published_at__gt=Subquery(known_since))
        .filter(pk__gt=Coalesce(Subquery(seen), 0))
        .defer("content")
        .order_by("-pk")
        .first()
    )


def _stored(edition: Edition) -> NoticeVersion:
    known = NoticeVersion.objects.filter(sha256=edition.sha256).first()
    if known:
        return known
    former = NoticeVersion.objects.order_by("-pk").first()
    version = _free_name(edition.version)
    row = NoticeVersion.objects.create(
        version=version,
        dated=edition.dated,
        is_material=former is not None
        and (edition.is_material or _reaches_further(former.content, edition.content)),
        summary=edition.summary if version == edition.version else _new_tables(),
        content=edition.content,
        sha256=edition.sha256,
    )
    if row.is_material:
        outbox.publish(StatementChanged(version_id=row.pk))
    return row


def _free_name(version: str) -> str:
    taken = NoticeVersion.objects.filter(version=version) | NoticeVersion.objects.filter(
        version__startswith=f"{version}."
    )
    count = taken.count()
    return f"{version}.{count + 1}" if count else version


def _new_tables() -> dict[str, str]:
    """What is new when the prose stayed as it was, in each language."""
    said: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = gettext("The tables follow the register of the shop, which has changed.")
    return said


def _reaches_further(before: Content, after: Content) -> bool:
    """Whether there is a purpose, a recipient or a kind of data that was not there before."""
    return any(
        {row["name"] for row in text["tables"][table]}
        - {row["name"] for row in before[language]["tables"][table]}
        for language, text in after.items()
        for table in ("purposes", "recipients", "held")
    )
