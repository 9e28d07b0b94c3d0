"""A practice joins: company, addresses and its first person, all at once or not at all."""

from dataclasses import asdict, dataclass
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.events import PracticeRegistered, VatIdChanged
from accounts.models import Address, Membership, Practice, User
from accounts.services.managing import follow_managers
from d4d.foundation import numbering, outbox, states
from privacy import consent, notice
from privacy.models import DataSubject

FIRST_NUMBER = 100_000


class AddressAlreadyKnown(Exception):
    """Somebody already signs in with this e-mail address."""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Who registers, and how they will sign in.

    `objects_to_news` is their answer to the box about news; None when nobody asked.
    """

    email: str
    password: str
    first_name: str
    last_name: str
    salutation: str = ""
    username: str | None = None
    language: str = User.Language.DUTCH
    objects_to_news: bool | None = None


@dataclass(frozen=True, slots=True)
class NewPractice:
    """The company that registers, as on its invoices."""

    name: str
    kind: str
    billing_email: str
    phone: str = ""
    kvk_number: str = ""
    is_unregistered: bool = False
    vat_id: str = ""


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An address, its postcode in the form of its country."""

    street: str
    house_number: str
    postcode: str
    city: str
    addition: str = ""
    country: str = "NL"
    label: str = ""


@transaction.atomic
def register(
    practice: NewPractice, person: NewPerson, address: NewAddress, billing_address: NewAddress | None = None
) -> Practice:
    """A pending practice with its manager, its addresses and its customer number.

    Raises AddressAlreadyKnown; nothing has changed then, and as much work was done.
    """
    user = enrol(person)
    row = write_down(practice, address, billing_address, by=user.subject.uuid)
    Membership.objects.create(user=user, practice=row, role=Membership.Role.MANAGER)
    follow_managers(row.pk)
    notice.show(user.subject.uuid, "registration")
    _tell(row)
    return row


@transaction.atomic
def enter(practice: NewPractice, address: NewAddress, by: UUID | None) -> Practice:
    """A pending practice that the staff writes down, without anybody who signs in; with its number."""
    row = write_down(practice, address, by=by)
    _tell(row)
    return row


def write_down(
    practice: NewPractice,
    address: NewAddress,
    billing_address: NewAddress | None = None,
    *,
    by: UUID | None,
    reason: str = "",
) -> Practice:
    """A pending practice with its customer number and addresses; nobody hears of it yet."""
    number = str(FIRST_NUMBER + numbering.draw("customer"))
    row = Practice.objects.create(subject=DataSubject.objects.create(), number=number, **asdict(practice))
    states.begin(row, row.state, by=by, reason=reason)
    is_billing = billing_address is None
    Address.objects.create(practice=row, is_delivery_default=True, is_billing=is_billing, **asdict(address))
    if billing_address:
        Address.objects.create(practice=row, is_billing=True, **asdict(billing_address))
    return row


def is_known(email: str) -> bool:
    """Whether somebody signs in with this e-mail address, or has shown that it is theirs."""
    confirmed = EmailAddress.objects.filter(email__iexact=email, verified=True)
    return User.objects.filter(email__iexact=email).exists() or confirmed.exists()


def enrol(person: NewPerson, *, is_confirmed: bool = False) -> User:
    """Somebody new who can sign in once the mailbox is confirmed; raises AddressAlreadyKnown."""
    password = make_password(person.password)  # before looking: both answers cost one hash
    email = person.email.lower()
    if is_known(email):
        raise AddressAlreadyKnown
    user = User.objects.create(
        subject=DataSubject.objects.create(),
        username=person.username or None,
        email=email,
        password=password,
        salutation=person.salutation,
        first_name=person.first_name,
        last_name=person.last_name,
        language=person.language,
    )
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=is_confirmed)
    if person.objects_to_news is not None:
        how = consent.Circumstances("registration", person.language, form="registration")
        consent.offer(user.subject.uuid, consent.AT_REGISTRATION, objected=person.objects_to_news, how=how)
    return user


def _tell(practice: Practice) -> None:
    outbox.publish(PracticeRegistered(practice_id=practice.pk))
    if practice.vat_id:
        outbox.nudge(VatIdChanged(practice_id=practice.pk))
