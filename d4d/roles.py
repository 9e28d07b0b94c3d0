"""What each kind of staff may do at the desk; the groups are made anew after each migrate."""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

LOOK = ("view",)
WORK = ("view", "change")
KEEP = ("view", "add", "change")

ROLES: dict[str, dict[str, tuple[str, ...]]] = {
    "sales": {
        "accounts": (*WORK, "merge", "note"),
        "agreements": KEEP,
        "catalogue": KEEP,
        "orders": WORK,
        "intake": KEEP,
        "invoicing": LOOK,
        "debtors": LOOK,
        "outreach": KEEP,
        "payments": LOOK,
        "screening": WORK,
        "returns": KEEP,
        "shipping": LOOK,
        "privacy": ("export",),
        "stock": LOOK,
        "api": LOOK,
    },
    "warehouse": {"catalogue": LOOK, "orders": LOOK, "returns": WORK, "shipping": WORK, "stock": KEEP},
    "finance": {
        "accounts": (*WORK, "merge", "note"),
        "agreements": WORK,
        "catalogue": KEEP,
        "orders": (*LOOK, "price"),
        "intake": (*WORK, "price"),
        "invoicing": KEEP,
        "debtors": KEEP,
        "payments": WORK,
        "screening": KEEP,
        "returns": WORK,
        "foundation": WORK,
        "privacy": ("open", "export"),
    },
    "service": {
        "accounts": (*LOOK, "note"),
        "catalogue": LOOK,
        "orders": WORK,
        "shipping": LOOK,
        "payments": LOOK,
        "invoicing": LOOK,
        "devices": KEEP,
        "agreements": WORK,
        "returns": LOOK,
        "service": KEEP,
        "api": WORK,
    },
    "privacy officer": {
        "accounts": LOOK,
        "agreements": LOOK,
        "devices": LOOK,
        "service": LOOK,
        "privacy": KEEP,
        "foundation": WORK,
        "intake": LOOK,
        "orders": LOOK,
        "invoicing": LOOK,
        "returns": LOOK,
        "debtors": LOOK,
        "outreach": LOOK,
        "shipping": LOOK,
        "api": WORK,
    },
    # Reads pseudonyms only, whatever is named here (privacy/pseudonyms.py).
    "auditor": {
        "accounts": LOOK,
        "agreements": LOOK,
        "api": LOOK,
        "catalogue": LOOK,
        "debtors": LOOK,
        "devices": LOOK,
        "foundation": LOOK,
        "intake": LOOK,
        "invoicing": LOOK,
        "orders": LOOK,
        "outreach": LOOK,
        "payments": LOOK,
        "privacy": ("audit",),
        "returns": LOOK,
        "screening": LOOK,
        "service": LOOK,
        "shipping": LOOK,
        "stock": LOOK,
    },
}


def sync_groups(using: str = "default", **_: Any) -> None:
    """Give every role exactly the rights that this page names."""
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0, using=using)
    for role, rooms in ROLES.items():
        group, _made = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set(_rights(rooms, using))


def _rights(rooms: dict[str, tuple[str, ...]], using: str) -> list[Permission]:
    wanted = Q(pk__in=[])
    for room, acts in rooms.items():
        for act in acts:
            wanted |= Q(content_type__app_label=room, codename__startswith=f"{act}_")
    return list(Permission.objects.using(using).filter(wanted))
