"""Reads a list of counted stock (docs/imports.md)."""

from d4d.foundation.importing.command import ImportCommand


class Command(ImportCommand):
    """Wrong rows are named and change nothing; the same list twice changes nothing."""

    help = __doc__
    kind = "stock"
