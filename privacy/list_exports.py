"""Lists that leave the desk: asked for with a purpose, made by a job, fetched by who asked, then gone."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import override

from d4d.foundation import clock, sealed, states
from d4d.foundation.handing_out import CannotBeFetched, Counter, Progress
from d4d.foundation.spreadsheet import harmless, line
from privacy.events import ListWanted
from privacy.models import ListExport

RIGHT = "privacy.export_lists"
PIECE = 1_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody of the staff wants to take out, and what for."""

    asked_by: UUID
    role: str
    table: str
    columns: Sequence[str]
    narrowed: str
    purpose: str
    reason: str


class Lists(Counter[ListExport]):
    """Somebody of the staff takes a list out; who asks anew gets what they ask for now, on record."""

    kind, owner, use = ListExport, "asked_by", "lists"

    @transaction.atomic
    def ask(self, owner: Wish, by: UUID | None = None) -> ListExport:
        """A wish of its own for each time; what was wanted of the same list before is made no more."""
        before = self._of(owner).filter(state__in=ListExport.UNDER_WAY)
        for earlier in before.select_for_update().order_by("pk"):
            states.move(earlier, ListExport.State.EXPIRED, by=by, reason="another wish")
        return super().ask(owner, by)

    def wish(self, owner: Wish, by: UUID | None) -> ListExport:
        """The new row, which stays when the file is gone."""
        return ListExport.objects.create(
            asked_by=owner.asked_by,
            role=owner.role,
            table=owner.table,
            columns=list(owner.columns),
            narrowed=owner.narrowed,
            purpose=owner.purpose,
            reason=owner.reason,
        )

    def wanted(self, handout: ListExport) -> ListWanted:
        """The news on which a job makes it."""
        return ListWanted(export_id=handout.pk)

    def is_in_vain(self, handout: ListExport) -> bool:
        """Whether whoever asked works at the desk no more, or may not take lists out any more."""
        member = _member(handout)
        return member is None or not member.has_perm(RIGHT)

    def write(self, handout: ListExport, seal: sealed.Writer, progress: Progress) -> None:
        """Write the rows that whoever asked may see now, piece by piece, in one question."""
        member: Any = _member(handout)
        with override(member.language):
            desk = admin.site.get_model_admin(apps.get_model(handout.table))
            rows = _rows(desk, member, handout.narrowed)
            total = rows.count()
            fields = [_field(rows.model, path) for path in handout.columns]
            seal.write(("\ufeff" + line([title(rows.model, path) for path in handout.columns])).encode())
            progress(0, total)
            # Whoever drops it in the middle leaves no cursor open.
            with closing(rows.values_list(*handout.columns).iterator(chunk_size=PIECE)) as values:
                for done, cells in enumerate(values, start=1):
                    told = [_cell(field, cell) for field, cell in zip(fields, cells, strict=True)]
                    seal.write(line(told).encode())
                    progress(done, max(done, total))

    def fetch(self, handout: ListExport) -> Iterator[bytes]:
        """The file, noting when it went; raises CannotBeFetched."""
        content = super().fetch(handout)
        ListExport.objects.filter(pk=handout.pk, fetched_at=None).update(fetched_at=clock.now())
        return content

    def of(self, asked_by: UUID, pk: int) -> ListExport:
        """The export that somebody asked for themselves; raises CannotBeFetched."""
        found = ListExport.objects.filter(asked_by=asked_by, pk=pk).first()
        if found is None:
            raise CannotBeFetched(str(pk))
        return found

    @transaction.atomic
    def drop_all(self) -> None:
        """Somebody was erased: no file that may still name them lies ready, or becomes so."""
        self._withdraw(self._rows)

    def _of(self, owner: Wish) -> "models.QuerySet[ListExport]":
        return ListExport.objects.filter(asked_by=owner.asked_by, table=owner.table)


lists = Lists()


def let_lists_go() -> int:
    """Delete the files whose days are over; the number of them."""
    return lists.let_go()


def called(table: str) -> str:
    """What the rows of a table are called, by the label under which it is kept."""
    return str(apps.get_model(table)._meta.verbose_name_plural)


def title(model: type[models.Model], path: str) -> str:
    """What a column is called, with the table that it comes from where that is another one."""
    names, current = [], model
    for part in path.split("__"):
        field: Any = current._meta.get_field(part)
        names.append(str(field.verbose_name))
        current = field.related_model or current
    unit = _("in euros") if path.endswith(("_cents", "_e4")) else ""
    return " ".join(filter(None, [": ".join(names).capitalize(), unit and f"({unit})"]))


def _field(model: type[models.Model], path: str) -> "models.Field[Any, Any]":
    current, field = model, None
    for part in path.split("__"):
        field = current._meta.get_field(part)
        current = field.related_model or current
    assert isinstance(field, models.Field)
    return field


def _cell(field: "models.Field[Any, Any]", value: Any) -> str:
    """A value as a spreadsheet in the Netherlands takes it, and never as a formula."""
    if value is None:
        return ""
    if field.name.endswith(("_cents", "_e4")):
        places = 2 if field.name.endswith("_cents") else 4
        whole, part = divmod(abs(value), 10**places)
        return f"{'-' if value < 0 else ''}{whole},{part:0{places}}"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        return f"{clock.local(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return harmless(str(dict(field.flatchoices).get(value, value)))


def _member(handout: ListExport) -> Any:
    people: models.QuerySet[Any] = models.QuerySet(get_user_model())
    return people.filter(subject__uuid=handout.asked_by, is_active=True, is_staff=True).first()


def _rows(desk: Any, member: Any, narrowed: str) -> Any:
    """The list as this member of staff sees it, filtered as it was."""
    request = HttpRequest()
    request.method, request.path, request.GET = "GET", "/", QueryDict(narrowed)
    request.user = member
    return desk.get_changelist_instance(request).get_queryset(request)
