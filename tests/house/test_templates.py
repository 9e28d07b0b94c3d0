"""Every page obeys the strict content policy: nothing inline, nothing from another host."""

import re
from pathlib import Path

import pytest

from tests.house import sources

FORBIDDEN = {
    "an inline style": (r"<style\b|\sstyle\s*=", '<p style="color: red">'),
    "an inline script": (
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")",
        "<script>go()</script>",
    ),
    "an inline handler": (r"\son[a-z]+\s*=", '<a onclick="go()">'),
    "a script address": (r"javascript:", '<a href="javascript:go()">'),
    "something from another host": (
        r"<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)=\"(?:https?:)?//",
        '<img src="//elsewhere.example/a.png">',
    ),
    "a switched-off escape": (r"(?<!help_text)\|\s*safe\b|autoescape off", "{{ name|safe }}"),
    "htmx that evaluates": (r"\bhx-on\b|\bhx-vals=[\"']js:", '<a hx-on:click="go()">'),
}


def breaches(rule: str, text: str) -> list[str]:
    return re.findall(FORBIDDEN[rule][0], without_comments(text))


def without_comments(text: str) -> str:
    return re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->", "", text, flags=re.DOTALL)


# The link in a message works without signing in and without a cookie: its own key is the token.
KEYED = {"templates/privacy/consent/opt_out.html"}


def forms_that_post_without_a_token(text: str) -> int:
    forms = re.findall(r"<form\b[^>]*method=\"post\".*?</form>", text, flags=re.DOTALL | re.IGNORECASE)
    return sum("csrf_token" not in form for form in forms)


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_no_page_has(rule: str) -> None:
    assert not [sources.name(path) for path in sources.templates() if breaches(rule, path.read_text())], rule


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_what_no_page_may_have_is_seen(rule: str) -> None:
    assert breaches(rule, f"<main>{FORBIDDEN[rule][1]}</main>")


def test_every_form_that_posts_carries_its_token() -> None:
    """Except in the simulator: it sets no cookie, so another site can borrow nothing there."""
    pages = [path for path in sources.templates() if not sources.name(path).startswith("d4d/simulator/")]
    pages = [path for path in pages if sources.name(path) not in KEYED]
    bare = [path for path in pages if forms_that_post_without_a_token(path.read_text())]
    assert not [sources.name(path) for path in bare]


def test_a_form_without_a_token_is_seen() -> None:
    assert forms_that_post_without_a_token('<form method="post"><button>Ga</button></form>') == 1


def test_a_fragment_is_included_by_the_page_it_belongs_to() -> None:
    """One markup, two uses: what htmx gets back is what the page was built from."""
    everything = "\n".join(path.read_text() for path in (*sources.files(".html"), *sources.code()))
    fragments = [path for path in sources.templates() if path.name.startswith("_")]
    assert not [sources.name(path) for path in fragments if not is_used(path, everything)]


def is_used(fragment: Path, text: str) -> bool:
    return f'{fragment.name}"' in text or f"{fragment.name}'" in text
