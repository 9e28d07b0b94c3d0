"""People change their own data, managers that of their practice, staff the terms."""

from collections.abc import Mapping

from django.db import transaction

from accounts.events import VatIdChanged
from accounts.models import Practice, User
from d4d.foundation import outbox

OWN = frozenset({"salutation", "first_name", "last_name", "phone", "username", "language"})
OF_THE_PRACTICE = frozenset(
    {
        "name",
        "kind",
        "phone",
        "kvk_number",
        "is_unregistered",
        "vat_id",
        "billing_email",
        "invoice_rhythm",
        "wants_ubl",
        "sees_prices_including_vat",
        "hears_of_delivery",
    }
)
TERMS = frozenset({"may_buy_on_account", "credit_limit_cents", "payment_days"})


@transaction.atomic
def update_own_details(user_id: int, changes: Mapping[str, object]) -> User:
    """Somebody corrects what we know of them; the e-mail address has its own way, by confirmation."""
    assert changes.keys() <= OWN, "not theirs to change"
    user = User.objects.select_for_update().get(pk=user_id)
    for name, value in changes.items():
        setattr(user, name, value)
    user.username = user.username or None
    user.save(update_fields=list(changes))
    return user


@transaction.atomic
def update_practice(practice_id: int, changes: Mapping[str, object]) -> Practice:
    """A manager corrects the practice; a new VAT number counts as unconfirmed until VIES answers."""
    assert changes.keys() <= OF_THE_PRACTICE, "not the practice's to change"
    practice = Practice.objects.select_for_update().get(pk=practice_id)
    before = practice.vat_id
    for name, value in changes.items():
        setattr(practice, name, value)
    fields = list(changes)
    if practice.vat_id != before:
        practice.vat_answer = Practice.VatAnswer.UNKNOWN
        fields.append("vat_answer")
        outbox.nudge(VatIdChanged(practice_id=practice.pk))
    practice.save(update_fields=fields)
    return practice


@transaction.atomic
def change_terms(practice_id: int, changes: Mapping[str, object]) -> Practice:
    """The staff grants or withdraws credit and sets the days to pay."""
    assert changes.keys() <= TERMS, "not a term of sale"
    practice = Practice.objects.select_for_update().get(pk=practice_id)
    for name, value in changes.items():
        setattr(practice, name, value)
    practice.save(update_fields=list(changes))
    return practice
