"""The letters of an erasure: asked for, taken back, done; a notice before an idle account goes."""

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from d4d.foundation import clock
from d4d.foundation.mail import Enclosure, Letter
from privacy import people
from privacy.disclosure import disclose
from privacy.erasure import address, asking, receipt
from privacy.erasure.carrying import is_person
from privacy.letters import post
from privacy.models import ErasureRun, IdleNotice
from privacy.people import Reach
from privacy.vocabulary import ACCOUNTABILITY, RECIPIENTS

log = logging.getLogger("d4d.privacy")


def asked(run_id: int) -> None:
    """What will happen, when, and the link with which it is taken back."""
    run = ErasureRun.objects.get(pk=run_id)
    reach = people.reach(run.subject)
    if not run.may_be_taken_back or reach is None:
        return
    link = settings.PUBLIC_ORIGIN + reverse("privacy:erasure_cancel", args=[asking.token_of(run)])
    context = {"due_at": run.due_at, "is_practice": not is_person(run.subject), "button_url": link}
    _post(reach, f"erasure-asked:{run.uuid}", "erasure_asked", context, subject=run.subject)


def taken_back(run_id: int) -> None:
    """Nothing was erased."""
    run = ErasureRun.objects.get(pk=run_id)
    if reach := people.reach(run.subject):
        key = f"erasure-taken-back:{run.uuid}"
        _post(reach, key, "erasure_cancelled", {}, subject=run.subject)


def done(run_id: int) -> None:
    """The signed receipt, to the sealed mailbox; with this letter it is forgotten."""
    run = ErasureRun.objects.get(pk=run_id)
    reach = address.open_sealed(run.sealed_address)
    if reach is None:
        return
    paper = Enclosure(_file_name(reach.language), receipt.printed(run, reach.language), "application/pdf")
    context = {"run": run, "paper": receipt.of(run, reach.language)}
    _post(reach, f"erased:{run.uuid}", "erasure_done", context, subject=None, enclosures=[paper])
    ErasureRun.objects.filter(pk=run.pk).update(sealed_address="")


def forget_addresses() -> int:
    """A mailbox that is a day old is forgotten, whether the receipt could be sent or not."""
    before = clock.now() - timedelta(days=1)
    late = ErasureRun.objects.exclude(sealed_address="").filter(started_at__lt=before)
    return late.update(sealed_address="")


def tell(run_id: int, recipient: str) -> None:
    """A recipient hears on which of our references the data stood; those with own duties are noted only.

    Whoever holds data for us is written to at the mailbox that the settings name for it.
    """
    run = ErasureRun.objects.get(pk=run_id)
    known = RECIPIENTS.get(recipient)
    mailbox = settings.RECIPIENT_MAILBOXES.get(recipient, "")
    if known is None:
        return
    occasion = f"erasure {run.uuid} told"
    if not mailbox:
        disclose(known, {}, lambda: None, subject=None, occasion=occasion)
        return
    occasions: Sequence[str] = run.report.get("recipients", {}).get(recipient, [])
    letter = Letter(
        f"erasure-told:{run.uuid}:{recipient}",
        "mail/privacy/erasure_recipient",
        mailbox,
        "en",
        {"recipient": known, "occasions": occasions, "run": run},
    )
    post(letter, subject=None, purpose=ACCOUNTABILITY, occasion=occasion)


def idle(notice_id: int, turn: int) -> None:
    """Nobody used the account for years: it goes on a named day unless somebody signs in."""
    notice = IdleNotice.objects.filter(pk=notice_id).first()
    reach = people.reach(notice.subject) if notice else None
    if notice is None or reach is None:
        return
    link = settings.PUBLIC_ORIGIN + reverse(settings.LOGIN_URL)
    context = {"notice": notice, "turn": turn, "button_url": link}
    _post(reach, f"idle:{notice.pk}:{turn}", "account_idle", context, subject=notice.subject)


def _post(
    reach: Reach,
    key: str,
    template: str,
    context: Mapping[str, object],
    *,
    subject: UUID | None,
    enclosures: Sequence[Enclosure] = (),
) -> None:
    letter = Letter(
        key,
        f"mail/privacy/{template}",
        reach.email,
        reach.language,
        {"greeted": reach.name, **context},
        enclosures,
    )
    post(letter, subject=subject, purpose=ACCOUNTABILITY, occasion=f"letter {template}")


def _file_name(language: str) -> str:
    with translation.override(language):
        return _("receipt-of-erasure.pdf")
