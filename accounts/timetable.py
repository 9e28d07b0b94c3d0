"""What the clock starts in this room."""

from accounts import services
from d4d.foundation import timetable

timetable.daily("04:20", services.check_again)
timetable.daily("04:50", services.look_for_all_likeness)
