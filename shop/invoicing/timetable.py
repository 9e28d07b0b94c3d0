"""What the clock starts in the books."""

from d4d.foundation import timetable
from shop.invoicing import services

timetable.daily("05:10", services.issue_collected)
timetable.daily("04:50", services.forget_statements)
