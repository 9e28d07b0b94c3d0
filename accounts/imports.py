"""A list of practices, each with the person who manages it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import numbers
from accounts.models import Address, Country, Membership, Practice, User
from accounts.models.origins import Origin
from accounts.services import taking_in
from accounts.services.register import NewAddress, NewPractice
from d4d.foundation.importing import cells, kinds
from d4d.foundation.importing.differing import Table, undo_in_order
from d4d.foundation.importing.kinds import Column, Finding, Kind, News, Row, Trace
from d4d.foundation.importing.wrong import WrongCell
from privacy.models import DataSubject

_COUNTRIES = {str(code): code for code in Country.values}
_KINDS = {str(code): code for code in Practice.Kind.values}

OF_A_PRACTICE = (
    Column("name", _("company name"), cells.text(120), is_needed=True, example="Praktijk Voorbeeld"),
    Column("kind", _("type of organisation"), cells.one_of(_KINDS), is_needed=True, example="dentist"),
    Column("kvk_number", _("KvK number"), cells.checked(numbers.kvk_number), example="12345678"),
    Column("vat_id", _("VAT number; never one with a citizen service number in it"), cells.text(20)),
    Column(
        "billing_email",
        _("e-mail address for invoices"),
        cells.email,
        is_needed=True,
        example="post@example.nl",
    ),
    Column("phone", _("phone"), cells.text(24), example="073 555 12 34"),
    Column("street", _("street"), cells.text(80), is_needed=True, example="Lindelaan"),
    Column("house_number", _("house number"), cells.text(10), is_needed=True, example="4"),
    Column("addition", _("addition"), cells.text(10)),
    Column("postcode", _("postcode"), cells.text(10), is_needed=True, example="5211 AB"),
    Column("city", _("city"), cells.text(60), is_needed=True, example="Den Bosch"),
    Column("country", _("country; NL when empty"), cells.one_of(_COUNTRIES), example="NL"),
)
COLUMNS = (
    Column(
        "source",
        _("where we have them from, told when they ask"),
        cells.text(80),
        is_needed=True,
        example="beurs 2026",
    ),
    Column("reference", _("number in that source"), cells.text(40), is_needed=True, example="B-17"),
    *OF_A_PRACTICE,
    Column("first_name", _("first name of who manages it"), cells.text(60), is_needed=True, example="Robin"),
    Column("last_name", _("last name"), cells.text(60), is_needed=True, example="Voorbeeld"),
    Column(
        "email", _("e-mail address to sign in with"), cells.email, is_needed=True, example="robin@example.nl"
    ),
)
LABELS = ("password", "last_login", "first_name", "last_name", "email", "phone", "username")
TABLES = (
    Table(Address, ("practice_id",), ("street", "house_number", "postcode", "city", "is_retired")),
    Table(EmailAddress, ("user_id",), ("email", "verified", "primary")),
    Table(Membership, ("practice_id",), ("role", "is_active")),
    Table(Origin, ("mark",), ("mark", "practice_id")),
    Table(User, ("email",), LABELS),
    Table(
        Practice,
        ("number",),
        ("name", "kvk_number", "vat_id", "billing_email", "phone", "credit_limit_cents"),
    ),
    Table(DataSubject, ("uuid",), ("state",)),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A practice that is to be taken in."""

    practice: NewPractice
    address: NewAddress
    person: taking_in.Colleague
    source: str
    reference: str


def company(row: Row) -> tuple[NewPractice, NewAddress]:
    """A practice and its address as the house writes them; raises WrongCell."""
    country = row.get("country", "NL")
    practice = NewPractice(
        name=row.get("name"),
        kind=row.get("kind"),
        billing_email=row.get("billing_email"),
        phone=_checked("phone", numbers.phone, row, country),
        kvk_number=row.get("kvk_number", ""),
        is_unregistered=not row.get("kvk_number"),
        vat_id=_checked("vat_id", numbers.vat_id, row, country),
    )
    address = NewAddress(
        street=row.get("street"),
        house_number=row.get("house_number"),
        addition=row.get("addition", ""),
        postcode=_checked("postcode", numbers.postal_code, row, country),
        city=row.get("city"),
        country=country,
    )
    return practice, address


def look(rows: Sequence[Row]) -> list[Finding]:
    """Which practices are new; one that was taken in before stays as it is, also when it was erased."""
    known = set(Origin.objects.values_list("mark", flat=True))
    taken = set(User.objects.values_list("email", flat=True))
    findings = []
    first: dict[str, int] = {}
    for row in rows:
        mark = taking_in.mark_of(row.get("source"), row.get("reference"))
        if mark in known:
            findings.append(Finding(row, News.UNCHANGED))
            continue
        try:
            if first.setdefault(mark, row.number) != row.number:  # a source is the same in capitals
                words = _("This stands in row %(row)s already.") % {"row": first[mark]}
                raise WrongCell(words, "source")
            findings.append(Finding(row, News.NEW, None, _plan(row, taken)))
        except WrongCell as wrong:
            findings.append(Finding(row, News.WRONG, wrong))
        taken.add(row.get("email"))
    return findings


def write(findings: Sequence[Finding], by: UUID | None) -> list[Trace]:
    """Take the practices in."""
    made = [
        taking_in.take_in(
            one.plan.practice,
            one.plan.address,
            [one.plan.person],
            source=one.plan.source,
            reference=one.plan.reference,
            by=by,
        ).pk
        for one in findings
    ]
    return traces_of(made)


def traces_of(practice_ids: Sequence[int]) -> list[Trace]:
    """What was made for these practices, row by row."""
    members = Membership.objects.filter(practice__in=practice_ids)
    users = User.objects.filter(memberships__in=members)
    practices = Practice.objects.filter(pk__in=practice_ids)
    subjects = DataSubject.objects.filter(user__in=users) | DataSubject.objects.filter(practice__in=practices)
    rows = (
        Address.objects.filter(practice__in=practices),
        EmailAddress.objects.filter(user__in=users),
        members,
        Origin.objects.filter(practice__in=practices),
        users,
        practices,
        subjects,
    )
    return [
        trace
        for table, made in zip(TABLES, rows, strict=True)
        for trace in table.made(made.values_list("pk", flat=True))
    ]


def undo(traces: Sequence[Trace], by: UUID | None) -> None:
    """Let the practices go again that nobody has touched or used."""
    undo_in_order(traces, TABLES)


def _plan(row: Row, taken: set[str]) -> Plan:
    if row.get("email") in taken:
        raise WrongCell(_("Somebody already signs in with this e-mail address."), "email")
    practice, address = company(row)
    person = taking_in.Colleague(row.get("email"), row.get("first_name"), row.get("last_name"))
    return Plan(practice, address, person, row.get("source"), row.get("reference"))


def _checked(column: str, check: numbers.ByCountry, row: Row, country: str) -> str:
    """A number that is right for its country, or nothing; the refusal never repeats it."""
    written = row.get(column, "")
    try:
        return check(written, country) if written else ""
    except ValidationError as refusal:
        raise WrongCell(" ".join(refusal.messages), column) from None


KIND = Kind(
    "practices",
    _("Practices"),
    "accounts.change_practice",
    COLUMNS,
    ("source", "reference"),
    look,
    write,
    undo,
)
kinds.register(KIND)
