"""Every address of the house that names a row."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the house that names a row."""

    name: str
    route: str
    kwargs: tuple[str, ...]


def addresses() -> list[Address]:
    """Every one there is."""
    found = {one.name + one.route: one for one in _walk(get_resolver())}
    return [one for one in found.values() if one.kwargs and not one.route.endswith("(?P<url>.*)$")]


def _walk(
    resolver: URLResolver, route: str = "", space: str = "", outer: tuple[str, ...] = ()
) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        below = f"{route}{pattern.pattern}"
        kwargs = (*outer, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLPattern):
            yield Address(f"{space}{pattern.name or ''}", below, kwargs)
        else:
            inside = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern, below, inside, kwargs)
