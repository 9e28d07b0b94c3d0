"""What the clock starts in outreach."""

from d4d.foundation import timetable
from shop.outreach.services import surveys

timetable.daily("04:20", surveys.drop_old_keys)
