"""How people, addresses and terms of a practice go along when it turns out to be another one."""

from django.utils.translation import gettext_lazy as _

from accounts.belongings import moves, stays
from accounts.models import Address, Invitation, Likeness, Membership
from accounts.services.managing import follow_managers
from d4d.foundation import clock

Role = Membership.Role
STRENGTH = (Role.READER, Role.BOOKKEEPER, Role.BUYER, Role.MANAGER)
ROLES_OF_AN_ADDRESS = ("is_delivery_default", "is_billing")
DOOR = ("country", "postcode", "house_number", "addition")


def say() -> None:
    """What this room has of a practice."""
    moves("accounts.Membership.practice", by=people)
    moves("accounts.Address.practice", by=addresses)
    moves("accounts.Invitation.practice", by=invitations)
    moves("accounts.PracticeNote.practice")
    moves("accounts.Practice.debtor")
    moves("accounts.Practice.merged_into")
    moves("accounts.Likeness.first", by=forget_likeness)
    moves("accounts.Likeness.second", by=forget_likeness)
    stays("accounts.VatCheck.practice", why=_("what was answered about its own VAT number"))
    stays("accounts.Origin.practice", why=_("from which list its own number came"))


def people(former: int, heir: int) -> None:
    """Everybody works at the heir from now on; who did already keeps the stronger role with its limit."""
    there = {one.user_id: one for one in Membership.objects.filter(practice=heir)}
    for member in Membership.objects.filter(practice=former).order_by("pk"):
        known = there.get(member.user_id)
        if known is None:
            member.practice_id = heir
            member.save(update_fields=["practice"])
            continue
        if member.is_active:
            is_stronger = STRENGTH.index(Role(member.role)) > STRENGTH.index(Role(known.role))
            if is_stronger or not known.is_active:
                known.role, known.order_limit_cents = member.role, member.order_limit_cents
            known.is_active = True
            known.save(update_fields=["role", "order_limit_cents", "is_active"])
        member.delete()
    follow_managers(former, heir)


def invitations(former: int, heir: int) -> None:
    """Whoever was invited to the former was not invited to see everything of the heir."""
    rows = Invitation.objects.filter(practice=former)
    rows.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=clock.now(), email="")
    rows.update(practice=heir)


def addresses(former: int, heir: int) -> None:
    """They go along, without a role that is taken; at a door that is known already they are retired."""
    there = Address.objects.filter(practice=heir, is_retired=False)
    doors = set(there.values_list(*DOOR))
    for role in ROLES_OF_AN_ADDRESS:
        if there.filter(**{role: True}).exists():
            Address.objects.filter(practice=former, **{role: True}).update(**{role: False})
    for address in Address.objects.filter(practice=former).order_by("pk"):
        has_role = address.is_delivery_default or address.is_billing
        is_known = tuple(getattr(address, name) for name in DOOR) in doors
        address.practice_id = heir
        address.is_retired = address.is_retired or (is_known and not has_role)
        address.save(update_fields=["practice", "is_retired"])


def forget_likeness(former: int, _heir: int) -> None:
    """They were one: nobody need look at what the former looked like any more."""
    Likeness.objects.filter(first=former).delete()
    Likeness.objects.filter(second=former).delete()
