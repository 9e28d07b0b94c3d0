"""The demo shop."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from accounts.models import Practice
from d4d.demo import (
    agreements,
    bank,
    choices,
    devices,
    faults,
    intake,
    known,
    links,
    outreach,
    owing,
    people,
    privacy,
    returns,
    safety,
    screening,
    trade,
    visits,
)
from d4d.demo.calendar import days_ago
from shop.catalogue.demo.load import load


class Command(BaseCommand):
    """Fills an empty shop with articles, practices, staff and orders in every state."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--logins", action="store_true", help="only print who may enter")

    def handle(self, *, logins: bool, **_: Any) -> None:
        if not settings.D4D_DEMO:
            raise CommandError("This is a shop in earnest; it gets no made-up practices.")
        with translation.override("nl"):
            if not logins and not Practice.objects.exists():
                with days_ago(21):
                    trade.fill_shelves(load())
                    people.staff()
                    practices = people.practices()
                choices.choose()
                devices.sorts()
                devices.furnish(practices)
                owing.owe(practices)
                trade.trade(practices)
                screening.look_first(practices[2])
                visits.visit(practices)
                agreements.agree(practices)
                faults.report(practices)
                returns.send_back(practices)
                bank.pay_out(practices)
                intake.take_in(practices)
                privacy.desk()
                safety.desk()
                links.link(practices[0])
                links.join(practices[0])
                known.remember(practices)
                outreach.tell()
                outreach.look_around()
            self.stdout.write(people.logins())
