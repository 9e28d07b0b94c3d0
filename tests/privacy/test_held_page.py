"""The page with everything we hold: in words, with the right ways to change it, and quickly made."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from d4d.foundation.models import StateChange
from tests.accounts.people import dutch, signed_in
from tests.promises.desk import asked
from tests.promises.shops import World, a_parcel, a_world, ordered

pytestmark = pytest.mark.django_db
PAGE = "/mijn/privacy/gegevens/"
MOST_STATEMENTS = 40


@pytest.fixture
def world() -> World:
    """Two practices, four people."""
    return a_world()


def page_of(user: User) -> str:
    return signed_in(user).get(PAGE).content.decode()


def line_of(page: str, label: str) -> str:
    """What stands beside a label."""
    found = re.search(rf"<dt>{label}</dt><dd[^>]*>(.*?)</dd>", page, re.DOTALL)
    assert found, label
    return found[1]


def statements_for(user: User) -> int:
    """How many statements the page takes."""
    client = signed_in(user)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as queries:
        client.get(PAGE)
    return len(queries)


def test_only_what_somebody_may_change_has_a_way_to_change_it(world: World) -> None:
    User.objects.filter(pk=world.buyer.pk).update(last_login="2026-11-01T10:00Z")
    page = page_of(world.buyer)
    assert dutch("Change") in line_of(page, "Voornaam")
    assert "href" not in line_of(page, "Laatste aanmelding")
    assert "Uw account" in page
    assert "Uw rekening" not in page


def test_a_step_is_told_in_words(world: World) -> None:
    row = asked(world.buyer, "vraag", text="Hoe lang bewaart u dit?")
    steps = StateChange.objects.filter(actor=world.buyer.subject.uuid)
    assert {one.kind for one in steps} >= {"privacy.Request"}
    page = page_of(world.buyer)
    for step in steps:
        states = dict(apps.get_model(step.kind)._meta.get_field("state").flatchoices)
        assert str(states[step.went_to]) in page
        assert step.kind not in page
    assert f'<dd class="held__value">{row.state}</dd>' not in page


def test_the_page_takes_few_statements_however_much_there_is(world: World) -> None:
    for who in (world.manager, world.buyer):
        asked(who, "bezwaar", about="marketing")
        a_parcel(ordered(world, who, reference="eerste"))
    before = [statements_for(one) for one in (world.manager, world.buyer)]
    for _ in range(6):
        ordered(world, world.buyer)
    assert [statements_for(one) for one in (world.manager, world.buyer)] == before
    assert max(before) <= MOST_STATEMENTS, before
