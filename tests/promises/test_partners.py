"""Partners get nothing, as long as there are none."""

import pytest

from privacy.gate import Refused, may_use
from privacy.vocabulary import (
    PARTNERS,
    RECIPIENTS,
)
from tests.accounts.people import (
    signed_in,
)
from tests.promises.desk import a_customer

pytestmark = pytest.mark.django_db


@pytest.mark.promise("PV51", "PV73")
def test_nobody_is_a_partner_and_nothing_asks_for_one() -> None:
    anna = a_customer()
    assert [one.code for one in RECIPIENTS.values() if one.purpose is PARTNERS] == []
    assert isinstance(may_use(anna.subject.uuid, PARTNERS, "partners"), Refused)
    page = signed_in(anna).get("/mijn/privacy/voorkeuren/").content.decode()
    assert "partner" not in page.lower()
