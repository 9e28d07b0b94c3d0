"""An order by mail says where the data came from, tells who sent it, and its words are kept for a month."""

import re
from datetime import timedelta

import pytest
import time_machine

from d4d.foundation import clock
from privacy import erasure, notice, retention
from privacy.models import NoticeShown
from shop.catalogue import services as catalogue
from shop.intake.models import Correspondent, Draft
from shop.orders.models import Order
from tests.promises.desk import letters_to
from tests.shop.builders import a_practice, an_article, on_the_shelf, the_tariffs
from tests.shop.intake.desk import a_draft, act, all_news, at_the_desk

pytestmark = pytest.mark.django_db
STRANGER = "bo@nieuw.example"


@pytest.fixture
def draft() -> Draft:
    """A mail of somebody whom we do not know, for a practice that we do."""
    the_tariffs()
    article = an_article(number="GL-8")
    on_the_shelf(article, 10)
    catalogue.index_product(article.product_id)
    practice = a_practice(may_buy_on_account=True, credit_limit_cents=100_000)
    draft = a_draft("Hallo, graag 2x GL-8. Groet, Bo", STRANGER, name="Bo Kok")
    act(at_the_desk(), draft, "customer", customer=practice.number)
    draft.refresh_from_db()
    return draft


@pytest.mark.promise("PV09")
def test_a_stranger_who_orders_by_mail_is_told_how_we_handle_their_data(draft: Draft) -> None:
    act(at_the_desk(), draft, "place")
    writer = Correspondent.objects.get()
    assert (writer.source, writer.subject.uuid, writer.informed_at) == ("mail", draft.person, None)
    assert Order.objects.get().origin == "mail"
    [letter] = letters_to(STRANGER)
    assert "/privacy" in re.sub(r"(?s)\n--\n.*", "", str(letter.body))  # in the letter, above its foot
    writer.refresh_from_db()
    assert writer.informed_at is not None
    shown = NoticeShown.objects.get(subject=writer.subject.uuid)
    assert (shown.place, shown.version) == ("order by mail or phone", notice.in_force().version)
    again = a_draft("2x GL-8", STRANGER)
    assert (again.person, Correspondent.objects.count()) == (draft.person, 1)


@pytest.mark.promise("PV09")
def test_what_was_written_goes_after_thirty_days_and_the_order_stays(draft: Draft) -> None:
    act(at_the_desk(), draft, "place")
    all_news()
    with time_machine.travel(clock.now() + timedelta(days=29), tick=False):
        retention.night()
        draft.refresh_from_db()
        assert "Bo" in draft.text
    with time_machine.travel(clock.now() + timedelta(days=32), tick=False):
        retention.night()
    draft.refresh_from_db()
    assert (draft.text, draft.lines.get().written, draft.minimised_at is None) == ("", "", False)
    assert draft.order == Order.objects.get()


@pytest.mark.promise("PV09")
def test_a_stranger_can_be_erased_like_anybody_else(draft: Draft) -> None:
    assert draft.person
    erasure.ask(draft.person)
    all_news()
    with time_machine.travel(clock.now() + timedelta(days=40), tick=False):
        erasure.carry_out_due()
        all_news()
    draft.refresh_from_db()
    assert (draft.text, draft.person, Correspondent.objects.count()) == ("", None, 0)
