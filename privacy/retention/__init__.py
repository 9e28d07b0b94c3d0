"""What is over goes: every night each period of the register is applied, in small parts."""

from privacy.retention.idle import Idle, leave_idle_accounts, seen_by, warn_idle_accounts
from privacy.retention.night import Result, go_on, night, overdue, sound_the_alarm
from privacy.retention.rules import Rule, rules

__all__ = [
    "Idle",
    "Result",
    "Rule",
    "go_on",
    "leave_idle_accounts",
    "night",
    "overdue",
    "rules",
    "seen_by",
    "sound_the_alarm",
    "warn_idle_accounts",
]
