"""Visits that are counted, if people allow it."""

from privacy.register import declare, impersonal
from privacy.vocabulary import ACCOUNTABILITY, CONSENT_LASTS, FIVE_YEARS, STATISTICS, Category, Erase, Keep

switches = declare(
    "privacy.StatisticsSwitch",
    subject="actor",
    purposes=(ACCOUNTABILITY,),
    keep=FIVE_YEARS.counted_from("at"),
)
switches.personal("actor", category=Category.LINK, erase=Erase.UNLINK, source="staff")
switches.impersonal("is_on", "reason", "at", why="a setting of the shop")

browser = declare(
    "privacy.CookieChoice", subject="key", purposes=(STATISTICS,), keep=CONSENT_LASTS.counted_from("at")
)
browser.personal("key", category=Category.TECHNICAL, erase=Erase.DELETE_ROW, source="your device")
browser.personal(
    "allows_statistics", "text", category=Category.CHOICE, erase=Erase.DELETE_ROW, source="your device"
)
browser.impersonal("at", "ended_at", why="when it was chosen and taken back")

opened = declare(
    "privacy.PageView",
    subject="visit",
    purposes=(STATISTICS,),
    keep=Keep(days=2, after="recorded", since="day"),
)
opened.personal(
    "visit", "kind", "day", category=Category.TECHNICAL, erase=Erase.DELETE_ROW, source="your device"
)

impersonal("privacy.PageCount", why="totals per day, of five visits or more", is_open=True)
