"""A real browser beside a test."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PROGRAMS = ("chromium-headless-shell", "chromium")  # the first has no window, and a quarter less to do
PATIENCE_MILLISECONDS = 30_000  # a machine that does something else meanwhile is no fault of a page

expect.set_options(timeout=PATIENCE_MILLISECONDS)


def program() -> str | None:
    """Where the system's Chromium lies."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, started once per run."""
    # Playwright's loop lives in this thread; Django would otherwise refuse to talk to the database in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A window of a Dutch visitor; afterwards no script failed and the content policy held."""
    context = chromium.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam")
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    window = context.new_page()
    complaints: list[str] = []
    window.on("pageerror", lambda error: complaints.append(str(error)))
    window.on("console", lambda message: complaints.extend(_breach_of_policy(message)))
    yield window
    context.close()
    assert complaints == []


@pytest.fixture
def page_without_javascript(chromium: Browser) -> Iterator[Page]:
    """A window of a visitor who has switched JavaScript off."""
    context = chromium.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam", java_script_enabled=False)
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    yield context.new_page()
    context.close()


def _breach_of_policy(message: ConsoleMessage) -> list[str]:
    return [message.text] if "Content Security Policy" in message.text else []
