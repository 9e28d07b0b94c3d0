"""What the clock starts for returns."""

from d4d.foundation import timetable
from shop.returns import services

timetable.daily("05:30", services.withdraw_what_never_came)
