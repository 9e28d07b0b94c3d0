"""Only what is needed is asked; whoever is asked reads at the same moment what happens with the answer."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms
from django.test import Client
from lxml import html

from accounts import services as accounts
from accounts.models import Practice
from accounts.services.colleagues import token_of
from privacy import consent, notice, personalisation
from privacy.models import ConsentEvent, DataSubject, NoticeShown
from privacy.register import declarations
from shop.cart import services as cart
from shop.catalogue.models import RecentView
from tests.accounts.people import ANSWERS, a_practice, dutch, manager_of, signed_in
from tests.promises import fields
from tests.shop.builders import an_article, on_the_shelf, the_tariffs

pytestmark = pytest.mark.django_db

ROOMS = ("accounts", "shop", "contracts", "privacy", "d4d.api")
# Forms whose answers are kept of nobody: searching, signing in, quantities, a change of state.
ASKS_NOTHING_OF_SOMEBODY = {"q", "quantity", "text", "file", "kept", "variant", "way"}


def forms_of_the_house() -> Iterator[type[forms.BaseForm]]:
    """Every form class that a room defines."""
    for room in ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            if "form" not in module.name or "migrations" in module.name:
                continue
            loaded = importlib.import_module(module.name)
            for one in vars(loaded).values():
                if inspect.isclass(one) and issubclass(one, forms.BaseForm) and one.__module__ == module.name:
                    yield one


def questions() -> Iterator[tuple[str, str]]:
    """Each question as form and name."""
    for form in forms_of_the_house():
        if form.__name__ not in fields.AT_THE_DESK:
            yield from ((form.__name__, name) for name in form.base_fields)


@pytest.mark.promise("PV05")
def test_every_question_has_a_declared_place_for_its_answer() -> None:
    asked = list(questions())
    assert len(asked) > 60
    unknown = [
        f"{form}.{name}"
        for form, name in asked
        if not {name, f"{form}.{name}"} & (fields.KEPT_IN.keys() | fields.NOT_KEPT.keys())
    ]
    assert unknown == []
    for column in fields.KEPT_IN.values():
        model, _, name = column.rpartition(".")
        declared = declarations()[model.lower()]
        assert declared.why or name in declared.columns, column


@pytest.mark.promise("PV05")
def test_no_line_of_the_list_is_about_a_question_that_nobody_asks() -> None:
    asked = {name for _, name in questions()} | {f"{form}.{name}" for form, name in questions()}
    assert (fields.KEPT_IN.keys() | fields.NOT_KEPT.keys()) - asked == set()
    assert {form.__name__ for form in forms_of_the_house()} >= fields.AT_THE_DESK


@pytest.mark.promise("PV05")
def test_what_may_be_skipped_says_so_and_may_be_skipped(client: Client) -> None:
    for step, optional in ((0, ("vat_id", "phone")), (2, ("salutation", "username"))):
        before = {**ANSWERS, "step": str(step - 1)}
        page = client.post("/registreren/", before) if step else client.get("/registreren/")
        tree = html.fromstring(page.content.decode())
        for name in optional:
            (label,) = tree.xpath(f'//label[@for="id_{name}"]')
            assert f"({dutch('optional')})" in label.text_content(), name
    kept_back = ("vat_id", "phone", "addition", "salutation", "username")
    needed = {name: value for name, value in ANSWERS.items() if name not in kept_back}
    assert client.post("/registreren/", needed)["Location"].endswith("/account/e-mailadres/bevestigen/")
    assert Practice.objects.count() == 1


@pytest.mark.promise("PV05")
def test_every_question_of_registration_that_is_not_plain_says_why_it_is_asked() -> None:
    rest_of_the_address = {"house_number", "addition", "postcode", "city", "country"}
    plain = {f"{prefix}{name}" for prefix in ("", "invoice_") for name in rest_of_the_address}
    for form in forms_of_the_house():
        if form.__module__ != "accounts.forms.registration":
            continue
        silent = {name for name, field in form.base_fields.items() if not field.help_text}
        assert silent - plain == {"invoice_elsewhere"} & silent


@pytest.fixture
def pages() -> list[tuple[Client, str]]:
    """Every page with a form, with somebody who may open it."""
    the_tariffs()
    practice = a_practice(state="approved")
    user = manager_of(practice)
    article = an_article(name="Sonde")
    on_the_shelf(article, 5)
    cart.put(practice, user, article.pk, 1)
    invitation = accounts.invite(practice.pk, by=None, email="nieuw@example.nl", role="buyer")
    inside = signed_in(user)
    address = practice.addresses.get(is_delivery_default=True)
    inside.post("/afrekenen/levering/", {"address_id": address.pk})
    inside.post("/afrekenen/betaling/", {"way": "prepaid"})
    own = (
        "/mijn/gegevens/",
        "/mijn/gegevens/praktijk/",
        "/mijn/adressen/nieuw/",
        "/mijn/collegas/",
        "/account/e-mailadres/",
        "/mijn/lijsten/",
        "/afrekenen/levering/",
        "/afrekenen/betaling/",
        "/afrekenen/controleren/",
        "/mijn/privacy/verzoeken/vraag/",
    )
    return [
        (Client(), "/registreren/"),
        (Client(), "/privacy/verzoek/"),
        (Client(), f"/uitnodiging/{token_of(invitation)}/"),
        *((inside, path) for path in own),
    ]


def collecting_forms(client: Client, path: str) -> Iterator[html.HtmlElement]:
    """The forms on a page whose answers say something about somebody."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    main = html.fromstring(answer.content.decode()).get_element_by_id("main")
    for form in main.iter("form"):
        names = {field.get("name") for field in form.inputs if field.get("type") != "hidden"}
        if names - ASKS_NOTHING_OF_SOMEBODY - {None}:
            yield form


