"""A merger gives nobody more than they had, and takes nothing from what is kept or still to be told."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import belongings
from accounts import services as accounts
from accounts.models import Invitation, Membership, Practice
from contracts.devices.mailboxes import mailbox_of
from d4d.api.models import AccessKey, Call, News, Webhook
from d4d.foundation import clock
from privacy import erasure, people
from privacy.models import DataSubject, ErasureRun
from tests.shop.builders import a_member, a_practice

pytestmark = pytest.mark.django_db
ADDRESS = "https://boekhouding.example/nieuws"
Role = Membership.Role


@pytest.fixture
def two(db: None) -> tuple[Practice, Practice]:
    """The former and the one that stays."""
    return a_practice(name="De Linde"), a_practice(name="Tandartspraktijk De Linde")


def merged(former: Practice, heir: Practice) -> None:
    accounts.merge(former.pk, heir.pk, None)
    former.refresh_from_db()
    heir.refresh_from_db()


@pytest.mark.parametrize(
    ("there", "is_active", "role", "limit"),
    [
        (Role.READER, True, "buyer", 50_000),  # the stronger role comes with its limit
        (Role.BUYER, False, "buyer", 50_000),  # a row from before says nothing
        (Role.MANAGER, True, "manager", None),
    ],
)
def test_a_role_comes_with_its_limit(
    two: tuple[Practice, Practice], there: str, is_active: bool, role: str, limit: int | None
) -> None:
    former, heir = two
    buyer = a_member(former, Role.BUYER)
    buyer.memberships.update(order_limit_cents=50_000)
    Membership.objects.create(user=buyer, practice=heir, role=there, is_active=is_active)
    merged(former, heir)
    own = buyer.memberships.get()
    assert (own.practice, own.role, own.order_limit_cents, own.is_active) == (heir, role, limit, True)


def test_invitations_and_keys_of_the_former_open_nothing_of_the_heir(two: tuple[Practice, Practice]) -> None:
    former, heir = two
    Invitation.objects.create(
        practice=former, email="gast@example.nl", token_hash="a", expires_at=clock.now() + timedelta(days=1)
    )
    for practice in two:
        AccessKey.objects.create(
            practice=practice, digest=practice.number, expires_on=clock.today() + timedelta(days=9)
        )
    merged(former, heir)
    invitation = Invitation.objects.get()
    assert (invitation.practice, invitation.email) == (heir, "")
    assert invitation.withdrawn_at is not None
    assert AccessKey.objects.valid(clock.today()).get().digest == heir.number
    assert heir.access_keys.count() == 2


def test_an_address_that_both_told_hears_what_either_asked_for(two: tuple[Practice, Practice]) -> None:
    former, heir = two
    shipped, issued = News.ORDER_SHIPPED.value, News.INVOICE_ISSUED.value
    old = Webhook.objects.create(practice=former, url=ADDRESS, news=[shipped], secret="old")
    Webhook.objects.create(practice=former, url=f"{ADDRESS}/2", news=[shipped], secret="other")
    own = Webhook.objects.create(practice=heir, url=ADDRESS, news=[issued], secret="own")
    for webhook, occasion, outcome in (
        (old, "1", "waiting"),
        (old, "2", "waiting"),
        (own, "2", "sent"),
        (old, "3", "sent"),
    ):
        Call.objects.create(webhook=webhook, news=shipped, occasion=occasion, outcome=outcome)
    merged(former, heir)
    heard = {one.secret: one.news for one in heir.webhooks.all()}
    assert heard == {"own": [issued, shipped], "other": [shipped]}
    assert set(own.calls.values_list("occasion", "outcome")) == {("1", "waiting"), ("2", "sent")}
    assert (Webhook.objects.count(), Call.objects.count()) == (2, 2)


def test_a_vat_number_that_was_confirmed_stays_so(two: tuple[Practice, Practice]) -> None:
    former, heir = two
    confirmed = Practice.VatAnswer.VALID
    Practice.objects.filter(pk=former.pk).update(vat_id="NL002455799B11", vat_answer=confirmed)
    merged(former, heir)
    assert (heir.vat_id, heir.vat_answer) == ("NL002455799B11", confirmed)


def test_who_names_a_former_number_means_the_heir(two: tuple[Practice, Practice]) -> None:
    former, heir = two
    merged(former, heir)
    assert people.called(former.number) == people.called(heir.number) == [heir.subject.uuid]
    assert people.called(former.name) == []


def test_a_hold_on_the_heir_keeps_what_it_was_until_it_is_released(two: tuple[Practice, Practice]) -> None:
    former, heir = two
    merged(former, heir)
    hold = erasure.place(heir.subject.uuid, "geding", clock.today(), by=None)
    run = erasure.ask(heir.subject.uuid)
    ErasureRun.objects.update(due_at=clock.now())
    erasure.carry_out(run.pk)
    assert not ErasureRun.objects.filter(subject=former.subject.uuid).exists()
    erasure.release(hold.pk, by=None)
    erasure.erase_what_was_released()
    while erasure.carry_out_due():
        pass
    former.subject.refresh_from_db()
    assert former.subject.state == DataSubject.State.ERASED


def test_a_letter_about_what_the_former_bought_reaches_a_manager_of_the_heir(
    two: tuple[Practice, Practice],
) -> None:
    former, heir = two
    a_member(heir, Role.READER)
    manager = a_member(heir, Role.MANAGER)
    merged(former, heir)
    for practice in two:
        reach = mailbox_of(practice.subject.uuid)
        assert reach is not None
        assert reach.email == manager.email


def test_only_what_is_locked_before_a_practice_is_held_first(two: tuple[Practice, Practice]) -> None:
    former, heir = two
    with CaptureQueriesContext(
        connection,
    ) as asked:
        belongings.hold(former.pk, heir.pk)
    tables = [one["sql"].split(' FROM "')[1].split('"')[0] for one in asked.captured_queries]
    assert tables == ["service_fault", "agreements_contract", "debtors_creditproposal"]
    known = list(belongings._belongings)
    assert known.index("invoicing.BankLine.practice") < known.index("invoicing.Invoice.practice")
