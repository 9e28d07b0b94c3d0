"""Who got which medical device stands in a ledger, as long as the law asks and no day longer."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import translation

from contracts.devices.models import LastUnit, Trace, TraceReturn
from contracts.devices.services import tracing
from d4d.foundation import clock
from privacy import erasure, retention
from privacy.models import DataSubject, RetentionRun
from shop.orders.models import Order
from shop.shipping.models import ShipmentLine
from tests.accounts.people import signed_in
from tests.contracts.devices.goods import GTIN, SHIPPED, a_clinic, a_device, got, shipped
from tests.promises.people import a_finished_order, erased, relay_all
from tests.shop.builders import a_colleague_of_the_house, an_article, the_tariffs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tariffs() -> None:
    the_tariffs()


def test_a_shipped_device_leaves_what_the_law_asks_and_no_person() -> None:
    practice = a_clinic("Praktijk Zuid")
    practice.kvk_number = "12345678"
    practice.save()
    trace = got(practice, a_device(number="CS-1"), 3, "X7")
    assert {
        "name": trace.practice_name,
        "number": trace.customer_number,
        "kvk": trace.kvk_number,
        "street": trace.street_line,
        "city": f"{trace.postcode} {trace.city} {trace.country}",
        "goods": (trace.article, trace.udi_di, trace.lot, trace.quantity, trace.shipped_on),
        "from": (trace.manufacturer, trace.supplier),
    } == {
        "name": "Praktijk Zuid",
        "number": practice.number,
        "kvk": "12345678",
        "street": "Lindelaan 4",
        "city": "5211 AB Den Bosch NL",
        "goods": ("CS-1", GTIN, "X7", 3, SHIPPED),
        "from": ("Maker GmbH", "Dental Depot"),
    }
    said = " ".join(str(value) for value in Trace.objects.values_list().get())
    assert "Sanne" not in said


def test_a_line_is_written_once_however_often_it_is_told() -> None:
    parcel = shipped(a_clinic("Praktijk Zuid"), a_device(), 3, "X7", on=clock.today())
    assert [tracing.trace_parcel(parcel.pk), tracing.trace_parcel(parcel.pk)] == [1, 0]
    assert tracing.trace_what_is_missing() == 0
    assert Trace.objects.count() == 1


def test_news_that_never_came_leaves_no_gap() -> None:
    shipped(a_clinic("Praktijk Zuid"), a_device(), 3, "X7", on=clock.today())
    assert tracing.trace_what_is_missing() == 1
    assert Trace.objects.get().quantity == 3


def test_gloves_leave_no_trace() -> None:
    parcel = shipped(a_clinic("Praktijk Zuid"), an_article(), 3, "X7")
    assert tracing.trace_parcel(parcel.pk) == 0


def test_the_ledger_cannot_be_changed() -> None:
    trace = got(a_clinic("Praktijk Zuid"), a_device(), 3, "X7")
    for attempt in (
        lambda: Trace.objects.filter(pk=trace.pk).update(quantity=1),
        lambda: Trace.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert Trace.objects.get().quantity == 3


def test_no_more_comes_back_than_went_out() -> None:
    trace = got(a_clinic("Praktijk Zuid"), a_device(), 3, "X7")
    tracing.note_return(trace.pk, 2)
    with pytest.raises(tracing.NotThatMany):
        tracing.note_return(trace.pk, 2)
    assert [one.quantity for one in TraceReturn.objects.all()] == [2]


@pytest.mark.parametrize(
    ("device_class", "is_implantable", "years"), [("IIb", False, 10), ("III", False, 10), ("IIa", True, 15)]
)
def test_the_trace_goes_ten_or_fifteen_years_after_the_last_unit(
    device_class: str, is_implantable: bool, years: int
) -> None:
    practice = a_clinic("Praktijk Zuid")
    trace = got(practice, a_device(device_class, is_implantable=is_implantable), 3, "X7")
    tracing.note_return(trace.pk, 1)
    retention.night(date(2060, 1, 1))
    assert Trace.objects.exists(), "nobody knows yet when the last unit came to market"

    tracing.say_last_unit(trace.last_unit_id, date(2030, 6, 30), "brief van de fabrikant")
    over = date(2030 + years, 7, 1)
    retention.night(over - timedelta(days=1))
    assert Trace.objects.exists()
    assert not RetentionRun.objects.filter(left=True).exists(), "it went on about what has to stay"
    assert retention.overdue(over - timedelta(days=1)) == []
    retention.night(over)
    assert (Trace.objects.count(), TraceReturn.objects.count()) == (0, 0)


def test_the_order_goes_with_its_books_and_the_trace_stays() -> None:
    practice = a_clinic("Praktijk Zuid")
    order = a_finished_order(practice, None, date(2025, 6, 30))
    product = order.lines.get().variant.product
    type(product).objects.filter(pk=product.pk).update(
        device_class="IIa",
        has_ce_mark=True,
        has_dutch_instructions=True,
        has_udi=True,
        is_implantable=False,
    )
    tracing.trace_what_is_missing(timedelta(days=9000))
    retention.night(date(2033, 1, 1))
    assert (Order.objects.count(), ShipmentLine.objects.count()) == (0, 0)
    assert Trace.objects.get().lot == "L-7"


@pytest.mark.promise("PV59")
def test_an_erasure_leaves_the_trace_and_says_by_which_law() -> None:
    practice = a_clinic("Praktijk Zuid")
    got(practice, a_device(), 3, "X7")
    Order.objects.update(state=Order.State.SHIPPED)
    with translation.override("nl"):
        seen = {line.title: line.law for line in erasure.preview(practice.subject.uuid).kept}
    assert seen["herkomstregels van hulpmiddelen"] == "Verordening (EU) 2017/745 art. 25"
    run = erased(practice.subject.uuid)
    assert Trace.objects.get().practice_name == "Praktijk Zuid"
    kept = {row["table"]: row["law"] for row in run.report["kept"]}
    assert kept["devices.Trace"] == "Regulation (EU) 2017/745 art. 25"


def test_after_a_year_somebody_asks_the_manufacturer() -> None:
    trace = got(a_clinic("Praktijk Zuid"), a_device(), 3, "X7")
    assert not LastUnit.objects.to_review(clock.today()).exists()
    next_year = clock.today() + timedelta(days=365)
    assert list(LastUnit.objects.to_review(next_year)) == [trace.last_unit]
    tracing.say_last_unit(trace.last_unit_id, date(2026, 1, 1), "brief")
    assert not LastUnit.objects.to_review(next_year).exists()


def test_the_desk_writes_down_what_came_back_and_hides_who_is_erased() -> None:
    practice = a_clinic("Praktijk Zuid")
    trace = got(practice, a_device(), 3, "X7")
    desk = signed_in(a_colleague_of_the_house("service"), second_factor=True)
    assert _list(desk) == 1
    desk.post(f"/beheer/devices/trace/{trace.pk}/returned/do/", {"quantity": "2", "reference": "R-1"})
    assert [(one.quantity, one.reference) for one in TraceReturn.objects.all()] == [(2, "R-1")]
    DataSubject.objects.filter(pk=practice.subject_id).update(state=DataSubject.State.ERASED)
    assert _list(desk) == 0
    relay_all()


def _list(desk: Client) -> int:
    answer = desk.get("/beheer/devices/trace/")
    assert answer.status_code == 200
    return int(answer.context["cl"].result_count)
