"""The simulator as an app: it brings its command, and its guard against production."""

from django.apps import AppConfig


class SimulatorConfig(AppConfig):
    """Installed for demo and tests only; it has no tables in the shop's database."""

    name = "d4d.simulator"
    label = "simulator"
    verbose_name = "Simulator"

    def ready(self) -> None:
        """Register the check that keeps the simulator out of production."""
        from d4d.simulator import checks  # noqa: F401 - importing registers it
