"""Who never comes back is told twice and then goes (PV63)."""

from datetime import date, timedelta

import pytest

from accounts.models import Practice, User
from d4d.foundation import clock
from privacy import retention
from privacy.models import DataSubject, ErasureRun, IdleNotice
from tests.accounts import people
from tests.promises.people import at_noon, erased, relay_all


@pytest.mark.django_db
def test_who_never_comes_back_is_told_twice_and_then_goes(practice: Practice) -> None:
    manager = people.manager_of(practice)
    User.objects.update(last_login=at_noon(date(2023, 11, 22)))
    steps = [date(2026, 10, 20), date(2026, 10, 24), date(2026, 11, 10), date(2026, 11, 16)]
    told = []
    for day in steps:
        told.append(retention.warn_idle_accounts(day))
        assert retention.leave_idle_accounts(day) == 0
    assert told == [0, 1, 0, 1]
    letters = [one for one in people.post_is_delivered() if one.to == [manager.email]]
    assert len(letters) == 2
    assert retention.leave_idle_accounts(date(2026, 11, 22)) == 0
    assert retention.leave_idle_accounts(date(2026, 11, 23)) == 1
    relay_all()
    assert not User.objects.filter(pk=manager.pk).exists()
    assert ErasureRun.objects.get().origin == "idle"
    assert Practice.objects.without_manager().count() == 1


@pytest.mark.django_db
def test_who_signs_in_after_a_letter_stays(practice: Practice) -> None:
    User.objects.update(last_login=at_noon(date(2023, 11, 22)))
    retention.warn_idle_accounts(date(2026, 10, 24))
    assert IdleNotice.objects.count() == 1
    User.objects.update(last_login=at_noon(date(2026, 11, 1)))
    retention.warn_idle_accounts(date(2026, 11, 16))
    assert not IdleNotice.objects.exists()
    assert retention.leave_idle_accounts(date(2026, 12, 23)) == 0


@pytest.mark.django_db
def test_who_never_confirmed_goes_with_the_practice_they_made(practice: Practice) -> None:
    from allauth.account.models import EmailAddress

    people.a_practice("Zomaar iemand", "zomaar@iemand.example")
    EmailAddress.objects.filter(email="zomaar@iemand.example").update(verified=False)
    User.objects.update(date_joined=at_noon(date(2026, 10, 1)), last_login=None)
    assert retention.leave_idle_accounts(date(2026, 10, 31)) == 0
    assert retention.leave_idle_accounts(date(2026, 11, 1)) == 2
    relay_all()
    assert not User.objects.filter(email="zomaar@iemand.example").exists()
    assert list(Practice.objects.values_list("pk", flat=True)) == [practice.pk]


@pytest.mark.django_db
def test_identities_of_the_erased_go_with_the_last_trace_of_their_erasure(practice: Practice) -> None:
    buyer = people.a_colleague(practice, "buyer", "bo@linde.example")
    run = erased(buyer.subject.uuid)
    done = clock.local(run.finished_at).date()
    retention.night(done + timedelta(days=729))
    assert DataSubject.objects.filter(uuid=run.subject).exists()
    retention.night(done + timedelta(days=733))
    retention.night(done + timedelta(days=733))
    assert not ErasureRun.objects.exists()
    assert not DataSubject.objects.filter(uuid=run.subject).exists()
