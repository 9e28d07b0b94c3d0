"""People, the practices they work for, and where those are."""

from accounts.models.alike import Likeness
from accounts.models.invitations import Invitation
from accounts.models.notes import PracticeNote
from accounts.models.origins import Origin
from accounts.models.people import FormerMailbox, People, User
from accounts.models.places import Address, Country
from accounts.models.practices import Membership, Practice, PracticeQuerySet
from accounts.models.vat import VatCheck

__all__ = [
    "Address",
    "Country",
    "FormerMailbox",
    "Invitation",
    "Likeness",
    "Membership",
    "Origin",
    "People",
    "Practice",
    "PracticeNote",
    "PracticeQuerySet",
    "User",
    "VatCheck",
]
