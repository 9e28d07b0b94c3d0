"""The guard: the simulator never stands beside a shop in earnest."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security)
def simulator_only_in_demo(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[Error]:
    """Refuse a shop in earnest that has the simulator installed."""
    if getattr(settings, "D4D_DEMO", False):
        return []
    return [
        Error(
            "The simulator is installed, but this is not a demo.",
            hint="Remove 'd4d.simulator' from INSTALLED_APPS.",
            id="simulator.E001",
        )
    ]
