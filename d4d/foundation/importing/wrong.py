"""What can be wrong with a list: the file itself, or one cell of one row."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from d4d.foundation.importing.limits import MOST_MEGABYTES, MOST_ROWS

_REASONS: dict[str, Promise] = {
    "too-large": _("This file is larger than %(megabytes)s MB. Please split it."),
    "too-many-rows": _("This file has more than %(rows)s rows. Please split it."),
    "encoding": _("The letters of this file cannot be read. Please save it as CSV in UTF-8."),
    "broken": _("This file is damaged: it cannot be read to its end. Nothing was read."),
    "no-table": _("This is no CSV or Excel (XLSX) file."),
    "bomb": _("This Excel file unpacks to far more than a list. It was not opened."),
    "merged": _("This sheet has merged cells. Please separate them, so that each row stands by itself."),
    "empty": _("There is no row in this file."),
    "column-twice": _("Column %(column)s of the first row bears a name that stands there already."),
    "column-missing": _("The first row misses a column that is needed: %(column)s."),
    "column-unknown": _("Column %(column)s of the first row bears a name that is not known."),
    "does-not-fit": _("This list does not fit what we keep. Nothing was written."),
}


class Unreadable(Exception):
    """A file is no list of this kind; says why, and never what stands in it. Nothing has changed."""

    def __init__(self, reason: str, column: str | int = "") -> None:
        super().__init__(reason)
        self.reason, self.column = reason, str(column)

    @property
    def words(self) -> str:
        """What to tell whoever gave the file."""
        facts = {"column": self.column, "rows": MOST_ROWS, "megabytes": MOST_MEGABYTES}
        return str(_REASONS[self.reason]) % facts


class WrongCell(Exception):
    """A cell cannot be what it says; the words never repeat what stands in it."""

    def __init__(self, words: str | Promise, column: str = "") -> None:
        super().__init__(column)
        self.words, self.column = words, column


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong, and in which row and column of the file."""

    row: int
    column: str
    words: str
