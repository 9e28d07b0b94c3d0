"""What the clock starts in shipping."""

from django.conf import settings

from d4d.foundation import timetable
from shop.shipping import services

timetable.every(settings.COURIER_POLL_MINUTES, services.ask_couriers)
timetable.daily("03:40", services.sweep_labels)
