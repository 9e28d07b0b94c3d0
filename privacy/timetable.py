"""What the clock starts on the privacy floor."""

from d4d.foundation import timetable
from privacy.export import making

timetable.every(60, making.let_go)
