"""The roof as an app."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class RoofConfig(AppConfig):
    """The roof: knows all rooms, decides nothing; lends them its template tags."""

    name = "d4d"
    verbose_name = "Dentists4Dentists"

    def ready(self) -> None:
        """Keep the roles of the staff in step with the rooms."""
        from d4d import access_log, roles
        from d4d.foundation import timetable

        timetable.daily("03:55", access_log.forget)
        last_room = apps.get_app_config("shipping")
        post_migrate.connect(roles.sync_groups, sender=last_room, dispatch_uid="d4d.roles")
