"""What the clock starts on the privacy floor."""

from d4d.foundation import timetable
from privacy import journal, replay

timetable.daily("03:30", journal.forget)
timetable.every(60, replay.sound_the_alarm)
