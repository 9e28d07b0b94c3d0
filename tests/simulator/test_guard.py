"""The simulator stays out of a shop in earnest."""

import os
import subprocess
import sys

import pytest
from django.test import override_settings

from d4d.simulator.addresses import is_real_service, simulator_addresses
from d4d.simulator.checks import simulator_only_in_demo
from tools.prepare import ROOT


def test_installed_in_a_demo_it_is_welcome() -> None:
    assert simulator_only_in_demo(None) == []


@override_settings(D4D_DEMO=False)
def test_installed_in_earnest_it_is_refused() -> None:
    assert [error.id for error in simulator_only_in_demo(None)] == ["simulator.E001"]


def test_the_check_is_part_of_every_check() -> None:
    asked = "import django; django.setup(); from django.conf import settings; settings.D4D_DEMO = False; "
    program = asked + "from django.core.management import call_command; call_command('check')"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "d4d.simulator.settings"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "simulator.E001" in done.stderr


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8001/mollie",
        "https://localhost/mollie",
        "http://api.mollie.com",
        "https://127.0.0.1:8001/mollie",
        "https://10.0.0.7/mollie",
        "https://[::1]/mollie",
        "https://simulator/mollie",
        "https://simulator.internal/mollie",
        "https://shop.localhost/",
        "",
        "mollie",
    ],
)
def test_an_address_that_cannot_be_the_service_is_seen(url: str) -> None:
    assert not is_real_service(url)


def test_the_settings_at_fault_are_named() -> None:
    endpoints = {
        "D4D_MOLLIE_ENDPOINT": "https://api.mollie.com",
        "D4D_POSTNL_ENDPOINT": "http://localhost:8001/postnl",
        "D4D_DHL_ENDPOINT": "https://api-gw.dhlparcel.nl",
    }
    assert simulator_addresses(endpoints) == ["D4D_POSTNL_ENDPOINT"]
