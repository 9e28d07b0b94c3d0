"""Who gets what at the addresses of faults, and the rows that stand in them."""

from typing import Any

from django.core.files.base import ContentFile

from accounts.models import Practice
from contracts.service.models import FaultPhoto, RepairQuote
from contracts.service.services import reporting
from d4d.foundation import clock
from tests.contracts.service.faulting import Scene, a_picture, to_send_in
from tests.contracts.service.visiting import a_device

OWN = (302, 404, 200, 403, 403, 200)
ACTING = (302, 404, 403, 403, 403, 200)

SHOP: dict[str, tuple[str, tuple[int, ...]]] = {
    "service:report_problem": ("get", ACTING),
    "service:report_urgency": ("get", ACTING),
    "service:report_check": ("get", ACTING),
    "service:report_photo_off": ("post", (302, 404, 403, 403, 403, 302)),
    "service:fault_photo": ("get", OWN),
    "service:fault": ("get", OWN),
    "service:fault_withdraw": ("get", ACTING),
    "service:declare_clean": ("get", ACTING),
    "service:decide_quote": ("get", ACTING),
    "service:fault_paper": ("get", (302, 404, 404, 403, 403, 404)),  # nothing was declared yet
    "service:fault_paper_of": ("get", OWN),
    "service:patient_data": ("get", ACTING),
    "service:patient_data_of": ("get", ACTING),
}


def rows(practice: Practice, name: str) -> dict[str, Any]:
    """What stands in the addresses of faults: a draft of the manager, and one that was sent."""
    user = practice.memberships.get(role="manager").user
    scene = Scene(practice, user, a_device(practice))
    draft = reporting.begin(a_device(practice), by=scene.person)
    fault = to_send_in(scene)
    photo = FaultPhoto.objects.create(fault=fault, file=a_picture())
    quote = RepairQuote.objects.create(
        fault=fault,
        number="S-1",
        net_cents=1,
        vat_cents=0,
        valid_until=clock.today(),
        file=ContentFile(b"%PDF-1.7", name="q.pdf"),
    )
    what = {"service:fault_paper": "verklaring", "service:fault_paper_of": "offerte"}
    return {
        "draft_id": draft.pk,
        "number": fault.number,
        "photo_id": photo.pk,
        "quote_id": quote.pk,
        "row_id": quote.pk,
        "what": what.get(name, "description" if name == "service:patient_data" else "photo"),
    }