@pytest.mark.promise("PV06")
def test_the_statement_is_linked_above_the_button_of_every_form(pages: list[tuple[Client, str]]) -> None:
    seen = []
    for client, path in pages:
        for form in collecting_forms(client, path):
            if not form.xpath('.//button[@type="submit"][not(@formnovalidate)]'):
                continue
            (first, *_) = form.xpath('.//button[@type="submit"]')
            links = form.xpath('.//a[@href="/privacy/"] | preceding-sibling::p/a[@href="/privacy/"]')
            assert links, f"{path} {form.get('action')}"
            order = list(form.getparent().iter())
            assert order.index(links[0]) < order.index(first), path
            seen.append(path)
    assert len(set(seen)) >= 11, seen


@pytest.mark.promise("PV06")
def test_whoever_orders_has_the_version_on_record(pages: list[tuple[Client, str]]) -> None:
    inside = pages[-1][0]
    form = inside.get("/afrekenen/controleren/").context["form"]
    answers = {"key": str(form["key"].value()), "seen": form["seen"].value(), "reference": ""}
    before = NoticeShown.objects.filter(place="order").count()
    inside.post("/afrekenen/controleren/", answers)
    rows = NoticeShown.objects.filter(place="order")
    assert rows.count() == before + 1
    assert rows.latest("pk").version == notice.in_force().version


def looked_at(client: Client, *slugs: str) -> None:
    for slug in slugs:
        assert client.get(f"/product/{slug}/").status_code == 200


@pytest.mark.promise("PV08")
def test_off_means_the_same_page_for_everybody_and_no_row() -> None:
    the_tariffs()
    articles = [an_article(name=name) for name in ("Sonde", "Spiegel", "Pincet")]
    browsed, fresh = (signed_in(manager_of(a_practice(email=f"{who}@linde.example"))) for who in ("a", "b"))
    looked_at(browsed, *(one.product.slug for one in articles))
    assert not RecentView.objects.exists()
    pages = [body_of(client, "/") for client in (browsed, fresh)]
    assert pages[0] == pages[1]
    assert "Onlangs bekeken" not in pages[0]


def body_of(client: Client, path: str) -> str:
    """A page without the token that guards its forms, which differs each time."""
    page = client.get(path).content.decode()
    tree = html.fromstring(page)
    for field in tree.xpath('//input[@name="csrfmiddlewaretoken"]'):
        field.getparent().remove(field)
    return html.tostring(tree, encoding="unicode")


@pytest.mark.promise("PV08")
def test_switched_on_it_is_remembered_and_switched_off_it_is_gone_at_once() -> None:
    the_tariffs()
    sonde, spiegel = an_article(name="Sonde"), an_article(name="Spiegel")
    client = signed_in(manager_of(a_practice()))
    client.post("/mijn/privacy/personalisatie/", {"wanted": "yes"})
    looked_at(client, sonde.product.slug, spiegel.product.slug, sonde.product.slug)
    assert RecentView.objects.count() == 2
    home = client.get("/").content.decode().split('id="recent"')[1].split("</section>")[0]
    assert home.index("Sonde") < home.index("Spiegel")
    assert "Spiegel" in client.get(f"/product/{sonde.product.slug}/").content.decode().split('id="recent"')[1]
    other = signed_in(manager_of(a_practice("West", "bea@west.example")))
    assert 'id="recent"' not in other.get("/").content.decode()

    client.post("/mijn/privacy/personalisatie/", {"wanted": "no"})
    assert not RecentView.objects.exists()
    assert 'id="recent"' not in client.get("/").content.decode()
    looked_at(client, spiegel.product.slug)
    assert not RecentView.objects.exists()


@pytest.mark.promise("PV08")
def test_whoever_is_restricted_or_withdraws_elsewhere_is_not_followed_either() -> None:
    the_tariffs()
    sonde = an_article(name="Sonde")
    user = manager_of(a_practice())
    client = signed_in(user)
    client.post("/mijn/privacy/personalisatie/", {"wanted": "yes"})
    DataSubject.objects.filter(pk=user.subject.pk).update(state="restricted")
    looked_at(client, sonde.product.slug)
    assert not RecentView.objects.exists()
    DataSubject.objects.filter(pk=user.subject.pk).update(state="active")
    looked_at(client, sonde.product.slug)
    assert RecentView.objects.count() == 1
    how = consent.Circumstances(ConsentEvent.Source.STAFF)
    consent.withdraw(user.subject.uuid, [personalisation.PAIR], how)
    assert not RecentView.objects.exists()


@pytest.mark.promise("PV08")
def test_only_the_last_twelve_are_remembered() -> None:
    the_tariffs()
    client = signed_in(manager_of(a_practice()))
    client.post("/mijn/privacy/personalisatie/", {"wanted": "yes"})
    looked_at(client, *(an_article(name=f"Sonde {number}").product.slug for number in range(14)))
    assert RecentView.objects.count() == 12
