"""What the clock starts for the privacy floor."""

from d4d.foundation import timetable
from privacy.consent import chain

timetable.every(5, chain.seal_pending)
timetable.daily("03:20", chain.anchor)
