"""What the desk refuses to somebody of the staff stands in the journal of looks."""

import pytest

from privacy.models import Look
from tests.accounts.people import signed_in
from tests.promises.desk import a_customer, a_role, the_officer
from tests.shop.builders import a_colleague_of_the_house
from tests.shop.intake.desk import a_draft

pytestmark = pytest.mark.django_db


def test_who_asks_for_what_their_role_does_not_open_is_refused_and_on_record() -> None:
    anna = a_customer()
    clerk = a_role("warehouse", "warehouse@d4d.example")
    desk = signed_in(clerk, second_factor=True)
    pages = ("accounts/practice/", f"accounts/user/{anna.pk}/change/", "invoicing/bankfile/read/")
    for page in pages:
        assert desk.get(f"/beheer/{page}").status_code == 403
    assert desk.get("/beheer/shipping/shipment/").status_code == 200
    assert signed_in(anna).get("/beheer/orders/order/", follow=True).status_code == 403
    refused = Look.objects.filter(place__endswith=" refused").order_by("pk")
    assert list(refused.values_list("place", "role", "actor", "subject")) == [
        ("accounts.Practice refused", "warehouse", clerk.subject.uuid, None),
        ("accounts.User refused", "warehouse", clerk.subject.uuid, None),
        ("invoicing_bank_import refused", "warehouse", clerk.subject.uuid, None),
    ]
    page = the_officer().get("/beheer/privacy/look/").content.decode().lower()
    assert "praktijk (geweigerd)" in page
    assert "pagina “invoicing_bank_import” van het beheer (geweigerd)" in page


def test_an_act_that_another_role_may_do_is_refused_and_written_down() -> None:
    draft = a_draft("2x GL-8", "")
    desk = signed_in(a_colleague_of_the_house("sales"), second_factor=True)
    assert desk.post(f"/beheer/intake/draft/{draft.pk}/price/do/", {}).status_code == 403
    assert desk.post(f"/beheer/intake/draft/{draft.pk}/nothing/do/", {}).status_code == 404
    assert Look.objects.get(place__endswith="refused").place == "intake.Draft refused"
