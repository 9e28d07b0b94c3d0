"""What the clock starts in the devices room."""

from contracts.devices import services
from contracts.devices.services import recalls, tracing
from d4d.foundation import timetable

timetable.daily("06:40", services.warn_of_reports)
timetable.daily("04:25", services.clear_away_reports)
timetable.every(60, services.let_dossiers_go)
timetable.daily("04:30", tracing.trace_what_is_missing)
timetable.daily("08:30", recalls.remind)
