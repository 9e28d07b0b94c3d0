"""The payment provider, for who pays by a link."""

from tests.shop.payments.conftest import till

__all__ = ["till"]
