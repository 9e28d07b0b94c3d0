"""From first form to last trace: a copy holds what is theirs, an erasure leaves what the law keeps."""

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import call_command

from accounts.models import User
from d4d.foundation import backup, clock, services, standstill
from privacy import erasure, journal, retention
from privacy.export.making import copies
from privacy.models import ErasureRun, ExportArchive
from tests.promises.needles.collector import Collector, Found
from tests.promises.needles.devices import they_keep_devices
from tests.promises.needles.needle import Somebody
from tests.promises.needles.prediction import cells_of, remains_of
from tests.promises.needles.repairs import they_report_faults
from tests.promises.needles.returning import they_send_back
from tests.promises.needles.service import they_are_served
from tests.promises.needles.software import they_link_software
from tests.promises.needles.story import House, Story

NO_LIMIT = 3600.0
BOOKS = {"invoicing.Invoice.snapshot", *(f"archive:invoices/*.{kind}" for kind in ("pdf", "xml", "json"))}
pytestmark = pytest.mark.timeout(1200)


def lived(story: Story, name: str) -> House:
    """A practice that has used every door that customers have."""
    house = story.a_house(name)
    story.they_settle_in(house)
    story.they_sign_in(house)
    story.they_keep_lists(house)
    story.they_order(house)
    story.they_cancel(house)
    story.they_use_their_rights(house)
    return house


def served(story: Story, name: str) -> House:
    """Besides, it has devices and a contract, reports faults, asks, and sends something back."""
    house = lived(story, name)
    for more in (they_send_back, they_report_faults, they_keep_devices, they_link_software, they_are_served):
        more(story, house)
    return house


def needles(*people: Somebody) -> set[str]:
    return {needle for one in people for needle in one}


def copy_of(subject: UUID) -> bytes:
    """The copy that somebody fetches, opened."""

    wish = copies.ask(subject)
    copies.make(wish.pk)
    content = b"".join(copies.fetch(ExportArchive.objects.get(pk=wish.pk)))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
    return content


def erased(story: Story, subject: UUID) -> ErasureRun:
    """Somebody is erased, the undo window over, the night's work done."""
    run = erasure.ask(subject)
    ErasureRun.objects.filter(pk=run.pk).update(due_at=clock.now() - timedelta(minutes=1))
    assert erasure.carry_out(run.pk)
    story.told()
    services.clean_the_file()
    run.refresh_from_db()
    return run


def test_a_copy_holds_exactly_what_is_theirs(story: Story) -> None:
    house, other = served(story, "ja"), lived(story, "nee")
    everyone = Collector(needles(*house.everybody, *other.everybody))
    words_of_staff = house.practice_needles.word("approve.reason")  # why, in a step of the practice
    known = set(everyone.everywhere()) - {words_of_staff}
    practice, order = house.practice_needles, house.order_needles
    manager, buyer, bookkeeper = house.people
    theirs = {
        manager: needles(manager, practice, order),
        buyer: needles(buyer, order) | everyone.in_(_where_it_went(house).encode()),
        bookkeeper: needles(bookkeeper),
    }
    for person, user in zip(house.people, house.users, strict=True):
        found = everyone.in_(copy_of(user.subject.uuid))
        missing, foreign = (theirs[person] & known) - found, found - theirs[person]
        assert (sorted(missing), sorted(foreign)) == ([], []), person.name


def _where_it_went(house: House) -> str:
    """What an order says of the practice: whoever placed it sees that in their copy too."""
    order = house.orders[0]
    return " ".join([order.delivery_practice, order.delivery_street, order.delivery_city])


def test_an_erasure_leaves_what_the_register_says_and_nobody_else_notices(
    story: Story, tmp_path: Path
) -> None:
    house, other = served(story, "ja"), lived(story, "nee")
    decoys = [story.a_house("derde"), story.a_house("vierde")]
    buyer, subject = house.people[1], house.users[1].subject.uuid
    collector = Collector(needles(buyer))
    others = [user.subject.uuid for one in (other, *decoys) for user in one.users]
    others += [one.practice.subject.uuid for one in (other, *decoys)]
    before = [cells_of(one) for one in others]
    predicted = remains_of(subject, collector)
    made = backup.make(tmp_path / "backups")

    erased(story, subject)
    assert collector.everywhere() == predicted
    assert collector.in_the_file() <= set(predicted)
    assert [cells_of(one) for one in others] == before

    backup.restore(made)
    assert User.objects.filter(subject__uuid=subject).exists()
    assert any("run privacy_replay" in reason for reason in standstill.look())
    call_command("privacy_replay")
    services.clean_the_file()
    assert not any("privacy_replay" in reason for reason in standstill.look())
    assert collector.everywhere() == predicted
    assert journal.unknown() == []


def test_an_erased_practice_leaves_its_books_and_then_nothing(story: Story) -> None:
    house = lived(story, "ja")
    subject = house.practice.subject.uuid
    collector = Collector(needles(house.practice_needles, house.order_needles))
    predicted = remains_of(subject, collector)
    assert predicted
    erased(story, subject)
    assert collector.everywhere() == predicted
    assert collector.in_the_file() <= set(predicted)

    last_day = date(clock.today().year + 7, 12, 31)  # AWR art. 52: seven years after the financial year
    retention.night(last_day, seconds=NO_LIMIT)
    assert _in_the_books(collector.everywhere()) == _in_the_books(predicted)
    retention.night(last_day + timedelta(days=1), seconds=NO_LIMIT)
    services.clean_the_file()
    assert collector.everywhere() == {}
    assert collector.in_the_file() == set()


def _in_the_books(found: Found) -> Found:
    """What stands on an invoice: in the database and in its files."""
    kept = {needle: places & BOOKS for needle, places in found.items()}
    return {needle: places for needle, places in kept.items() if places}
