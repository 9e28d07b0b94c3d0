"""Mails to customer service become cases, or a next word in the case that they answer."""

import logging
import re

from django.conf import settings
from django.db import OperationalError, transaction

from accounts.models import Membership, User
from contracts.service import mailbox
from contracts.service.letters_in import LetterIn, read
from contracts.service.mailbox import Mailbox
from contracts.service.models import Case, CaseMessage
from contracts.service.services import cases
from contracts.service.services.cases import Asker, Said
from d4d.foundation.errors import Temporary

log = logging.getLogger("d4d.service")
NUMBER = re.compile(r"\bV\d{4}-\d{5,}\b")


def fetch() -> int:
    """Take in every mail that nobody has read; how many became a message.

    A mail counts as read only after it is kept, and one that is seen twice is kept once.
    """
    if not settings.CASES_MAILBOX_URL:
        return 0
    with mailbox.opened() as box:
        return empty(box)


def empty(box: Mailbox) -> int:
    """Take in what nobody has read in this mailbox; a mail that breaks us stops none after it."""
    kept = 0
    for number, raw in box.unread():
        try:
            kept += take_in(raw)
        except (Temporary, OperationalError, OSError):  # our own trouble: the mail waits until it is over
            raise
        except Exception:  # noqa: BLE001 - anybody may write anything
            log.warning("mail %s of the mailbox cannot be taken in", number)
        box.mark_read(number)
    return kept


def take_in(raw: bytes) -> bool:
    """One mail: a new case, or the next word in one; False for what nobody wrote or we have already."""
    return _taken_in(read(raw))  # its pictures are drawn anew before anything is held


@transaction.atomic
def _taken_in(letter: LetterIn) -> bool:
    own = settings.CASES_MAILBOX.lower()
    if letter.is_automatic or not letter.sender or letter.sender == own:
        return False
    if CaseMessage.objects.filter(message_id=letter.message_id).exists():
        return False
    said = Said(letter.text, letter.files, letter.message_id, letter.is_proven)
    if case := _answered_by(letter):
        is_asker = letter.is_proven and letter.sender == case.email
        cases.receive(case.pk, said, by=case.person if is_asker else None)
    else:
        cases.open_case(_asker(letter), letter.subject or "–", said, channel=Case.Channel.MAIL)
    return True


def _answered_by(letter: LetterIn) -> Case | None:
    """The case to which a mail belongs: it answers our letter, or its asker names the number.

    A number alone proves nothing: somebody else who knows it, or who may not be the asker, begins a case
    of their own.
    """
    answered = CaseMessage.objects.filter(
        message_id__in=letter.answers, direction=CaseMessage.Direction.OUT
    ).select_related("case")
    if message := answered.order_by("-pk").first():
        return message.case
    numbers = NUMBER.findall(letter.subject) if letter.is_proven else []
    return Case.objects.filter(number__in=numbers, email=letter.sender).order_by("-pk").first()


def _asker(letter: LetterIn) -> Asker:
    """Who wrote: somebody with an account at this address, or a stranger, as is whoever proves nothing.

    Whoever belongs to two practices may write for either: which one, a colleague asks.
    """
    user = User.objects.filter(email__iexact=letter.sender, is_active=True).select_related("subject").first()
    if user is None or not letter.is_proven:
        return Asker(letter.name, letter.sender)
    practices = Membership.objects.filter(user=user, is_active=True).values_list("practice", flat=True)
    return Asker(
        user.full_name() or letter.name,
        letter.sender,
        user.language,
        user.subject.uuid,
        practices[0] if len(practices) == 1 else None,
    )
