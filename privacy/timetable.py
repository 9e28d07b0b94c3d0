"""What the clock starts for the privacy floor."""

from d4d.foundation import timetable
from privacy import statistics

timetable.daily("01:10", statistics.fold)
