"""What several tests of the service room begin with."""

import pytest

from contracts.service.models import Case
from contracts.service.services import cases
from tests.contracts.service.letters import a_letter, taken_in


@pytest.fixture
def case() -> Case:
    """A question that came by mail and that we answered."""
    taken_in(a_letter())
    found = Case.objects.get()
    cases.answer(found.pk, "Tien euro.", by=None)
    return found
