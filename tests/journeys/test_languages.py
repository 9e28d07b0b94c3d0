"""Every page that can be reached speaks one language, answers, and loads nothing that is not ours."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import resolve

from accounts.models import User
from privacy.cookies import inventory
from shop.catalogue import memory
from shop.catalogue.models import Product
from tests.accounts.people import signed_in
from tests.journeys import foreign
from tests.journeys.reading import Reading, read
from tests.simulator_process import Outside

pytestmark = [
    pytest.mark.servers,
    pytest.mark.django_db,
    pytest.mark.any_database,
    pytest.mark.timeout(600),
]

MANY = 30  # every category, and more goods than a page shows


def anonymous() -> Client:
    """A visitor whom we do not know."""
    return Client()


def manager() -> Client:
    """Who runs a practice."""
    return signed_in(User.objects.get(username="manager"))


def staff() -> Client:
    """Who may do everything at the desk."""
    return signed_in(User.objects.get(username="boss"), second_factor=True)


@dataclass
class Crawl:
    """Follows every link from a page on, as long as it stays below it, in one language.

    Of pages that differ in the row they show only, `most` are read; three at most of those that differ in
    what is asked for.
    """

    client: Client
    language: str
    start: str
    most: int
    pages: list[Reading] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    asked: Counter[str] = field(default_factory=Counter)

    def walk(self) -> None:
        """Read everything that can be reached."""
        self.client.cookies[settings.LANGUAGE_COOKIE_NAME] = self.language
        waiting = [self.start]
        while waiting:
            address = waiting.pop(0)
            if self._is_new(address):
                waiting += self._visit(address)

    def _is_new(self, address: str) -> bool:
        if address in self.seen or not address.startswith(self.start):
            return False
        self.seen.add(address)
        path, _, question = address.partition("?")
        match = resolve(path)
        if match.url_name == "letter":  # in the language of its reader, with styles of its own
            return False
        route = match.route
        kind = f"{route}?" if question else route
        self.asked[kind] += 1
        return self.asked[kind] <= (min(self.most, 3) if question else self.most)

    def _visit(self, address: str) -> list[str]:
        response = self.client.get(address)
        if response.status_code == 302:
            target = urlsplit(response["Location"])
            return [f"{target.path}?{target.query}" if target.query else target.path]
        if response.status_code != 200:
            self.faults.append(f"{address}: {response.status_code}")
        if response.streaming:
            b"".join(response.streaming_content)  # read to the end, so that the file is closed
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            return []
        page = read(address, response.content)
        self.pages.append(page)
        self.faults += [f"{address}: {fault}" for fault in page.faults]
        if response.headers.get("Content-Language") != self.language:
            self.faults.append(f"{address}: in {response.headers.get('Content-Language')}")
        return page.links


@pytest.fixture
def demo(outside: Outside, settings: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> None:
    """The demo shop, with orders in every state."""
    settings.MOLLIE_ENDPOINT = f"{outside.origin}/mollie"
    settings.VIES_ENDPOINT = f"{outside.origin}/vies/rest-api"
    settings.SMS_ENDPOINT = f"{outside.origin}/sms"
    settings.COURIERS = {
        name: {**courier, "endpoint": f"{outside.origin}/{name}"}
        for name, courier in settings.COURIERS.items()
    }
    cache.clear()
    memory.forget()
    call_command("seed_demo")


VISITORS: list[tuple[Callable[[], Client], str, int]] = [
    (anonymous, "/", MANY),
    (manager, "/", 2),
    (staff, "/beheer/", 1),
]


def test_every_page_answers_in_one_language(demo: None) -> None:
    problems: list[str] = []
    for visitor, start, most in VISITORS:
        found: dict[str, list[Reading]] = {}
        for language in ("nl", "en"):
            crawl = Crawl(visitor(), language, start, most)
            crawl.walk()
            found[language] = crawl.pages
            problems += [f"{visitor.__name__} {language} {one}" for one in problems_of(crawl)]
        assert len(found["nl"]) == len(found["en"]) >= 40
        assert_goods_are_translated(found)
    assert problems == []


def problems_of(crawl: Crawl) -> list[str]:
    """Everything that is wrong with the pages of a visitor."""
    undeclared = set(crawl.client.cookies) - {cookie.name for cookie in inventory()}
    return [
        *crawl.faults,
        *(f"cookie {name}" for name in undeclared),
        *(
            f"{page.address}: “{words}”"
            for page in crawl.pages
            for words in foreign.words_in(page.text, crawl.language)
        ),
    ]


def assert_goods_are_translated(found: dict[str, list[Reading]]) -> None:
    """A product bears its Dutch name on Dutch pages and its English name on English ones."""
    said = {language: {page.address: page.text for page in pages} for language, pages in found.items()}
    for product in Product.objects.exclude(name_en=""):
        address = f"/product/{product.slug}/"
        for language, name in (("nl", product.name), ("en", product.name_en)):
            assert name in said[language].get(address, name), f"{language} {address}"
