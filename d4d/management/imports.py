"""docs/imports.md, from what the rooms declare of their lists."""

from collections.abc import Iterable, Sequence

from d4d.foundation.importing.kinds import Column, Kind
from d4d.foundation.importing.limits import MOST_MEGABYTES, MOST_ROWS
from d4d.moving_in.formats import Format

_RULES = f"""CSV (UTF-8 with or without a byte order mark, or Windows-1252; separated by `;` or `,`) or Excel
(XLSX, the first sheet). At most {MOST_MEGABYTES} MB and {MOST_ROWS:,} rows. The first row names the columns;
their order is free, a column that is not needed may be left out, and a name that is not known is refused. An
empty cell leaves what is there as it is. Amounts: `12,50` or `12.50`; days: `2026-12-31` or `31-12-2026`; yes
and no: `ja`, `nee`. Formulas and merged cells are refused.

A list is written whole in one transaction. With one wrong row nothing is written, and each wrong cell is
named by its row and column. The same list twice changes nothing. What a list did can be undone at the desk
as long as nothing that it made or changed was changed or used since. On SQLite others wait while a large
list is written: take a quiet hour."""


_MOVING = """`python manage.py import_legacy FOLDER --dry-run` says what would happen, `--apply` does it.
Each file is CSV as in [imports.md](imports.md), separated by `;`; a file that is not there is
passed over. They are read in the order of this page, for each leans on those above it. The
PDFs of old invoices lie in FOLDER/invoices. What is wrong stays out, is named in
FOLDER/report.txt by file, row and column, and can be put right and brought over by running it
again: what came before is known by its old number and left alone, also when it was erased
here since. No letter is sent.

The report says of every file, and of all together, how many rows and cents were read, moved, known
already and refused; the command fails when they do not add up.

**Before you begin** this shop must know its VAT rates, the kinds of devices, the plans of the contracts,
and the articles, if earlier orders are to be ordered again.

**People.** A VAT number that holds a citizen service number stays behind while its practice comes over.
Consents need a day of the last five years, the words and the source; without them marketing stays off.

**What was ordered** counts in "ordered before" when the article number is ours. Lines, and invoices with
their PDFs, keep their own fiscal period of seven years. A practice downloads its old invoices below its
own invoices, and they come with the copy of its data; finance finds them at the desk.

**Mandates** with the numbers that Mollie gave them are used on, and Mollie is asked at once whether they
hold. A mandate without them stays behind until its row has them. A contract that was collected and has no
mandate here, or one that does not hold, goes on account, waits at the desk under "Contracts that wait for a
mandate", and is collected again as soon as the practice gives a new one.

**Contracts** that run go on with their devices, terms and next visit. `bill_from` is the first day that
is not billed yet; it may not lie before the period that runs today, so that nothing that was billed there
is billed here. Periods are counted from `starts_on`, or back from `bill_from` where bills follow days of
their own; terms too, unless `renews_on` says otherwise. What was paid before and is given back later is
credited by hand, for its invoice is not ours. Contracts that are over stay behind.

**Open items** are owed here from now on, under their own number: the bank, reminders, statements and
payments see them. Their sale and VAT were booked and declared there and are in none of our returns; a
credit note or a write-off of one is. For that the amounts of the whole invoice by rate are needed: with
their VAT they come to its total, five cents of rounding aside. VAT that you asked back before you came here
must not be asked back twice: do not write such an invoice in `net_high` or `net_low`, but all of it, VAT
included, in `net_zero`. The first reminders may leave on the next morning: pause practices that should hear
nothing yet. If the bank cannot tell an old number from another word, somebody looks at it. What you still
owe a practice is entered at the desk.

**How long.** 5,000 practices with 50,000 order lines, 10,000 PDFs, 2,000 open items, 1,250 contracts and
200 planted defects (`make soak`), on two cores that had much else to do: on SQLite 412 seconds and 256 MB, on
PostgreSQL 882 seconds and 446 MB. Every defect is named by its row; a second run takes 8 and 41 seconds and
changes nothing.

**Afterwards** run `manage.py invoices_verify`, and look at the queues of the desk."""


def written(kinds: Iterable[Kind]) -> str:
    """The page about all lists."""
    parts = [
        "# Lists that can be read in",
        "`make docs` writes this from the columns that the rooms declare.",
        _RULES,
    ]
    for kind in kinds:
        parts += [
            f"## {kind.title}",
            f"`python manage.py import_{kind.code} FILE [--dry-run]`, or at the desk.",
        ]
        parts += [table(kind.columns), f"Together these stand once in a file: {_named(kind.key)}."]
    return "\n\n".join(parts) + "\n"


def moving(files: Iterable[Format]) -> str:
    """The page about the files of the old shop."""
    parts = [
        "# Moving in from the old shop",
        "`make docs` writes this from d4d/moving_in/formats.py.",
        _MOVING,
    ]
    for file in files:
        keys = f"One row per {_named(file.key)}."
        parts += [f"## {file.name}", f"{file.title}. {keys}", table(file.columns), _example(file)]
    return "\n\n".join(parts) + "\n"


def _example(file: Format) -> str:
    """The first two lines of such a file."""
    names = ";".join(one.name for one in file.columns)
    return "\n".join(["```csv", names, ";".join(one.example for one in file.columns), "```"])


def table(columns: Sequence[Column]) -> str:
    """Columns as a table, with the example of each."""
    lines = ["| column | what it is | needed | example |", "| --- | --- | --- | --- |"]
    lines += [
        f"| `{one.name}` | {one.meaning} | {'yes' if one.is_needed else ''} | {one.example} |"
        for one in columns
    ]
    return "\n".join(lines)


def _named(columns: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in columns)
