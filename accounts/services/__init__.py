"""What can be done with practices and the people who work there; the only door for changing them."""

from accounts.services.addresses import CannotRetireAddress, add_address, change_address, retire_address
from accounts.services.alike import are_different, look_for_all_likeness, look_for_likeness
from accounts.services.chains import CannotJoinChain, join_chain, leave_chain
from accounts.services.colleagues import (
    CannotChangeColleagues,
    InvitationNotUsable,
    accept_invitation,
    change_colleague,
    deactivate_member,
    hand_over,
    invitation_of,
    invite,
    open_invitations,
    withdraw_invitation,
)
from accounts.services.decide import approve, close, deny, reconsider
from accounts.services.details import (
    OF_THE_PRACTICE,
    TERMS,
    change_terms,
    update_own_details,
    update_practice,
)
from accounts.services.letters import request_letter, tell_everybody
from accounts.services.managing import follow_managers, follow_person
from accounts.services.merging import CannotBeMerged, gather, merge, preview_merger
from accounts.services.notes import CannotBeNoted, write_note
from accounts.services.register import (
    AddressAlreadyKnown,
    NewAddress,
    NewPerson,
    NewPractice,
    enter,
    register,
)
from accounts.services.vat import check_again, confirm_vat_id

__all__ = [
    "OF_THE_PRACTICE",
    "TERMS",
    "AddressAlreadyKnown",
    "CannotBeMerged",
    "CannotBeNoted",
    "CannotChangeColleagues",
    "CannotJoinChain",
    "CannotRetireAddress",
    "InvitationNotUsable",
    "NewAddress",
    "NewPerson",
    "NewPractice",
    "accept_invitation",
    "add_address",
    "approve",
    "are_different",
    "change_address",
    "change_colleague",
    "change_terms",
    "check_again",
    "close",
    "confirm_vat_id",
    "deactivate_member",
    "deny",
    "enter",
    "follow_managers",
    "follow_person",
    "gather",
    "hand_over",
    "invitation_of",
    "invite",
    "join_chain",
    "leave_chain",
    "look_for_all_likeness",
    "look_for_likeness",
    "merge",
    "open_invitations",
    "preview_merger",
    "reconsider",
    "register",
    "request_letter",
    "retire_address",
    "tell_everybody",
    "update_own_details",
    "update_practice",
    "withdraw_invitation",
    "write_note",
]
