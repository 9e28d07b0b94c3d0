"""What the clock starts for the service desk."""

from django.conf import settings

from contracts.service import services
from contracts.service.services import case_letters, cases, reporting
from d4d.foundation import timetable

timetable.daily("05:00", services.plan_visits)
timetable.every(30, services.remind)
timetable.daily("04:45", reporting.forget_drafts)
timetable.daily("04:50", cases.solve_silent)
timetable.every(settings.CASES_FETCH_MINUTES, case_letters.fetch)
