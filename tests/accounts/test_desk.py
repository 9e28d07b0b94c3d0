"""The staff's desk for practices and people."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from accounts import services
from accounts.models import Membership, Practice, User
from d4d.foundation import states
from tests.accounts.people import (
    a_clerk,
    a_colleague,
    a_practice,
    dutch,
    manager_of,
    post_is_delivered,
    signed_in,
    somebody_of_the_staff,
)

pytestmark = pytest.mark.django_db
LIST = "/beheer/accounts/practice/"


@pytest.fixture
def desk() -> Client:
    return signed_in(somebody_of_the_staff(), second_factor=True)


def test_the_queue_shows_what_waits(desk: Client) -> None:
    waiting = a_practice()
    known = a_practice("Mondzorg West", "bea@west.example", state="approved")
    page = desk.get(f"{LIST}?state__exact=pending").content.decode()
    assert waiting.number in page
    assert known.number not in page


def test_the_menu_holds_what_somebody_may_do_at_this_moment_in_their_language() -> None:
    clerk = a_clerk("view_practice")
    desk = signed_in(clerk, second_factor=True)
    assert in_the_menu(desk) == ["Praktijken"]
    assert len(in_the_menu(signed_in(somebody_of_the_staff(), second_factor=True))) > 20
    assert in_the_menu(desk) == ["Praktijken"]
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert in_the_menu(desk) == ["Practices"]
    clerk.user_permissions.set(Permission.objects.filter(codename="view_membership"))
    assert in_the_menu(desk) == ["Members"]


def in_the_menu(desk: Client) -> list[str]:
    menu = desk.get("/beheer/").context["available_apps"]
    return [str(one["name"]) for room in menu for one in room["models"]]


@pytest.mark.parametrize("words", ["100001", "Linde", "12345678", "anna@linde.example"])
def test_a_practice_is_found_by_number_name_kvk_or_address(desk: Client, words: str) -> None:
    practice = a_practice()
    a_practice("Mondzorg West", "bea@west.example", kvk_number="87654321")
    page = desk.get(LIST, {"q": words})
    assert [row.pk for row in page.context["cl"].result_list] == [practice.pk]


def test_a_decision_goes_through_the_services_with_its_reason(desk: Client) -> None:
    first, second = a_practice(), a_practice("Mondzorg West", "bea@west.example")
    chosen = {"action": "decide_about", "_selected_action": [first.pk, second.pk]}
    page = desk.post(LIST, chosen)["Location"]
    assert desk.get(page).status_code == 200
    answer = {"id": [first.pk, second.pk], "decision": "approve", "reason": "Register bekeken"}
    assert desk.post("/beheer/accounts/practice/decide/", answer).status_code == 302
    assert set(Practice.objects.values_list("state", flat=True)) == {"approved"}
    step = states.history(first).last()
    assert step is not None
    assert step.reason == "Register bekeken"
    assert step.actor is not None
    assert len(post_is_delivered()) == 2


def test_a_decision_without_a_reason_is_no_decision(desk: Client) -> None:
    practice = a_practice()
    answer = {"id": practice.pk, "decision": "deny", "reason": ""}
    assert desk.post("/beheer/accounts/practice/decide/", answer).context["form"].errors
    practice.refresh_from_db()
    assert practice.state == "pending"


def test_an_impossible_decision_is_said_and_changes_nothing(desk: Client) -> None:
    practice = a_practice(state="approved")
    answer = {"id": practice.pk, "decision": "deny", "reason": "te laat"}
    page = desk.post("/beheer/accounts/practice/decide/", answer, follow=True).content.decode()
    assert dutch("%(number)s: this is not possible now.") % {"number": practice.number} in page
    practice.refresh_from_db()
    assert practice.state == "approved"


def change_form(desk: Client, practice: Practice) -> dict[str, Any]:
    form = desk.get(f"{LIST}{practice.pk}/change/").context["adminform"].form
    answers = {name: form[name].value() for name in form.fields}
    formsets = {
        f"{prefix}-{name}": "0"
        for prefix in ("addresses", "memberships")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    return {**{key: value for key, value in answers.items() if value is not False}, **formsets}


def test_staff_grants_credit_and_cannot_move_a_state_by_hand(desk: Client) -> None:
    practice = a_practice()
    answers = {
        **change_form(desk, practice),
        "may_buy_on_account": "on",
        "credit_limit_cents": "2.500,50",
        "payment_days": "14",
        "vat_id": "NL002455799B11",
        "state": "approved",
        "number": "1",
    }
    assert desk.post(f"{LIST}{practice.pk}/change/", answers).status_code == 302
    practice.refresh_from_db()
    assert (practice.may_buy_on_account, practice.credit_limit_cents, practice.payment_days) == (
        True,
        250_050,
        14,
    )
    assert 'value="2.500,50"' in desk.get(f"{LIST}{practice.pk}/change/").content.decode()
    assert (
        desk.post(f"{LIST}{practice.pk}/change/", answers | {"credit_limit_cents": "-1"}).status_code == 200
    )
    assert (practice.vat_id, practice.vat_answer) == ("NL002455799B11", "unknown")
    assert (practice.state, practice.number) == ("pending", "100001")


def test_the_desk_leaves_a_practice_its_manager(desk: Client) -> None:
    practice = a_practice()
    own = Membership.objects.get()
    url = f"/beheer/accounts/membership/{own.pk}/change/"
    page = desk.post(url, {"role": "reader", "is_active": "on"}, follow=True).content.decode()
    assert dutch("There must be a manager. Make a colleague manager first.") in page
    own.refresh_from_db()
    assert own.role == "manager"
    a_colleague(practice, "manager", "bo@linde.example")
    desk.post(url, {"role": "reader", "is_active": "on", "order_limit_cents": "75,50"})
    own.refresh_from_db()
    assert (own.role, own.order_limit_cents) == ("reader", 7_550)


@pytest.mark.parametrize("page", ["practice", "user", "membership", "vatcheck", "invitation"])
def test_lists_cost_the_same_with_many_rows(desk: Client, page: str) -> None:
    costs = []
    for numbers in (range(1), range(1, 24)):
        for number in numbers:
            practice = a_practice(f"Mondzorg {number}", f"m{number}@linde.example")
            services.invite(practice.pk, f"g{number}@linde.example", "reader", None)
            practice.vat_checks.create(vat_id="NL002455799B11", answer="valid")
        desk.get(f"/beheer/accounts/{page}/")
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(f"/beheer/accounts/{page}/").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12


def test_vat_answers_are_read_only(desk: Client) -> None:
    practice = a_practice()
    check = practice.vat_checks.create(vat_id="NL002455799B11", answer="valid")
    named = escape(f"{check.practice.number} {check.practice.name}")
    for page in ("", f"{check.pk}/change/"):
        assert f">{named}</a>" in desk.get(f"/beheer/accounts/vatcheck/{page}").content.decode()
    assert (
        desk.post(f"/beheer/accounts/vatcheck/{check.pk}/change/", {"answer": "invalid"}).status_code == 403
    )
    assert desk.get("/beheer/accounts/vatcheck/add/").status_code == 403
    assert desk.get(f"{LIST}{practice.pk}/delete/").status_code == 403


def test_rights_are_given_by_superusers_only() -> None:
    from django.contrib.auth.models import Permission

    clerk = manager_of(a_practice())
    clerk.is_staff = True
    clerk.save()
    clerk.user_permissions.set(Permission.objects.filter(codename__in=["change_user", "view_user"]))
    target = a_colleague(a_practice("West", "bea@west.example"), "buyer", "bo@west.example")
    answers = {"first_name": "Bo", "last_name": "Kok", "salutation": "", "language": "nl", "is_active": "on"}
    client = signed_in(clerk, second_factor=True)
    for person, status in ((clerk, 403), (target, 302)):
        sent = client.post(
            f"/beheer/accounts/user/{person.pk}/change/", {**answers, "is_staff": "on", "is_superuser": "on"}
        )
        assert sent.status_code == status
    target.refresh_from_db()
    clerk.refresh_from_db()
    assert (target.is_staff, target.is_superuser, clerk.is_superuser) == (False, False, False)


@pytest.mark.parametrize("rank", ["is_staff", "is_superuser"])
def test_only_superusers_shut_staff_out(desk: Client, rank: str) -> None:
    colleague = a_clerk("view_order")
    User.objects.filter(pk=colleague.pk).update(**{"is_staff": False, rank: True})
    clerk = signed_in(a_clerk("change_user", "view_user"), second_factor=True)
    page = f"/beheer/accounts/user/{colleague.pk}/change/"
    answers = {"first_name": "Bo", "last_name": "Kok", "salutation": "", "language": "nl"}
    assert clerk.get(page).status_code == 200
    assert clerk.post(page, answers).status_code == 403
    colleague.refresh_from_db()
    assert colleague.is_active
    assert desk.post(page, answers).status_code == 302
    colleague.refresh_from_db()
    assert not colleague.is_active


def test_the_history_of_a_practice_is_told_in_words_and_local_time(desk: Client) -> None:
    practice = a_practice()
    services.approve(practice.pk, None, "Register bekeken")
    step = states.history(practice).last()
    assert step is not None
    page = desk.get(f"{LIST}{practice.pk}/change/").content.decode()
    moment = step.at.astimezone(ZoneInfo("Europe/Amsterdam"))
    assert f"{moment:%d-%m-%Y %H:%M} {dutch('approved')}: Register bekeken" in page


def test_only_who_may_change_practices_decides_about_them() -> None:
    page = f"/beheer/accounts/practice/decide/?id={a_practice().pk}"
    for right, status in (("view_practice", 403), ("change_practice", 200)):
        assert signed_in(a_clerk(right), second_factor=True).get(page).status_code == status


def test_the_desk_shows_no_secret_and_confirms_no_address(desk: Client) -> None:
    person = manager_of(a_practice())
    factor = Authenticator.objects.create(user=person, type="totp", data={"secret": "GEHEIM"})
    for page in ("account/emailaddress", "usersessions/usersession"):
        assert desk.get(f"/beheer/{page}/").status_code == 404
    url = f"/beheer/mfa/authenticator/{factor.pk}/"
    assert "GEHEIM" not in desk.get(f"{url}change/").content.decode()
    assert desk.post(f"{url}change/", {"type": "webauthn"}).status_code == 403
    assert desk.post(f"{url}delete/", {"post": "yes"}).status_code == 302
    assert not Authenticator.objects.exists()
