"""What the clock starts in the catalogue."""

from d4d.foundation import timetable
from shop.catalogue import counting

timetable.daily("04:40", counting.forget)
