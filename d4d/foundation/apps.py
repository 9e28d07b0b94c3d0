from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class FoundationConfig(AppConfig):
    """Wakes the lift (subscriptions), the clock (timetable) and the lists (imports) of every room."""

    name = "d4d.foundation"
    label = "foundation"
    verbose_name = _("Log")

    def ready(self) -> None:
        from d4d.foundation import backup, checks, services, timetable, triggers
        from d4d.foundation.importing import batches

        checks.register()
        post_migrate.connect(triggers.install_after_migrate, dispatch_uid="foundation.triggers")
        autodiscover_modules("subscriptions", "timetable", "imports")
        timetable.daily("03:40", services.forget_delivered)
        timetable.daily("03:50", services.forget_ended_sessions)
        timetable.daily("03:20", backup.forget_old_keys)
        timetable.daily("04:20", batches.forget_left)
        timetable.daily("04:30", services.clean_the_file)
        timetable.every(5, services.sound_the_alarm)
