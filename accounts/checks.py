"""What must be true of signing in before the house may open."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import register as register_check

from accounts import belongings


def register() -> None:
    """Make these part of every check."""
    register_check(staff_use_a_second_factor)
    register_check(belongings.check)


def staff_use_a_second_factor(**_: Any) -> list[CheckMessage]:
    """Only the demo lets staff in with a password alone."""
    if settings.STAFF_MUST_USE_SECOND_FACTOR or settings.D4D_DEMO:
        return []
    return [Error("STAFF_MUST_USE_SECOND_FACTOR may be off in the demo only", id="accounts.E001")]
