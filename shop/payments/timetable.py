"""What the clock starts for payments."""

from d4d.foundation import timetable
from shop.payments import services

timetable.every(10, services.reconcile)
