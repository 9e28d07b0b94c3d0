"""An erasure ends once, whatever comes between (PV61)."""

import pytest
from django.contrib.sessions.models import Session

from accounts.models import Practice, User
from d4d.foundation import clock
from d4d.foundation.models import StateChange
from privacy import erasure, journal
from privacy.erasure import carrying
from privacy.models import Disclosure, ErasureRun
from tests.accounts import people
from tests.promises.people import (
    LAST_YEAR,
    a_finished_order,
    erased,
)

pytestmark = pytest.mark.django_db


@pytest.mark.promise("PV61")
def test_it_happens_without_anybody_once_the_time_is_over(buyer: User) -> None:
    run = erasure.ask(buyer.subject.uuid)
    erasure.carry_out_due()
    assert ErasureRun.objects.get().state == "waiting"
    ErasureRun.objects.update(due_at=clock.now())
    erasure.carry_out_due()
    assert ErasureRun.objects.get(pk=run.pk).state == "done"


def test_sessions_end_everywhere_when_it_begins(buyer: User) -> None:
    one, two = people.just_signed_in(buyer), people.just_signed_in(buyer)
    assert two.get("/mijn/").status_code == 200
    keys = {one.session.session_key, two.session.session_key}
    erased(buyer.subject.uuid)
    assert not Session.objects.filter(session_key__in=keys).exists()
    assert two.get("/mijn/").status_code == 302


@pytest.mark.parametrize("dies_after", [0, 1, 3])
def test_an_erasure_that_dies_half_way_is_finished_later(
    practice: Practice, buyer: User, dies_after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = a_finished_order(practice, buyer, LAST_YEAR)
    run = erasure.ask(buyer.subject.uuid)
    ErasureRun.objects.update(due_at=clock.now())
    done = iter(range(dies_after))
    whole = carrying._do

    def dying(item_id: int) -> None:
        if next(done, None) is None:
            raise KeyboardInterrupt
        whole(item_id)

    with monkeypatch.context() as patch:
        patch.setattr(carrying, "_do", dying)
        with pytest.raises(KeyboardInterrupt):
            erasure.carry_out(run.pk)
    assert ErasureRun.objects.get().state == "erasing"
    assert [entry.run for entry in journal.entries()] == [run.uuid]
    assert people.just_signed_in(buyer).get("/mijn/").status_code == 302

    erasure.carry_out_due()

    order.refresh_from_db()
    assert order.delivery_last_name == "medewerker"
    assert not User.objects.filter(pk=buyer.pk).exists()
    assert ErasureRun.objects.get().report["erased"]["accounts.User"] == 1
    assert len(journal.entries()) == 1


def test_what_comes_in_meanwhile_goes_too(
    practice: Practice, buyer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = a_finished_order(practice, None, LAST_YEAR)
    run = erasure.ask(buyer.subject.uuid)
    ErasureRun.objects.update(due_at=clock.now())
    whole, late = carrying._do_what_is_left, iter([order.pk])

    def with_a_late_row(one: ErasureRun) -> None:
        whole(one)
        if pk := next(late, None):
            Disclosure.objects.create(
                subject=run.subject,
                recipient="postnl",
                purpose="delivery",
                fields=[],
                occasion=f"box {pk}",
            )

    monkeypatch.setattr(carrying, "_do_what_is_left", with_a_late_row)
    erasure.carry_out(run.pk)
    assert not Disclosure.objects.filter(subject=run.subject).exists()


def test_two_at_once_come_to_one_end(practice: Practice, buyer: User) -> None:
    a_finished_order(practice, buyer, LAST_YEAR)
    run = erasure.ask(buyer.subject.uuid)
    ErasureRun.objects.update(due_at=clock.now())
    begun = carrying._begin(run.pk)
    assert begun is not None
    assert erasure.carry_out(run.pk)
    assert erasure.carry_out(run.pk)
    assert carrying._begin(run.pk) is None
    assert StateChange.objects.filter(kind="privacy.ErasureRun", went_to="done").count() == 1
