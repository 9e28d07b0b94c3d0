"""The address book of a practice: one usual delivery address, one invoice address."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import Address, Practice

_ROLES = ("is_delivery_default", "is_billing")


class CannotRetireAddress(Exception):
    """The usual delivery address and the invoice address are needed; choose another first."""


@transaction.atomic
def add_address(practice_id: int, facts: Mapping[str, object]) -> Address:
    """A new address in the book, taking over the roles it is given."""
    Practice.objects.select_for_update().get(pk=practice_id)
    _hand_over_roles(practice_id, facts, besides=None)
    return Address.objects.create(practice_id=practice_id, **facts)


@transaction.atomic
def change_address(address_id: int, changes: Mapping[str, object]) -> Address:
    """An address is corrected; placed orders keep the address that was theirs."""
    address = Address.objects.select_for_update().get(pk=address_id)
    _hand_over_roles(address.practice_id, changes, besides=address.pk)
    for name, value in changes.items():
        if name in _ROLES and not value and getattr(address, name):
            continue  # a role passes to another address, it is never merely laid down
        setattr(address, name, value)
    address.save(update_fields=list(changes))
    return address


@transaction.atomic
def retire_address(address_id: int) -> None:
    """An address is no longer offered; raises CannotRetireAddress while it has a role."""
    address = Address.objects.select_for_update().get(pk=address_id)
    if address.is_delivery_default or address.is_billing:
        raise CannotRetireAddress
    Address.objects.filter(pk=address_id).update(is_retired=True)


def _hand_over_roles(practice_id: int, facts: Mapping[str, object], *, besides: int | None) -> None:
    others = Address.objects.filter(practice_id=practice_id).exclude(pk=besides or 0)
    for role in _ROLES:
        if facts.get(role):
            others.filter(**{role: True}).update(**{role: False})
