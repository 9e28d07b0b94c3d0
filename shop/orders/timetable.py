"""What the clock starts for orders."""

from d4d.foundation import timetable
from shop.orders import services

timetable.daily("00:10", services.withdraw_expired)
timetable.daily("04:30", services.cancel_unpaid)
