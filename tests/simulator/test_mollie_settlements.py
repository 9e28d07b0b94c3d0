"""What is paid out: everything once, in the shape that Mollie writes, and to whoever has the token."""

from collections.abc import Callable
from typing import Any

from mollie.api.client import Client

from tests.simulator.contracts import keeps
from tests.simulator_process import Outside

Request = Callable[..., dict[str, Any]]
TOKEN = {"Authorization": "Bearer access_simulator00000000000000"}


def test_what_is_paid_out_keeps_the_contract_and_comes_once(
    outside: Outside, mollie: Client, payment: Request
) -> None:
    made = mollie.payments.create(payment())
    outside.pay(made.id)
    for _ in range(2):
        outside.bank(pay_out="1")
    found = outside.get("/mollie/v2/settlements", **TOKEN).json()
    assert keeps("mollie", "settlements", found)
    (settlement,) = found["_embedded"]["settlements"]
    assert settlement["amount"]["value"] == "120.61"  # 121.00, less 0.32 and its VAT of 0.0672
    own = f"/mollie/v2/settlements/{settlement['id']}"
    assert keeps("mollie", "settlement", outside.get(own, **TOKEN).json())
    parts = outside.get(f"{own}/payments", **TOKEN).json()
    assert keeps("mollie", "payments", parts)
    assert [one["id"] for one in parts["_embedded"]["payments"]] == [made.id]
    assert outside.get(f"{own}/refunds", **TOKEN).json()["count"] == 0


def test_the_key_of_the_shop_is_not_enough(outside: Outside) -> None:
    headers = {"Authorization": "Bearer test_simulator0000000000000000000000"}
    answer = outside.get("/mollie/v2/settlements", **headers)
    assert answer.status_code == 403
    assert keeps("mollie", "error", answer.json())
