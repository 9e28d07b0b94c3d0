"""What the clock starts on the privacy floor."""

from d4d.foundation import timetable
from privacy import access, authority, diary, erasure, journal, replay, retention, statistics
from privacy.consent import chain
from privacy.erasure import letters
from privacy.export.making import let_copies_go
from privacy.list_exports import let_lists_go
from privacy.requests import receiving

timetable.every(10, access.seal_new)
timetable.daily("03:15", access.anchor)
timetable.daily("00:20", authority.end_silence)
timetable.daily("04:40", receiving.let_lapse)
timetable.every(5, chain.seal_pending)
timetable.daily("03:20", chain.anchor)
timetable.daily("03:25", diary.forget)
timetable.daily("03:30", journal.forget)
timetable.every(60, replay.sound_the_alarm)
timetable.every(60, let_copies_go)
timetable.every(60, let_lists_go)
timetable.every(10, erasure.carry_out_due)
timetable.daily("02:30", retention.night)
timetable.every(10, retention.go_on)
timetable.daily("02:45", retention.warn_idle_accounts)
timetable.daily("02:50", retention.leave_idle_accounts)
timetable.every(60, retention.sound_the_alarm)
timetable.every(60, erasure.erase_what_was_released)
timetable.every(60, letters.forget_addresses)
timetable.daily("01:10", statistics.fold)
