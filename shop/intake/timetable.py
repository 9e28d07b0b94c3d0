"""What the clock starts for orders that came by mail or phone."""

from d4d.foundation import timetable
from shop.intake import services

timetable.daily("03:50", services.drop_forgotten)
