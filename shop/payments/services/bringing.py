"""A mandate that a practice gave before it came here, at the same provider, is used on."""

from datetime import date

from django.db import transaction

from accounts.models import Practice
from d4d.foundation import clock, outbox, states
from shop.payments.events import MandateHinted
from shop.payments.models import Mandate
from shop.payments.mollie_mandates import CUSTOMER_ID, MANDATE_ID


class CannotBeBrought(Exception):
    """These are no numbers of the provider, or another mandate stands in the way; `field` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@transaction.atomic
def bring_mandate(
    practice_id: int, customer_id: str, mandate_id: str, *, reference: str, given_on: date
) -> Mandate:
    """Use a mandate on that lives at the provider; once, and the provider is asked whether it holds.

    Raises CannotBeBrought.
    """
    practice = Practice.objects.select_for_update(no_key=True, of=("self",)).get(pk=practice_id)
    for field, pattern, number in (
        ("customer", CUSTOMER_ID, customer_id),
        ("mandate", MANDATE_ID, mandate_id),
    ):
        is_taken = Mandate.objects.filter(**{f"{field}_id": number}).exists()
        if is_taken or not pattern.fullmatch(number):
            raise CannotBeBrought(field)
    if practice.mandates.living().exists():
        raise CannotBeBrought("practice")
    mandate = Mandate.objects.create(
        practice=practice,
        state=Mandate.State.VALID,
        reference=reference,
        customer_id=customer_id,
        mandate_id=mandate_id,
        valid_since=clock.midnight(given_on),
        looked_at=clock.now(),
    )
    states.begin(mandate, mandate.state)
    outbox.nudge(MandateHinted(mandate_id=mandate.pk))
    return mandate
