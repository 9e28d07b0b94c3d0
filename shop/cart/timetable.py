"""What the clock starts for lists."""

from d4d.foundation import timetable
from shop.cart.services import alerts

timetable.daily("06:00", alerts.compare_prices)
