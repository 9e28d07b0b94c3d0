"""What the clock starts in the devices room."""

from contracts.devices import services
from d4d.foundation import timetable

timetable.daily("06:40", services.warn_of_reports)
timetable.daily("04:25", services.clear_away_reports)
timetable.every(60, services.let_dossiers_go)
