"""What the clock starts on the privacy floor."""

from d4d.foundation import timetable
from privacy import erasure
from privacy.erasure import letters

timetable.every(10, erasure.carry_out_due)
timetable.every(60, erasure.erase_what_was_released)
timetable.every(60, letters.forget_addresses)
