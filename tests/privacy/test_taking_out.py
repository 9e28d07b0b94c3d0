"""A list leaves the desk with a purpose, on record, for whoever may, and no cell of it is a formula."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from time_machine import travel

from accounts.models import Practice, User
from d4d.foundation import clock, relay, states
from d4d.foundation.handouts import shelf
from d4d.foundation.models import Delivery
from privacy import subscriptions
from privacy.events import Erased
from privacy.list_exports import let_lists_go, lists
from privacy.models import ListExport, Look
from privacy.vocabulary import PURPOSES
from tests.accounts.people import signed_in
from tests.promises.shops import content
from tests.shop.builders import (
    a_colleague_of_the_house,
    a_practice,
    an_article,
    an_order,
    on_the_shelf,
    the_tariffs,
)

pytestmark = pytest.mark.django_db
ASKED = {
    "columns": ["number", "name", "credit_limit_cents"],
    "purpose": "books",
    "reason": "Lijst voor de accountant",
}
LIST = "/beheer/accounts/practice/take-out/"


@pytest.fixture
def sales() -> User:
    return a_colleague_of_the_house("sales")


def taken(client: Client, address: str = LIST, **asked: object) -> ListExport:
    """Ask for a list, and let the job run."""
    answer = client.post(address, {**ASKED, **asked})
    assert answer.status_code == 302, answer.content.decode()
    while relay.run_once():
        pass
    export = ListExport.objects.latest("pk")
    assert answer["Location"].endswith(f"/{export.pk}/own/")
    return export


def rows(client: Client, export: ListExport) -> list[list[str]]:
    answer = client.get(f"/beheer/privacy/listexport/{export.pk}/file/")
    assert answer.status_code == 200
    text = content(answer).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_a_list_is_made_by_a_job_and_stays_on_record(sales: User) -> None:
    first = a_practice(name="=HYPERLINK(1)", credit_limit_cents=123_456)
    second = a_practice(name="Zuid")
    client = signed_in(sales, second_factor=True)
    export = taken(client)
    assert rows(client, export)[1:] == [
        [second.number, "Zuid", "0,00"],
        [first.number, "'=HYPERLINK(1)", "1234,56"],
    ]
    export.refresh_from_db()
    assert (export.asked_by, export.role, export.table) == (sales.subject.uuid, "sales", "accounts.Practice")
    assert (export.columns, export.done, export.purpose) == (ASKED["columns"], 2, "books")
    assert export.fetched_at is not None
    assert Look.objects.filter(place="accounts.Practice export", actor=sales.subject.uuid).count() == 1
    officer = signed_in(a_colleague_of_the_house("privacy officer"), second_factor=True)
    for page in ("", f"{export.pk}/change/"):
        told = officer.get(f"/beheer/privacy/listexport/{page}").content.decode()
        assert "accounts.Practice<" not in told
        assert str(PURPOSES["books"].label) in told
    assert sales.full_name() in told
    assert first.name not in str(Delivery.objects.values("payload"))


def test_what_the_list_is_narrowed_to_counts_and_what_was_searched_is_not_kept(sales: User) -> None:
    a_practice(name="Zqzoek")
    denied = a_practice(state=Practice.State.DENIED)
    client = signed_in(sales, second_factor=True)
    assert (
        "take-out/?state__exact=denied"
        in client.get("/beheer/accounts/practice/?state__exact=denied&q=x").content.decode()
    )
    export = taken(client, f"{LIST}?state__exact=denied&q=Zqzoek")
    assert [row[0] for row in rows(client, export)[1:]] == [denied.number]
    assert "q=" not in export.narrowed


@pytest.mark.parametrize("missing", ["columns", "purpose", "reason"])
def test_without_a_purpose_nothing_leaves(sales: User, missing: str) -> None:
    client = signed_in(sales, second_factor=True)
    assert client.post(LIST, {**ASKED, missing: ""}).status_code == 200
    marketing = client.post(LIST, {**ASKED, "purpose": "newsletter"})
    foreign = client.post(LIST, {**ASKED, "columns": ["subject"]})
    assert (marketing.status_code, foreign.status_code) == (200, 200)
    assert not ListExport.objects.exists()


@pytest.mark.parametrize("role", ["warehouse", "auditor", "privacy officer"])
def test_who_has_no_right_takes_nothing_out(sales: User, role: str) -> None:
    export = taken(signed_in(sales, second_factor=True))
    other = signed_in(a_colleague_of_the_house(role), second_factor=True)
    assert other.get(LIST).status_code == 403
    assert other.post(LIST, ASKED).status_code == 403
    assert other.get(f"/beheer/privacy/listexport/{export.pk}/file/").status_code == 403
    assert ListExport.objects.count() == 1


def test_only_whoever_asked_gets_the_file(sales: User) -> None:
    export = taken(signed_in(sales, second_factor=True))
    colleague = signed_in(a_colleague_of_the_house("finance"), second_factor=True)
    for page in ("own", "file"):
        assert colleague.get(f"/beheer/privacy/listexport/{export.pk}/{page}/").status_code == 404


def test_who_lost_the_right_meanwhile_gets_no_file(sales: User) -> None:
    client = signed_in(sales, second_factor=True)
    client.post(LIST, ASKED)
    sales.groups.clear()
    while relay.run_once():
        pass
    assert ListExport.objects.get().state == "expired"


def test_the_file_goes_after_a_week_and_when_somebody_is_erased(sales: User) -> None:
    client = signed_in(sales, second_factor=True)
    export = taken(client)
    kept = str(export.file)
    assert shelf().exists(kept)
    with travel(clock.now() + timedelta(days=8)):
        let_lists_go()
    assert not shelf().exists(kept)
    export.refresh_from_db()
    assert (export.state, export.reason) == ("expired", ASKED["reason"])
    second = taken(client)
    subscriptions.drop_the_lists(Erased(run_id=1))
    assert client.get(f"/beheer/privacy/listexport/{second.pk}/file/").status_code == 404
    assert client.get(f"/beheer/privacy/listexport/{second.pk}/own/").status_code == 200


def test_each_list_that_may_leave_leaves_whole(sales: User) -> None:
    the_tariffs()
    article = an_article(unit_price_e4=12_345)
    on_the_shelf(article, 5)
    order = an_order(a_practice(), {article: 1})
    client = signed_in(sales, second_factor=True)
    for path, cell in (
        ("catalogue/variant", "1,2345"),
        ("orders/order", order.number),
        ("invoicing/invoice", ""),
    ):
        page = client.get(f"/beheer/{path}/take-out/").content.decode()
        columns = [part.partition('"')[0] for part in page.split('name="columns" value="')[1:]]
        table = rows(client, taken(client, f"/beheer/{path}/take-out/", columns=columns))
        assert len(columns) >= 10
        assert len(table[0]) == len(columns)
        assert not cell or cell in table[1]


def test_asking_again_is_a_wish_of_its_own_and_what_failed_is_in_no_way(sales: User) -> None:
    a_practice()
    client = signed_in(sales, second_factor=True)
    for state in ("wanted", "failed"):
        assert client.post(LIST, ASKED).status_code == 302
        ListExport.objects.filter(state="wanted").update(state=state)
    export = taken(client, reason="Telling voor de inkoop", columns=["number"], purpose="order")
    earlier = ListExport.objects.exclude(pk=export.pk).order_by("pk")
    assert [(one.state, one.reason) for one in earlier] == [("expired", ASKED["reason"])] * 2
    assert (export.reason, export.purpose, export.columns) == ("Telling voor de inkoop", "order", ["number"])
    assert [len(row) for row in rows(client, export)] == [1, 1]


def test_a_list_in_the_making_goes_too_when_it_is_asked_anew_or_somebody_is_erased(
    sales: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_practice()
    client, write = signed_in(sales, second_factor=True), lists.write
    there = files_on_the_shelf()
    events = [lambda: client.post(LIST, ASKED), lambda: subscriptions.drop_the_lists(Erased(run_id=1))]

    def and_meanwhile(*about: Any) -> None:
        write(*about)
        events.pop()()

    monkeypatch.setattr(lists, "write", and_meanwhile)
    for state in ("failed", "expired"):
        client.post(LIST, ASKED)
        export = ListExport.objects.latest("pk")
        with pytest.raises(states.MoveNotAllowed):
            lists.make(export.pk)
        export.refresh_from_db()
        assert (export.state, str(export.file)) == (state, "")
    assert files_on_the_shelf() == there


def files_on_the_shelf() -> set[str]:
    """Those of other tests of this process may lie there too."""
    return set(shelf().listdir("lists")[1]) if shelf().exists("lists") else set()


def test_filters_that_do_not_fit_on_record_are_refused_not_cut(sales: User) -> None:
    client = signed_in(sales, second_factor=True)
    many = f"kind__in={','.join(['dentist'] * 40)}&state__exact=denied"
    page = client.post(f"{LIST}?{many}", ASKED)
    assert "Zoveel filters kunnen niet worden vastgelegd" in page.content.decode()
    assert not ListExport.objects.exists()
    assert client.get(f"/beheer/accounts/practice/?{many}").status_code in {200, 302}
