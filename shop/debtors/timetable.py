"""What the clock starts about debts."""

from d4d.foundation import timetable
from shop.debtors import services

timetable.daily("00:30", services.end_pauses)
timetable.daily("07:30", services.remind)
timetable.daily("06:20", services.propose_credit)
timetable.daily("06:40", services.send_statements)
