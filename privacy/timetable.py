"""What the clock starts on the privacy floor."""

from d4d.foundation import timetable
from privacy.export import making

timetable.every(60, making.let_go)
from privacy import access, authority
from privacy.requests import receiving

timetable.every(10, access.seal_new)
timetable.daily("00:20", authority.end_silence)
timetable.daily("04:40", receiving.let_lapse)
