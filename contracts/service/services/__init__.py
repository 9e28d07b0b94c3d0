"""The acts of the service room."""

from contracts.service.services.billing import bill_report
from contracts.service.services.checklists import new_version, publish
from contracts.service.services.reports import (
    AlreadyReported,
    CannotBeReported,
    NothingDone,
    TooManyPhotos,
    add_photo,
    draft_of,
    finish,
    remove_photo,
    save_draft,
)
from contracts.service.services.sheets import print_sheet
from contracts.service.services.slots import (
    CannotBePlanned,
    EngineerIsBusy,
    NotAWorkingDay,
    TimeIsGone,
    Times,
    TooLateToMove,
    VisitIsClosed,
    ask_for_others,
    cancel,
    choose,
    offer,
    plan,
    remind,
)
from contracts.service.services.visits import arrange, expect, follow_contract, follow_device, plan_visits

__all__ = [
    "AlreadyReported",
    "CannotBePlanned",
    "CannotBeReported",
    "EngineerIsBusy",
    "NotAWorkingDay",
    "NothingDone",
    "TimeIsGone",
    "Times",
    "TooLateToMove",
    "TooManyPhotos",
    "VisitIsClosed",
    "add_photo",
    "arrange",
    "ask_for_others",
    "bill_report",
    "cancel",
    "choose",
    "draft_of",
    "expect",
    "finish",
    "follow_contract",
    "follow_device",
    "new_version",
    "offer",
    "plan",
    "plan_visits",
    "print_sheet",
    "publish",
    "remind",
    "remove_photo",
    "save_draft",
]
