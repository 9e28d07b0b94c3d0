"""An act at the desk that is another role's is refused, and the refusal stands in the journal."""

import pytest

from privacy.models import Look
from tests.accounts.people import signed_in
from tests.shop.builders import a_colleague_of_the_house
from tests.shop.intake.desk import a_draft

pytestmark = pytest.mark.django_db


def test_an_act_that_another_role_may_do_is_refused_and_written_down() -> None:
    draft = a_draft("2x GL-8", "")
    desk = signed_in(a_colleague_of_the_house("sales"), second_factor=True)
    assert desk.post(f"/beheer/intake/draft/{draft.pk}/price/do/", {}).status_code == 403
    assert desk.post(f"/beheer/intake/draft/{draft.pk}/nothing/do/", {}).status_code == 404
    assert Look.objects.get(place__endswith="refused").place == "intake.Draft refused"
