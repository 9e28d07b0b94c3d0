"""A practice's software reads with a key: what it opens, whose rows they are, and what it costs us."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from time_machine import travel

from accounts.models import Membership, Practice
from d4d.api import contract, services
from d4d.api.models import AccessKey, Scope
from d4d.api.services.keys import MOST_A_MINUTE
from d4d.api.urls import urlpatterns
from d4d.foundation import clock
from privacy.models import DataSubject
from tests.accounts.people import signed_in
from tests.api.builders import LISTS, Owned, Software, the_tariffs_are_known
from tests.shop.builders import a_member, a_practice, an_article, an_order, asked, on_the_shelf

pytestmark = pytest.mark.django_db
SCOPE_OF = {"articles": "catalogue", "orders": "orders", "invoices": "invoices", "devices": "devices"}


@pytest.fixture
def owned() -> Owned:
    the_tariffs_are_known()
    return Owned(name="Zqpraktijk")


def document_of(path: str) -> str:
    """The path of the document that an address is an instance of."""
    return next(
        known for known, _ in contract.paths() if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", known), path)
    )


def keeps_the_contract(path: str, answer: Any) -> None:
    """The body is what the document says of this address and status."""
    document = contract.document()
    told = document["paths"][document_of(path)]["get"]["responses"][str(answer.status_code)]
    if "$ref" in told:
        told = document["components"]["responses"][told["$ref"].rpartition("/")[2]]
    kind = answer["Content-Type"].partition(";")[0]
    schema = told["content"][kind]["schema"] | {"components": document["components"]}
    if kind.endswith("json"):
        Draft202012Validator(schema, format_checker=FormatChecker()).validate(answer.json())


def test_the_document_is_openapi_and_names_every_address() -> None:
    served = Client().get("/api/openapi.json").json()
    validate(served, cls=OpenAPIV31SpecValidator)
    routes = {str(one.pattern).removeprefix("api/v1") for one in urlpatterns if "api/v1/" in str(one.pattern)}
    written = {re.sub(r"<\w+:(\w+)>", r"{\1}", route).replace("{pk}", "{id}") for route in routes}
    assert written - {"/{rest}"} == set(served["paths"])


def test_every_answer_is_what_the_document_says(owned: Owned) -> None:
    software = Software(owned.practice)
    for path in (*LISTS, *owned.paths(), f"/articles/{owned.article.number}"):
        answer = software.get(path)
        assert answer.status_code == 200, path
        keeps_the_contract(path, answer)
        assert answer["Cache-Control"] == "private, no-cache"
        assert not answer.cookies
    order = software.get(owned.paths()[0]).json()
    assert (order["reference"], order["total"], order["lines"][0]["unit_price"]) == ("K7", "32.61", "10.00")
    invoice = software.get(owned.paths()[1]).json()
    assert (invoice["total"], invoice["orders"]) == ("32.61", [owned.order.number])
    assert software.get(owned.paths()[2]).content.startswith(b"%PDF")
    assert invoice["files"]["ubl"].endswith(owned.paths()[3])


def test_nobody_of_the_practice_is_named(owned: Owned) -> None:
    member = a_member(owned.practice, Membership.Role.MANAGER)
    type(owned.order).objects.update(
        placed_by=member, delivery_first_name="zqsanne", delivery_last_name="zqwit"
    )
    software = Software(owned.practice)
    told = " ".join(software.get(path).content.decode() for path in LISTS)
    assert "zqsanne" not in told
    assert "zqwit" not in told
    assert member.email not in told


def test_a_key_opens_what_it_was_made_for(owned: Owned) -> None:
    for scope in Scope.values:
        software = Software(owned.practice, scope)
        got = {path: software.get(path).status_code for path in (*LISTS, *owned.paths())}
        assert got == {path: 200 if SCOPE_OF[path.split("/")[1]] == scope else 403 for path in got}
    refused = software.get("/orders")
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["code"] == "scope_missing"
    keeps_the_contract("/orders", refused)


def test_what_is_anothers_is_not_there(owned: Owned) -> None:
    stranger = Software(a_practice())
    for path in (*owned.paths(), "/orders/none", "/devices/0", "/elsewhere", "/invoices/x/record"):
        answer = stranger.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), path
    for path in LISTS[1:]:
        assert stranger.get(path).json() == {"data": [], "next": None}


def test_without_a_working_key_nothing_opens(owned: Owned) -> None:
    software = Software(owned.practice)
    member = signed_in(a_member(owned.practice, Membership.Role.MANAGER))
    assert member.get("/api/v1/orders").status_code == 401  # a cookie is no key
    for header in ("", "Bearer", "Bearer d4d_x", f"Basic {software.words}", f"Bearer {software.words}x"):
        answer = software.get("/orders", Authorization=header)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="api"'), header
    keeps_the_contract("/orders", answer)
    AccessKey.objects.update(expires_on=clock.today() - timedelta(days=1))
    assert software.get("/orders").status_code == 401
    AccessKey.objects.update(expires_on=clock.today())
    assert software.get("/orders").status_code == 200
    services.revoke_key(software.key.pk)
    assert software.get("/orders").status_code == 401


def test_the_database_keeps_no_key(owned: Owned) -> None:
    software = Software(owned.practice)
    key = AccessKey.objects.get()
    assert software.words not in str(AccessKey.objects.values())
    assert (key.hint, key.last_used_on) == (software.words[-4:], None)
    software.get("/orders")
    key.refresh_from_db()
    assert key.last_used_on == clock.today()


@pytest.mark.parametrize("shut", ["closed", "restricted"])
def test_a_practice_that_is_shut_is_not_read(owned: Owned, shut: str) -> None:
    software = Software(owned.practice)
    if shut == "closed":
        Practice.objects.update(state=Practice.State.CLOSED)
    else:
        DataSubject.objects.filter(practice=owned.practice).update(state=DataSubject.State.RESTRICTED)
    answer = software.get("/orders")
    assert (answer.status_code, answer.json()["code"]) == (403, "practice_closed")


def test_it_is_for_reading_only(owned: Owned) -> None:
    software = Software(owned.practice)
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(Client(), method)(
            "/api/v1/orders", headers={"Authorization": f"Bearer {software.words}"}
        )
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_a_key_is_held_to_its_pace_and_no_other_key_is(owned: Owned) -> None:
    with travel("2026-11-24 10:00:30+01:00", tick=False):
        fast, calm = Software(owned.practice), Software(owned.practice)
        AccessKey.objects.filter(pk=fast.key.pk).update(
            minute=int(clock.now().timestamp()) // 60, uses=MOST_A_MINUTE - 1
        )
        assert [fast.get("/devices").status_code for _ in range(2)] == [200, 429]
        assert fast.get("/devices")["Retry-After"] == "60"
        assert calm.get("/devices").status_code == 200
    with travel("2026-11-24 10:01:00+01:00", tick=False):
        assert fast.get("/devices").status_code == 200


def test_pages_follow_each_other_and_miss_nothing(owned: Owned) -> None:
    for _ in range(4):
        an_order(owned.practice, {owned.article: 1})
    software = Software(owned.practice)
    seen, path = [], "/orders?limit=2"
    while path:
        page = software.get(path).json()
        assert len(page["data"]) <= 2
        seen += [one["number"] for one in page["data"]]
        path = page["next"] and page["next"].removeprefix("http://localhost:8000/api/v1")
    own = list(owned.practice.orders.order_by("pk").values_list("number", flat=True))
    assert seen == own
    tomorrow = clock.today() + timedelta(days=1)
    assert software.get(f"/orders?since={tomorrow}").json()["data"] == []
    assert len(software.get(f"/orders?since={clock.today()}").json()["data"]) == 5


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=x",
        "limit=000001999999",
        "since=1-1-2026",
        "since=0001-01-01",
        "cursor=é",
        "cursor=eA==",
    ],
)
def test_a_wrong_parameter_is_named(owned: Owned, query: str) -> None:
    answer = Software(owned.practice).get(f"/orders?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "wrong_parameter")
    assert answer.json()["detail"].startswith(query.partition("=")[0])
    keeps_the_contract("/orders", answer)


def test_who_asks_again_hears_that_nothing_changed(owned: Owned) -> None:
    software = Software(owned.practice)
    first = software.get("/orders")
    assert software.get("/orders", **{"If-None-Match": first["ETag"]}).status_code == 304
    an_order(owned.practice, {owned.article: 1})
    assert software.get("/orders", **{"If-None-Match": first["ETag"]}).status_code == 200


def test_a_list_asks_the_same_questions_however_long_it_is(owned: Owned) -> None:
    software = Software(owned.practice)
    few = {path: _questions(software, path) for path in LISTS}
    for _ in range(3):
        article = an_article()
        on_the_shelf(article, 9)
        an_order(owned.practice, {article: 1, owned.article: 1})
    many = {path: _questions(software, path) for path in LISTS}
    assert many == few
    assert max(many.values()) <= 8


def _questions(software: Software, path: str) -> int:
    software.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert software.get(path).status_code == 200
    return len(asked(captured))
