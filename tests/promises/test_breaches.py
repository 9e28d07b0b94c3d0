"""A breach has its clock, its people and its reasons."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client

from d4d.foundation import clock
from privacy.models import (
    Breach,
    BreachEvent,
)
from tests.accounts.people import dutch
from tests.promises.desk import act, the_officer

pytestmark = pytest.mark.django_db


def a_breach(desk: Client, hours_ago: int = 1) -> Breach:
    """A breach that the officer recorded."""
    moment = clock.local(clock.now() - timedelta(hours=hours_ago))
    answers = {"title": "Laptop kwijt", "note": "In de trein", "aware_at_0": f"{moment:%Y-%m-%d}"}
    response = desk.post("/beheer/privacy/breach/add/", {**answers, "aware_at_1": f"{moment:%H:%M}"})
    assert response.status_code == 302, response.content.decode()
    return Breach.objects.latest("pk")


def test_a_breach_has_72_hours_and_sounds_the_alarm() -> None:
    desk = the_officer()
    row = a_breach(desk)
    assert row.due_at - row.aware_at == timedelta(hours=72)
    title = dutch("Data breaches to report")

    def alarm(client: Client) -> str:
        page = client.get("/beheer/").content.decode()
        assert title in page
        counted = re.search(rf'tile__figure">(\d+)</span><span>{title}<', page)
        return counted[1] if counted else "0"

    assert alarm(desk) == "1"
    with time_machine.travel(clock.now() + timedelta(hours=80), tick=False):
        late = the_officer("later@d4d.example")
        page = late.get(f"/beheer/privacy/breach/{row.pk}/change/").content.decode()
        assert "badge--danger" in page
        assert act(late, row, "report", reference="AP-1", late_because="").status_code == 200
        row.refresh_from_db()
        assert row.reported_at is None
        act(late, row, "report", reference="AP-1", late_because="Het weekend zat ertussen")
        row.refresh_from_db()
        assert (row.ap_reference, row.late_because) == ("AP-1", "Het weekend zat ertussen")
        assert alarm(late) == "0"


def test_a_breach_is_closed_when_everybody_was_told_or_the_reason_is_there() -> None:
    desk = the_officer()
    row = a_breach(desk)
    assert act(desk, row, "close", note="klaar").status_code == 200
    act(desk, row, "assess", risk="high", people_count="12", note="Adressen")
    act(desk, row, "report", reference="AP-2", late_because="")
    assert act(desk, row, "close", note="klaar").status_code == 200
    act(desk, row, "inform", count="12", reason="")
    act(desk, row, "close", note="klaar")
    row.refresh_from_db()
    assert (row.state, row.informed_count) == ("closed", 12)
    assert list(BreachEvent.objects.order_by("pk").values_list("what", flat=True)) == [
        "recorded",
        "assessed",
        "reported",
        "people informed",
        "closed",
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        BreachEvent.objects.update(note="niets gebeurd")


def test_a_breach_that_is_not_reported_has_its_reason() -> None:
    desk = the_officer()
    row = a_breach(desk)
    assert act(desk, row, "unreported", reason="").status_code == 200
    act(desk, row, "unreported", reason="De schijf was versleuteld")
    act(desk, row, "close", note="klaar")
    row.refresh_from_db()
    assert (row.standing, row.not_reported_because) == ("closed", "De schijf was versleuteld")
