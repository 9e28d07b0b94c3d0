"""What the desk refuses to somebody of the staff stands in the journal."""

import pytest

from privacy.models import Look
from tests.accounts.people import signed_in
from tests.promises.desk import the_officer
from tests.shop.builders import a_colleague_of_the_house, a_practice
from tests.shop.intake.desk import a_draft

pytestmark = pytest.mark.django_db


def test_a_page_that_a_role_may_not_open_is_refused_and_written_down() -> None:
    member = a_colleague_of_the_house("warehouse")
    desk = signed_in(member, second_factor=True)
    practice = a_practice()
    for path in ("debtors/debtor/", f"accounts/practice/{practice.pk}/change/", "invoicing/bankfile/read/"):
        assert desk.get(f"/beheer/{path}").status_code == 403
    looks = Look.objects.order_by("pk").values_list("place", "role", "actor", "subject")
    who = ("warehouse", member.subject.uuid, None)
    assert list(looks) == [
        ("debtors.Debtor refused", *who),
        ("accounts.Practice refused", *who),
        ("invoicing_bank_import refused", *who),
    ]
    page = the_officer().get("/beheer/privacy/look/").content.decode()
    assert "geweigerd" in page


def test_an_act_that_another_role_may_do_is_refused_and_written_down() -> None:
    draft = a_draft("2x GL-8", "")
    desk = signed_in(a_colleague_of_the_house("sales"), second_factor=True)
    assert desk.post(f"/beheer/intake/draft/{draft.pk}/price/do/", {}).status_code == 403
    assert desk.post(f"/beheer/intake/draft/{draft.pk}/nothing/do/", {}).status_code == 404
    assert Look.objects.get(place__endswith="refused").place == "intake.Draft refused"
