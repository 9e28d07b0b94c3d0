"""What contracts listen to."""

from contracts.agreements import mails, services
from contracts.agreements.events import (
    ContractEnded,
    ContractProposed,
    NoticeGiven,
    PaperWanted,
    PriceRaised,
    ReminderDue,
)
from contracts.devices.events import DeviceAdded
from d4d.foundation import outbox
from shop.payments.events import MandateEnded
from shop.shipping.events import ServicesBegun


def begin_what_was_delivered(event: ServicesBegun) -> None:
    """A plan that was bought becomes a contract when its line is delivered and billed."""
    services.activate_bought(event.order_id)


def cover_the_device(event: DeviceAdded) -> None:
    """A device comes under the contract that was bought with it."""
    services.take_device(event.device_id)


def bill_on_account_again(event: MandateEnded) -> None:
    """Without a mandate nothing can be collected."""
    services.fall_back_to_account(event.practice_id)


def let_the_mandate_go(event: ContractEnded) -> None:
    """With the last contract that was collected the mandate ends."""
    services.end_unused_mandate(event.contract_id)


def put_it_on_paper(event: PaperWanted) -> None:
    """A contract that was agreed or changed is printed."""
    services.print_contract(event.contract_id)


def send_the_offer(event: ContractProposed) -> None:
    """The practice hears of a contract that it may accept."""
    mails.proposed(event.contract_id)


def remind_of_the_renewal(event: ReminderDue) -> None:
    """The practice hears in time that its contract renews."""
    mails.remind(event.reminder_id)


def announce_the_price(event: PriceRaised) -> None:
    """The practice hears in time what its contract will cost."""
    mails.announce_price(event.indexation_id)


def confirm_the_notice(event: NoticeGiven) -> None:
    """The practice has it in writing on which day its contract ends."""
    mails.confirm_notice(event.contract_id)


outbox.subscribe(ServicesBegun, begin_what_was_delivered)
outbox.subscribe(DeviceAdded, cover_the_device)
outbox.subscribe(MandateEnded, bill_on_account_again)
outbox.subscribe(ContractEnded, let_the_mandate_go, queue="payments")
outbox.subscribe(PaperWanted, put_it_on_paper, queue="pdf")
outbox.subscribe(ContractProposed, send_the_offer, queue="mail")
outbox.subscribe(ReminderDue, remind_of_the_renewal, queue="mail")
outbox.subscribe(PriceRaised, announce_the_price, queue="mail")
outbox.subscribe(NoticeGiven, confirm_the_notice, queue="mail")
