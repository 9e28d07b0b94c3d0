"""Applies one rule to a handful of rows, in one transaction."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F

from d4d.foundation import clock, triggers
from d4d.foundation.asking import AnyOf
from privacy import walk
from privacy.erasure import applying, order
from privacy.erasure.plan import chunks
from privacy.models import Hold
from privacy.models.holds import HoldQuerySet
from privacy.register import declaration_of
from privacy.retention.rules import Rule, Share, parts_of


@triggers.purging()
def apply(rule: Rule, ids: Sequence[Any], as_of: date) -> set[Any]:
    """What this rule says of these rows is done, children first; gives back those that had to be left.

    A row that is held, or on which something else stands, is left as it is.
    """
    holds = Hold.objects.in_force()
    back = held(rule.model, ids, holds)
    free = [pk for pk in ids if pk not in back]
    for share in rule.shares:
        if share.path:
            _apply_to_parts(share, free, as_of, holds)
    own = rule.own
    if own and own.deletes:
        return back | (set(free) - delete_whole(rule.model, free, holds))
    noted = {rule.mark: clock.now()} if rule.mark else {}
    _empty(rule.model, own.emptied if own else [], free, **noted)
    return back


def delete_whole(model: type[models.Model], ids: Sequence[Any], holds: HoldQuerySet) -> set[Any]:
    """Rows go with all their parts, unless one is held or something else stands on them; says which went."""
    parts = parts_of(model)
    own = {model, *(part for part, _path in parts)}
    pointers = [one for one in order.pointers_at(model) if one.related_model not in own]
    used = {pk for one in pointers for pk in _pointed_at(one, ids)} | held_fast(model, ids, holds)
    going = [pk for pk in ids if pk not in used]
    for part, path in parts:
        rows = part._base_manager.filter(AnyOf(F(f"{path}__pk"), going))
        for chunk in chunks(rows.values_list("pk", flat=True)):
            applying.delete(part, chunk)
    applying.delete(model, going)
    return set(going)


def held(model: type[models.Model], ids: Sequence[Any], holds: HoldQuerySet) -> set[Any]:
    """Which of these rows one of these legal holds names."""
    declaration = declaration_of(model._meta.label)
    found: set[Any] = set()
    for hold in holds:
        if hold.covers(model._meta.label):
            for path in {declaration.subject, *walk.paths(declaration)} - {""}:
                is_link = walk.end_of(model, path) is walk.End.PERSON
                about = {f"{path}__uuid" if is_link else path: hold.subject, "pk__in": list(ids)}
                rows = model._base_manager.filter(**about).values_list("pk", flat=True)
                found |= hold.keeps(model._meta.label, rows)
    return found


def held_fast(
    model: type[models.Model], ids: Sequence[Any], holds: HoldQuerySet, above: tuple[type, ...] = ()
) -> set[Any]:
    """Which of these rows cannot go for one of these holds: it names them, or a row that stands on them."""
    found = held(model, ids, holds)
    for relation in order.pointers_at(model) if holds else ():
        origin: Any = relation.related_model
        if ids and origin not in (model, *above):
            field: Any = relation.field
            standing = dict(order.pointing(relation, list(ids)).values_list("pk", f"{field.name}__pk"))
            for chunk in chunks(standing):
                found |= {standing[pk] for pk in held_fast(origin, chunk, holds, (model, *above))}
    return found


def _apply_to_parts(share: Share, ids: Sequence[Any], as_of: date, holds: HoldQuerySet) -> None:
    rows = share.parts_over(as_of).filter(AnyOf(F(f"{share.path}__pk"), list(ids)))
    keeps = held_fast if share.deletes else held
    for chunk in chunks(rows.values_list("pk", flat=True)):
        back = keeps(share.model, chunk, holds)
        free = [pk for pk in chunk if pk not in back]
        if share.deletes:
            applying.delete(share.model, free)
        else:
            _empty(share.model, share.emptied, free)


def _empty(model: type[models.Model], columns: Sequence[str], ids: Sequence[Any], **noted: Any) -> None:
    if ids and (columns or noted):
        applying.empty(model, columns, ids, **noted)


def _pointed_at(relation: "models.ForeignObjectRel", ids: Sequence[Any]) -> set[Any]:
    field: Any = relation.field
    return set(order.pointing(relation, list(ids)).values_list(f"{field.name}__pk", flat=True))
