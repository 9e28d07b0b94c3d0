"""What the desk knows of the person whom a row is about, and the journal of who looked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.http import HttpRequest

from privacy import access, people, undelivered, walk
from privacy.models import DataSubject, MailReport, Request
from privacy.register import Declaration, declarations
from privacy.vocabulary import PASSES_RESTRICTION
from privacy.vocabulary.staff import CHIEF


@dataclass(frozen=True, slots=True)
class About:
    """Whom a row is about, and whether it may only be read because their data is restricted."""

    subject: UUID | None = None
    is_frozen: bool = False


def actor(request: HttpRequest) -> UUID:
    """Who of the staff does this, as ledgers write it down."""
    member: Any = request.user
    found: UUID = member.subject.uuid
    return found


def look(request: HttpRequest, model: type[models.Model], row_id: object, act: str) -> None:
    """Write down that somebody of the staff opened a page with personal data; one row, always."""
    declaration = _declared(model)
    if declaration is None:
        return
    subject = about(request, model, row_id).subject if row_id is not None else None
    _write(request, declaration, subject, act)


def look_at(request: HttpRequest, model: type[models.Model], subject: UUID, act: str) -> None:
    """Write down that staff saw what a room would do about somebody, before it has a row about them."""
    if declaration := _declared(model):
        _write(request, declaration, subject, act)


def look_at_each(request: HttpRequest, model: type[models.Model], subjects: Iterable[UUID], act: str) -> None:
    """Write down that one page showed several people, each in a row of their own."""
    if declaration := _declared(model):
        place = f"{declaration.model} {act}"
        access.looked_at_each(actor(request), subjects, place, declaration.purposes[0].code, role_of(request))


def _write(request: HttpRequest, declaration: Declaration, subject: UUID | None, act: str) -> None:
    place = f"{declaration.model} {act}"
    access.looked(actor(request), subject, place, declaration.purposes[0].code, role_of(request))


def role_of(request: HttpRequest) -> str:
    """In which role somebody of the staff works; the first when there are more."""
    member: Any = request.user
    found: str | None = member.groups.order_by("pk").values_list("name", flat=True).first()
    return found or CHIEF


def about(request: HttpRequest, model: type[models.Model], row_id: object) -> About:
    """Whom a row is about; asked once per request, with at most two queries."""
    known: dict[Any, About] = request.__dict__.setdefault("_privacy_about", {})
    key = (model._meta.label, str(row_id))
    if key not in known:
        known[key] = _look_up(model, row_id)
    return known[key]


def disputed(model: type[models.Model], person: About) -> "models.QuerySet[Request] | None":
    """What a person says is wrong while it is looked into, and their own words where we disagreed."""
    if person.subject is None or model is Request:
        return None
    corrections = Request.objects.filter(subject=person.subject, kind=Request.Kind.CORRECTION)
    return corrections.filter(Q(closed_at=None) | (Q(state=Request.State.REFUSED) & ~Q(statement="")))


def unreachable(model: type[models.Model], person: About) -> MailReport | None:
    """What the mail provider told last about the mailbox of a person or practice, on their own page."""
    is_own_page = person.subject is not None and model._meta.app_label == "accounts"
    reach = people.reach(person.subject) if is_own_page else None
    return undelivered.last_report(reach.email) if reach else None


def _look_up(model: type[models.Model], row_id: object) -> About:
    declaration = _declared(model)
    if declaration is None:
        return About()
    path = declaration.subject
    if walk.end_of(model, path) is walk.End.PERSON:
        path = f"{path}__uuid"
    told = model._base_manager.exclude(**declaration.withheld)  # of others the journal names nobody
    try:
        subject = told.filter(pk=row_id).values_list(path, flat=True).first()
    except (ValueError, TypeError):  # no number at all in the address
        return About()
    if subject is None or {one.code for one in declaration.purposes} <= PASSES_RESTRICTION:
        return About(subject)
    restricted = DataSubject.objects.filter(uuid=subject, state=DataSubject.State.RESTRICTED)
    return About(subject, restricted.exists())


def _declared(model: type[models.Model]) -> Declaration | None:
    declaration = declarations().get(_table_of(model))
    return declaration if declaration and declaration.subject else None


def _table_of(model: type[models.Model]) -> str:
    """Under which name a table is declared, also of a model that only looks at it in another way."""
    concrete = model._meta.concrete_model or model
    return concrete._meta.label_lower
