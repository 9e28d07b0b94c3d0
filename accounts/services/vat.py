"""A VAT number counts for 0 % only after VIES has said yes, and is asked again every year."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accounts import vies
from accounts.events import VatIdChanged
from accounts.models import Practice, VatCheck
from d4d.foundation import clock, outbox

VALID_DAYS = 365


def confirm_vat_id(practice_id: int, register: vies.VatRegister | None = None) -> str:
    """Ask VIES about the practice's number and keep the answer and its proof.

    Raises Temporary when the register gives no verdict now; the number stays unconfirmed then.
    """
    practice = Practice.objects.select_related("subject").get(pk=practice_id)
    asked = practice.vat_id
    if not asked or practice.state == Practice.State.CLOSED:
        return practice.vat_answer
    occasion = f"customer {practice.number}"
    verdict = (register or vies.Vies()).ask(asked, subject=practice.subject.uuid, occasion=occasion)
    _keep(practice, asked, verdict)
    return verdict.answer


@transaction.atomic
def check_again() -> int:
    """Ask anew about every number whose last answer is a year old; how many that are."""
    since = clock.now() - timedelta(days=VALID_DAYS)
    recent = VatCheck.objects.filter(
        practice=OuterRef("pk"), vat_id=OuterRef("vat_id"), checked_at__gte=since
    )
    old = Practice.objects.filter(~Q(vat_id=""), ~Exists(recent), vat_answer=Practice.VatAnswer.VALID)
    due = list(old.exclude(state=Practice.State.CLOSED).values_list("pk", flat=True))
    for practice_id in due:
        outbox.nudge(VatIdChanged(practice_id=practice_id))
    return len(due)


@transaction.atomic
def _keep(practice: Practice, asked: str, verdict: vies.Verdict) -> None:
    VatCheck.objects.create(
        practice=practice,
        vat_id=asked,
        answer=verdict.answer,
        consultation=verdict.consultation,
        reason=verdict.reason,
    )
    # A number that was changed while we asked keeps waiting for its own answer.
    Practice.objects.filter(pk=practice.pk, vat_id=asked).update(vat_answer=verdict.answer)
