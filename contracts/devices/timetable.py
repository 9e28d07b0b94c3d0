"""What the clock starts in the devices room."""

from contracts.devices.services import recalls, tracing
from d4d.foundation import timetable

timetable.daily("04:30", tracing.trace_what_is_missing)
timetable.daily("08:30", recalls.remind)
