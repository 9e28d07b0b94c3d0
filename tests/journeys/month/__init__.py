"""A month of business, and the books that the test keeps of it by itself."""

import pytest

pytest.register_assert_rewrite("tests.journeys.month.ties")
