"""What the clock starts for contracts."""

from contracts.agreements import services
from d4d.foundation import timetable

timetable.daily("04:30", services.every_day)
