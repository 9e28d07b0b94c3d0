"""No form escapes: into every input of the house a needle is put, and none of them comes out in a log."""

import pytest

from tests.promises.needles.collector import Collector
from tests.promises.needles.devices import they_keep_devices
from tests.promises.needles.doors import Doorkeeper, form_inputs, keys_read
from tests.promises.needles.owing import they_owe
from tests.promises.needles.repairs import they_report_faults
from tests.promises.needles.returning import they_send_back
from tests.promises.needles.service import they_are_served
from tests.promises.needles.software import they_link_software
from tests.promises.needles.story import Story

# Keys whose value is a number, a choice of a list or a fact of the browser: no words go in there.
NO_WORDS = {
    "Content-Length",
    "DNT",
    "List-Unsubscribe",
    "Referer",
    "Sec-GPC",
    "occasion",
}


# Pages that open in one moment of a row's life only; their own tests reach them.
IN_ONE_MOMENT = {
    "accounts.admin.merging.MergeForm.reason",  # two customers that turn out to be one practice
    "privacy.admin.breaches.ReasonForm.reason",  # a breach with a risk that is not reported
    "privacy.admin.request_forms.RecogniseForm.email",  # a request whose sender is not proved yet
    "shop.checkout.forms.RefusalForm.reason",  # an order above what a colleague may order
    "shop.invoicing.forms.TakeBackForm.reason",  # a booking that can still be taken back
    "shop.screening.admin.WhyForm.reason",  # an order that a rule has held
    "shop.shipping.forms.ExpiredForm.scanned",  # goods that expired after they were packed
}

pytestmark = [pytest.mark.any_database, pytest.mark.timeout(1200)]


@pytest.fixture
def doorkeeper(monkeypatch: pytest.MonkeyPatch) -> Doorkeeper:
    """Somebody at every door."""
    return Doorkeeper().watch(monkeypatch)


def test_every_input_of_the_house_gets_a_needle(story: Story, doorkeeper: Doorkeeper, caplog) -> None:
    house = story.a_house("ja")
    story.they_settle_in(house)
    story.they_sign_in(house)
    story.they_keep_lists(house)
    story.they_order(house)
    story.they_cancel(house)
    story.they_use_their_rights(house)
    story.staff_keeps_the_books(house)
    they_send_back(story, house)
    they_report_faults(story, house)
    they_keep_devices(story, house)
    they_link_software(story, house)
    they_are_served(story, house)
    they_owe(story, house)
    assert story.everybody_walks_round(house, keys_read()) == []
    if without := sorted(form_inputs() - doorkeeper.forms - IN_ONE_MOMENT):
        pytest.fail("no needle went into\n" + "\n".join(without))
    assert sorted(keys_read() - doorkeeper.keys - NO_WORDS) == []
    needles = [needle for one in (*house.everybody, story.staff) for needle in one]
    assert Collector(needles).in_(caplog.text.encode()) == set()
