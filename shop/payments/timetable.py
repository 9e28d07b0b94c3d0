"""What the clock starts for payments."""

from d4d.foundation import timetable
from shop.payments import services

timetable.every(10, services.reconcile)
timetable.every(10, services.watch_bills)
timetable.every(30, services.watch_debits)
timetable.daily("08:00", services.collect_due)
timetable.daily("06:20", services.ask_for_payouts)
