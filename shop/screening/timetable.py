"""What the clock starts for held orders."""

from d4d.foundation import timetable
from shop.screening import services

timetable.every(60, services.call_out)
