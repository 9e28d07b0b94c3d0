"""What the privacy floor asks this room: whose mailbox, whose number, and how we call somebody."""

from uuid import UUID

from django.db.models import Q

from accounts.language import language_of
from accounts.models import Membership, Practice, User
from privacy.people import Acquaintance, Reach

AT_MOST = 10


class MembersAndPractices(Acquaintance):
    """People who sign in, and the practices where they work."""

    def reach(self, subject: UUID) -> Reach | None:
        """The mailbox of a person, or that of a practice's invoices."""
        if user := User.objects.filter(subject__uuid=subject).first():
            return Reach(user.email, user.language, user.full_name())
        found = Practice.objects.select_related("merged_into").filter(subject__uuid=subject).first()
        if found and found.heir.billing_email:
            return Reach(found.heir.billing_email, language_of(found.heir), found.heir.name)
        return None

    def find(self, email: str) -> UUID | None:
        """Who signs in with this address."""
        return User.objects.filter(email__iexact=email).values_list("subject__uuid", flat=True).first()

    def readers_of(self, email: str) -> list[UUID]:
        """Who signs in with this address, and the practices whose invoices go there."""
        people = User.objects.filter(email__iexact=email).values_list("subject__uuid", flat=True)
        practices = Practice.objects.filter(billing_email__iexact=email).order_by("pk")
        return [*people, *practices.values_list("subject__uuid", flat=True)]

    def called(self, words: str) -> list[UUID]:
        """The practices with this whole name or customer number; of a former number the heir."""
        named = Q(name__iexact=words, merged_into=None)
        found = Practice.objects.filter(Q(pk__in=Practice.objects.numbered(words)) | named).order_by("pk")
        return list(found.values_list("subject__uuid", flat=True)[:AT_MOST])

    def recognises(self, subject: UUID, fact: str) -> bool:
        """Whether this is, or was, the number of a practice where they work, or their own practice's."""
        numbered = Practice.objects.numbered(fact)
        works_there = numbered.filter(memberships__user__subject__uuid=subject, memberships__is_active=True)
        return works_there.exists() or numbered.filter(subject__uuid=subject).exists()

    def name(self, subject: UUID) -> str:
        """First and last name, or the practice with its number."""
        if user := User.objects.filter(subject__uuid=subject).first():
            return user.full_name() or user.email
        practice = Practice.objects.filter(subject__uuid=subject).first()
        return f"{practice.name} ({practice.number})" if practice else ""

    def spoken_for(self, subject: UUID) -> list[UUID]:
        """The practices of which somebody is a manager, with those that became part of them."""
        manager = Membership.objects.filter(
            user__subject__uuid=subject, role=Membership.Role.MANAGER, is_active=True
        )
        own = manager.values("practice")
        manages = Practice.objects.filter(Q(pk__in=own) | Q(merged_into__in=own))
        return list(manages.order_by("pk").values_list("subject__uuid", flat=True))

    def facts(self, subject: UUID) -> dict[str, str]:
        """Name, mailbox and number of a person; name, numbers and address of a practice."""
        if user := User.objects.filter(subject__uuid=subject).first():
            known = {name: getattr(user, name) for name in ("first_name", "last_name", "email", "phone")}
            member = user.memberships.filter(is_active=True).select_related("practice").order_by("pk").first()
            return known | ({"practice": member.practice.name} if member else {})
        practice = Practice.objects.filter(subject__uuid=subject).first()
        if practice is None:
            return {}
        known = {
            "practice": practice.name,
            "customer_number": practice.number,
            "kvk_number": practice.kvk_number,
            "vat_id": practice.vat_id,
            "phone": practice.phone,
            "email": practice.billing_email,
        }
        address = practice.addresses.filter(is_retired=False).order_by("-is_billing", "pk").first()
        parts = ("street", "house_number", "addition", "postcode", "city", "country")
        return known | ({part: getattr(address, part) for part in parts} if address else {})
