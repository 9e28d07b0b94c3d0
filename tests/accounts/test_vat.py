"""A VAT number counts only after VIES has said yes."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from accounts import services, vies
from accounts.models import Practice, VatCheck
from d4d.foundation import clock, relay
from d4d.foundation.errors import Misconfigured, Temporary
from d4d.foundation.models import Delivery
from privacy.models import Disclosure
from tests.accounts.people import a_practice
from tests.simulator_process import Outside

pytestmark = pytest.mark.django_db

VALID, INVALID, SILENT = "NL002455799B11", "NL800000006B01", "NL800000018B01"


@pytest.fixture
def register(outside: Outside, settings: Any) -> Outside:
    settings.VIES_ENDPOINT = f"{outside.origin}/vies/rest-api"
    return outside


def practice_with(vat_id: str) -> Practice:
    return services.update_practice(a_practice().pk, {"vat_id": vat_id})


def run() -> None:
    while relay.run_once():
        pass


def test_a_number_is_confirmed_with_its_proof(register: Outside) -> None:
    practice = practice_with(VALID)
    assert practice.vat_answer == "unknown"
    run()
    practice.refresh_from_db()
    assert practice.vat_answer == "valid"
    check = VatCheck.objects.get()
    assert (check.vat_id, check.answer) == (VALID, "valid")
    assert check.consultation.startswith("WAPI")
    left = Disclosure.objects.get(recipient="vies")
    assert (left.subject, left.fields, left.occasion) == (
        practice.subject.uuid,
        ["vat_id"],
        "customer 100001",
    )


def test_only_the_number_is_sent_and_our_own(register: Outside) -> None:
    practice_with(VALID)
    run()
    (call,) = register.ledger("vies")[-1:]
    sent = call["body"]
    assert sorted(sent) == ["countryCode", "requesterMemberStateCode", "requesterNumber", "vatNumber"]


def test_a_plain_no_is_kept(register: Outside) -> None:
    practice = practice_with(INVALID)
    run()
    practice.refresh_from_db()
    assert practice.vat_answer == "invalid"
    assert VatCheck.objects.get().reason == "INVALID"


def test_an_outage_is_no_no(register: Outside) -> None:
    practice = practice_with(SILENT)
    run()
    practice.refresh_from_db()
    assert practice.vat_answer == "unknown"
    assert not VatCheck.objects.exists()
    waiting = Delivery.objects.get(topic="accounts.vat-id-changed")
    assert (waiting.done_at, waiting.last_error) == (None, "Temporary: vies: MS_UNAVAILABLE")


@pytest.mark.parametrize("kind", ["rate_limit", "error", "html", "reset", "outage"])
def test_a_fault_on_the_way_delays_the_answer_and_decides_nothing(register: Outside, kind: str) -> None:
    practice = practice_with(VALID)
    register.fault("vies", kind)
    run()
    practice.refresh_from_db()
    assert practice.vat_answer == "unknown"
    assert not VatCheck.objects.exists()
    Delivery.objects.filter(done_at=None).update(available_at=clock.now())
    run()
    practice.refresh_from_db()
    assert practice.vat_answer == "valid"
    assert VatCheck.objects.count() == 1


ANSWERS: list[tuple[dict[str, Any], object]] = [
    ({"valid": True, "userError": "VALID", "requestIdentifier": "W1"}, ("valid", "W1")),
    ({"valid": False, "userError": "INVALID"}, ("invalid", "")),
    ({"valid": False, "userError": "MS_MAX_CONCURRENT_REQ"}, Temporary),
    ({"valid": False, "userError": ""}, Temporary),
    ({"valid": True, "userError": "MS_UNAVAILABLE"}, Temporary),
    ({"valid": "true", "userError": "VALID"}, Temporary),
    ({"actionSucceed": False, "errorWrappers": [{"error": "SERVICE_UNAVAILABLE"}]}, Temporary),
    ({"valid": False, "userError": "IP_BLOCKED"}, Misconfigured),
    ({}, Temporary),
]


@pytest.mark.parametrize(("record", "wanted"), ANSWERS)
def test_only_a_plain_yes_or_no_is_a_verdict(record: dict[str, Any], wanted: object) -> None:
    if isinstance(wanted, type):
        with pytest.raises(wanted):
            vies._verdict(record)
    else:
        verdict = vies._verdict(record)
        assert (verdict.answer, verdict.consultation) == wanted


class Slow:
    """A register during whose answer the practice changes its number."""

    def ask(self, vat_id: str, **_: Any) -> vies.Verdict:
        Practice.objects.update(vat_id="NL852321549B01")
        return vies.Verdict("valid", "W1", "VALID")


def test_the_answer_to_an_old_number_says_nothing_of_a_new_one() -> None:
    practice = practice_with(VALID)
    services.confirm_vat_id(practice.pk, Slow())
    practice.refresh_from_db()
    assert practice.vat_answer == "unknown"
    assert VatCheck.objects.get().vat_id == VALID


def test_a_new_number_is_unconfirmed_and_the_same_number_is_not_asked_again() -> None:
    practice = practice_with(VALID)
    Practice.objects.update(vat_answer="valid")
    Delivery.objects.all().delete()
    services.update_practice(practice.pk, {"vat_id": VALID, "name": "Anders"})
    assert not Delivery.objects.exists()
    services.update_practice(practice.pk, {"vat_id": INVALID})
    practice.refresh_from_db()
    assert practice.vat_answer == "unknown"
    assert Delivery.objects.count() == 1


def test_confirmed_numbers_are_asked_again_after_a_year() -> None:
    practice = practice_with(VALID)
    services.confirm_vat_id(practice.pk, _Yes())
    Delivery.objects.all().delete()
    with time_machine.travel(clock.now() + timedelta(days=364)):
        assert services.check_again() == 0
    with time_machine.travel(clock.now() + timedelta(days=366)):
        assert services.check_again() == 1
        assert services.check_again() == 1
        assert Delivery.objects.count() == 1


class _Yes:
    """A register that knows everybody."""

    def ask(self, vat_id: str, **_: Any) -> vies.Verdict:
        return vies.Verdict("valid", "W1", "VALID")
