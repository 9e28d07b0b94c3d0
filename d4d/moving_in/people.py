"""Practices, people and what they chose, as the rooms below take them in."""

from datetime import date

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.imports import company
from accounts.models import User
from accounts.services import taking_in
from accounts.services.register import AddressAlreadyKnown, NewAddress, NewPractice
from d4d.foundation import clock
from d4d.foundation.importing.kinds import Row
from d4d.foundation.importing.wrong import WrongCell
from d4d.moving_in.books import SPOKEN
from d4d.moving_in.known import Known
from privacy import consent
from privacy.consent import wording
from privacy.consent.ledger import Action, Choice, Source, record
from privacy.vocabulary import CONSENT_LASTS, NEWSLETTER, Channel

SOURCE = "our old shop"
FORM = "old shop"
_PROOF = ("given_on", "text", "source")


def practice(row: Row, known: Known) -> int:
    """A practice; a VAT number with a citizen service number in it stays behind and is reported."""
    try:
        fields, address = _read(row)
    except WrongCell as wrong:
        if wrong.column != "vat_id":
            raise
        known.remark(wrong.column, wrong.words)
        values = {name: value for name, value in row.values.items() if name != "vat_id"}
        fields, address = _read(Row(row.number, values))
    approved = row.get("approved", False)
    number = row.get("number")
    return taking_in.take_in(fields, address, [], source=SOURCE, reference=number, is_approved=approved).pk


def _read(row: Row) -> tuple[NewPractice, NewAddress]:
    with translation.override(SPOKEN):
        return company(row)


def person(row: Row, known: Known) -> int:
    """Somebody who works at a practice."""
    names = {name: row.get(name) for name in ("email", "first_name", "last_name", "role")}
    try:
        return taking_in.take_in_colleague(
            known.practice(row.get("practice")), taking_in.Colleague(**names)
        ).pk
    except AddressAlreadyKnown:
        raise WrongCell(_("Somebody already signs in with this e-mail address."), "email") from None


def consent_given(row: Row) -> date:
    """The day of a consent that can be proved; raises WrongCell, and marketing stays off."""
    missing = next((name for name in _PROOF if row.get(name) is None), "")
    if missing:
        raise WrongCell(_("Without a day, words and source it is no consent: marketing stays off."), missing)
    given_on: date = row.get("given_on")
    if given_on > clock.today():
        raise WrongCell(_("This day has not come yet."), "given_on")
    if given_on < CONSENT_LASTS.cutoff(clock.today()):
        raise WrongCell(_("This consent is too old to rely on: marketing stays off."), "given_on")
    return given_on


@transaction.atomic
def consent_of(row: Row, known: Known) -> None:
    """A consent with its proof, in the ledger as a list from before; it lasts from the day it was given."""
    given_on = consent_given(row)
    subject = User.objects.get(pk=known.person(row.get("person"))).subject.uuid
    pair = (NEWSLETTER, Channel(row.get("channel")))
    if consent.standing(subject, pair) is not None:
        raise WrongCell(_("This person chose here since; that counts."), "person")
    note = f"{given_on.isoformat()}: {row.get('source')}"
    choice = Choice(pair, Action.GIVEN, f"old-{wording.code_of(pair)}", row.get("text"))
    how = consent.Circumstances(Source.IMPORT, form=FORM, note=note, at=clock.midnight(given_on))
    record(subject, [choice], how)


def suppression(row: Row, known: Known) -> None:
    """An address that is left alone from now on, whoever it belongs to."""
    how = consent.Circumstances(Source.IMPORT, form=FORM)
    consent.suppress_address(Channel.EMAIL, row.get("email"), how)
