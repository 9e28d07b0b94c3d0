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


_MOVING = """`python manage.py import_legacy FOLDER --dry-run` says what would happen, `--apply` does it. Each
file is CSV as in [imports.md](imports.md); a file that is not there is passed over. The PDFs of old invoices
lie in FOLDER/invoices. What is wrong stays out, is named in FOLDER/report.txt by file, row and column, and
can be put right and brought over by running it again: what came before is known by its old number and left
alone, also when it was erased here since.

The report says of every file how many rows and cents were read, moved, known already and refused; the
command fails when they do not add up. A VAT number that holds a citizen service number stays behind while
its practice comes over. Consents need a day of the last five years, the words and the source. Old invoices
and order lines keep their own fiscal period of seven years. Contracts and mandates are shown at the desk,
to be agreed anew: a direct debit needs a new mandate at the provider. No letter is sent."""


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
        parts += [f"## {file.name}", f"{file.title}. {keys}", table(file.columns)]
    return "\n\n".join(parts) + "\n"


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
