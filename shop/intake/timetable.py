"""What the clock starts for orders that came by mail or phone."""

from d4d.foundation import timetable
from shop.intake import services
from shop.intake.services import quoting, recurring

timetable.daily("03:50", services.drop_forgotten)
timetable.daily("00:20", quoting.close_expired_quotes)
timetable.daily("07:10", quoting.remind_of_quotes)
timetable.daily("07:20", recurring.remind_of_recurrences)
