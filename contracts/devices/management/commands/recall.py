"""Who got these goods, and write to all of them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from contracts.devices.services import recalls


class Command(BaseCommand):
    """Shows which practices got goods with a UDI, LOT or serial number; with --start writes to them."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("goods", help="a GS1 code, GTIN, LOT or serial number")
        parser.add_argument("--start", action="store_true", help="write to every practice; twice writes once")
        parser.add_argument("--title", default="", help="what is the matter, in one line")
        parser.add_argument("--instruction", default="", help="what practices must do")
        parser.add_argument("--reference", default="", help="the manufacturer's reference")

    def handle(
        self, *, goods: str, start: bool, title: str, instruction: str, reference: str, **_: Any
    ) -> None:
        marks = recalls.marks_of(goods)
        found = recalls.customers(marks)
        for one in found:
            way = "e-mail" if one.has_mailbox else "letter"
            self.stdout.write(f"{one.trace.customer_number}  {one.pieces:>5}  {one.last_on}  {way}")
        self.stdout.write(f"{len(found)} practices")
        if not start:
            return
        if not (title and instruction):
            raise CommandError("Say with --title and --instruction what is the matter and what to do.")
        try:
            row = recalls.prepare(marks, title=title, instruction=instruction, reference=reference)
        except recalls.NobodyGotThem:
            raise CommandError("Nobody got these goods.") from None
        new = recalls.start(row.pk)
        self.stdout.write(f"{row.number}: {new} letters")
