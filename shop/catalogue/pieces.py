"""Pieces of pages that are rendered once, whoever looks.

A piece is remembered under everything that stands on it (names, prices as this viewer sees them, stock,
language), which says nothing of who looked, and so never has to be thrown away. The token that guards a form
against forgery belongs to one visitor and is put in afterwards.
"""

from collections.abc import Hashable, Iterable
from functools import lru_cache

from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from d4d.foundation.token import token_of

REMEMBERED = 3_000  # a piece is 2 to 10 kB, and a page of a list has 24 of them
_TOKEN = "put-in-afterwards"  # noqa: S105 - stands where each visitor's own token comes


def piece(template: str, **content: Hashable) -> str:
    """A template with what stands on it, of which nothing may ever change."""
    return _rendered(template, get_language() or "", tuple(content.items()))


def pieces(template: str, name: str, several: Iterable[Hashable]) -> str:
    """The same template for several things under one name, one after another."""
    language = get_language() or ""
    return "".join(_rendered(template, language, ((name, one),)) for one in several)


def with_token(html: str, request: HttpRequest) -> SafeString:
    """Pieces as one visitor gets them."""
    whole = html.replace(_TOKEN, token_of(request)) if _TOKEN in html else html
    return mark_safe(whole)  # noqa: S308 - our templates


@lru_cache(REMEMBERED)
def _rendered(template: str, language: str, content: tuple[tuple[str, Hashable], ...]) -> str:
    return get_template(template).render({**dict(content), "csrf_token": _TOKEN})
