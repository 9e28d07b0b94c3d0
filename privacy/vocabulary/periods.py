"""How long data stays, and from when that counts."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Keep:
    """How long data stays: a period after a moment that stands on the row, or as long as the person.

    `after` says in words from when it counts, `since` is the path of fields to that day or moment
    ("closed_at", "order__closed_at"). A fiscal period counts from the end of that financial year. Data that
    lives `with_person` has no moment of its own: it goes when the person or practice is erased, at the
    latest when nobody used the account for this period.
    """

    years: int = 0
    days: int = 0
    after: str = ""
    since: str = ""
    is_fiscal: bool = False
    with_person: bool = False
    law: str = ""

    def counted_from(self, path: str) -> "Keep":
        """The same period, counted from a field of a particular table."""
        return replace(self, since=path)

    def cutoff(self, as_of: date) -> date:
        """Rows whose moment lies before this day are due on `as_of`."""
        if self.is_fiscal:
            return date(as_of.year - self.years, 1, 1)
        year = as_of.year - self.years
        day = min(as_of.day, monthrange(year, as_of.month)[1])
        return date(year, as_of.month, day) - timedelta(days=self.days)

    def until(self, moment: date) -> date:
        """The first day on which data of this moment is due."""
        if self.is_fiscal:
            return date(moment.year + self.years + 1, 1, 1)
        due = moment + timedelta(days=self.days + 1)
        year = due.year + self.years
        if due.day > monthrange(year, due.month)[1]:  # 29 February in a common year
            return date(year, 3, 1)
        return date(year, due.month, due.day)


WHILE_ACTIVE = Keep(years=3, after="last sign-in", with_person=True)
FISCAL = Keep(years=7, after="issued, settled or credited", is_fiscal=True, law="AWR art. 52")
CLAIMS = Keep(years=2, after="the order is closed")
SHORT = Keep(days=90, after="recorded")
ONE_YEAR = Keep(years=1, after="recorded")
FIVE_YEARS = Keep(years=5, after="recorded", law="GDPR art. 5(2)")
# A consent older than this is not relied on any more; what was sent on it can be proved as long again.
CONSENT_LASTS = Keep(years=5, after="recorded", law="GDPR art. 7(1)")
CONSENT_PROOF = Keep(years=10, after="recorded", law="GDPR art. 7(1)")
