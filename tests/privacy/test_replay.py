"""A restored database forgets the same people again, whatever it was in the middle of."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from accounts.models import User
from d4d.foundation import clock
from privacy import erasure, journal
from privacy.erasure import carrying
from privacy.erasure.asking import begin_waiting
from privacy.models import DataSubject, ErasureRun
from tests.accounts import people


@pytest.mark.django_db
def test_a_later_erasure_of_somebody_who_was_half_erased_in_the_backup_is_repeated_too() -> None:
    subject = people.manager_of(people.a_practice()).subject.uuid
    half = erasure.ask(subject)
    ErasureRun.objects.update(due_at=clock.now())
    assert carrying._begin(half.pk)
    later = journal.Entry(clock.today(), DataSubject.objects.create().uuid, subject)
    assert erasure.replay([later]) == 1
    assert set(ErasureRun.objects.values_list("uuid", "state")) == {(half.uuid, "done"), (later.run, "done")}
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_let_somebody_go_at_once_begin_one_erasure() -> None:
    subject = people.manager_of(people.a_practice()).subject.uuid
    begun, ready = [], Barrier(2)

    def begin() -> None:
        ready.wait()
        begun.append(begin_waiting(subject, ErasureRun.Origin.STAFF, None).pk)
        connection.close()

    both = [Thread(target=begin) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert begun == [ErasureRun.objects.get().pk] * 2
