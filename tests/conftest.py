"""What every test stands on."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import TransactionTestCase

from d4d.foundation.models import PurgeGate


def pytest_runtest_setup() -> None:
    """No test talks to anything but this machine."""
    import pytest_socket

    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(autouse=True, scope="session")
def _flush_passes_the_guards() -> Iterator[None]:
    """Emptying the tables after a transactional test passes through the purge gate."""
    flush = TransactionTestCase._fixture_teardown

    def open_gate_and_flush(case: Any) -> None:
        PurgeGate.objects.update_or_create(pk=1, defaults={"is_open": True})
        flush(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", open_gate_and_flush)
        yield
