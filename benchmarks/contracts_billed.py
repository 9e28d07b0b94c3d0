"""`python -m benchmarks.contracts_billed`: how fast the run of the bills makes invoices, without their PDF.

Every contract has one device and is due. D4D_DATABASE chooses the database; without it PostgreSQL on a
server of its own is filled.
"""

import argparse
import os
import sys
import tempfile
import time
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import TYPE_CHECKING

from tools.servers import private_postgresql

if TYPE_CHECKING:
    from accounts.models import Practice
    from contracts.agreements.models import Contract, Plan

PRACTICES = 500
BATCH = 2_000


def main() -> None:
    """Fill a database and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.contracts_billed", description=__doc__)
    parser.add_argument("--contracts", type=int, default=10_000)
    asked = parser.parse_args()
    given = os.environ.get("D4D_DATABASE", "")
    database: AbstractContextManager[str] = nullcontext(given) if given else private_postgresql()
    with tempfile.TemporaryDirectory(prefix="d4d-bills-") as folder, database as address:
        os.environ["DJANGO_SETTINGS_MODULE"] = "d4d.settings.dev"
        os.environ["D4D_DATA"] = folder
        os.environ["D4D_DATABASE"] = address
        _begin()
        _fill(asked.contracts)
        _measure(asked.contracts)


def _begin() -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.DEBUG = False  # else every statement would be remembered
    call_command("migrate", verbosity=0)


def _fill(count: int) -> None:
    from accounts.models import Address, Practice
    from contracts.agreements.models import Contract, ContractLine, Plan
    from contracts.devices.models import Device, DeviceKind
    from privacy.models import DataSubject
    from shop.catalogue.models import VatRate

    VatRate.objects.get_or_create(vat_class="high", since=date(2019, 1, 1), defaults={"permille": 210})
    kind, _made = DeviceKind.objects.get_or_create(code="k", defaults={"name": "K", "name_en": "K"})
    plan = Plan.objects.create(code="p", name="P", name_en="P")
    subjects = DataSubject.objects.bulk_create(DataSubject() for _ in range(PRACTICES))
    practices = Practice.objects.bulk_create(
        Practice(
            subject=subject,
            number=f"{900_000 + number}",
            name=f"Praktijk {number}",
            kind="dentist",
            state="approved",
            kvk_number="12345678",
            billing_email=f"f{number}@example.nl",
        )
        for number, subject in enumerate(subjects)
    )
    Address.objects.bulk_create(
        Address(
            practice=practice,
            street="Lindelaan",
            house_number="4",
            postcode="5211 AB",
            city="Den Bosch",
            country="NL",
            is_billing=True,
        )
        for practice in practices
    )
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        devices = Device.objects.bulk_create(
            Device(practice=practices[n % PRACTICES], kind=kind, brand="M", model="V", serial=f"S{n}")
            for n in numbers
        )
        contracts = Contract.objects.bulk_create(
            _contract(practices[n % PRACTICES], plan, n) for n in numbers
        )
        ContractLine.objects.bulk_create(
            ContractLine(
                contract=contract,
                device=device,
                description=f"M V, {device.serial}",
                price_cents=12_345,
                starts_on=contract.starts_on,
            )
            for contract, device in zip(contracts, devices, strict=True)
        )


def _contract(practice: "Practice", plan: "Plan", number: int) -> "Contract":
    from contracts.agreements.models import Contract

    first = date(2026, 1, 1)
    return Contract(
        number=f"M2026-{number:06}",
        practice=practice,
        plan=plan,
        state="active",
        starts_on=first,
        renews_on=date(2027, 1, 1),
        bill_from=first,
        bill_on=first,
        visits_a_year=1,
        response_hours=16,
        covers_labour=True,
        covers_parts=False,
        covers_loan=False,
        term_months=12,
        notice_months=1,
        renews=True,
        billing="advance",
        period_months=12,
    )


def _measure(count: int) -> None:
    from contracts.agreements import services
    from shop.invoicing.models import Invoice

    began, worked = time.perf_counter(), time.process_time()
    issued = services.bill(date(2026, 1, 1))
    seconds, work = time.perf_counter() - began, time.process_time() - worked
    assert len(issued) == Invoice.objects.count() == count
    assert services.bill(date(2026, 1, 1)) == []
    sys.stdout.write(
        f"{count} contracts: {seconds:.1f} s, {count / seconds:.0f} invoices a second "
        f"({work:.1f} s of work in the process: {count / work:.0f} a second of work)\n"
    )


if __name__ == "__main__":
    main()
