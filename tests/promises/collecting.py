"""A plugin of pytest: says which promises the collected tests keep.

`python -m pytest -p tests.promises.collecting --collect-only`
"""

import sys

import pytest

SET_ASIDE = ("skip", "skipif", "xfail", "soak")


def pytest_collection_finish(session: pytest.Session) -> None:
    """One line per test and promise, for every test that really runs in `make test`."""
    for item in session.items:
        if any(item.get_closest_marker(name) for name in SET_ASIDE):
            continue
        for mark in item.iter_markers("promise"):
            for promise in mark.args:
                sys.stdout.write(f"\npromise {promise} {item.nodeid}\n")
