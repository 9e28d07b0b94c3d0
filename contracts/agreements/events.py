"""What happens to contracts."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class ContractProposed(Event):
    """A practice was offered a contract; it may accept it online."""

    topic = "agreements.proposed"
    contract_id: int


@dataclass(frozen=True, slots=True)
class ContractActivated(Event):
    """A contract was agreed and counts from its first day."""

    topic = "agreements.activated"
    contract_id: int


@dataclass(frozen=True, slots=True)
class ContractChanged(Event):
    """The devices, the days or the terms of a contract are others than before."""

    topic = "agreements.changed"
    contract_id: int


@dataclass(frozen=True, slots=True)
class ContractEnded(Event):
    """A contract is over since its last day."""

    topic = "agreements.ended"
    contract_id: int


@dataclass(frozen=True, slots=True)
class NoticeGiven(Event):
    """A practice gave notice; it is told in writing on which day the contract ends."""

    topic = "agreements.notice-given"
    contract_id: int
    change_id: int


@dataclass(frozen=True, slots=True)
class ReminderDue(Event):
    """A practice must hear of the renewal of its contract before it can no longer give notice."""

    topic = "agreements.reminder-due"
    reminder_id: int


@dataclass(frozen=True, slots=True)
class PriceRaised(Event):
    """An index was applied to a contract; the practice must hear of it before the day."""

    topic = "agreements.price-raised"
    indexation_id: int


@dataclass(frozen=True, slots=True)
class PaperWanted(Event):
    """The contract on paper is to be made (again)."""

    topic = "agreements.paper-wanted"
    contract_id: int
