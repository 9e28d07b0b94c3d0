"""Bills what was done at a visit and is covered by no contract or warranty."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from contracts.agreements import coverage
from contracts.service.models import ReportDevice, ReportPart, ServiceReport, Visit
from contracts.service.services.sheets import LANGUAGE, told_of
from d4d.foundation import clock
from shop.catalogue.models import VatClass
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice

HOUR = "HUR"
E4_PER_CENT = 100


def bill_report(report_id: int) -> Invoice | None:
    """Invoice the work and the parts that the practice pays itself, once; nothing when all is covered.

    Work is shared evenly among the devices that were serviced.
    """
    report = ServiceReport.objects.select_related("visit__practice").get(pk=report_id)
    with translation.override(LANGUAGE):
        lines = _lines(report)
        if not lines:
            return None
        return invoicing.issue_for_service(
            report.visit.practice_id,
            lines,
            occasion=f"visit-report:{report.key}",
            reference=_("visit of %(day)s") % {"day": clock.local(report.finished_at).strftime("%d-%m-%Y")},
        )


def day_of_coverage(visit: Visit, finished_on: date) -> date:
    """The day whose agreements count: a visit that we make too late is covered as if we had been in time."""
    return min(visit.due_on, finished_on) if visit.contract_id else finished_on


def _lines(report: ServiceReport) -> list[invoicing.ServiceLine]:
    day = day_of_coverage(report.visit, clock.local(report.finished_at).date())
    told = [one for one in told_of(report) if one.is_done]
    covered = {one.pk: coverage.of(one.seen.device, day) for one in told}
    parts = [part for one in told if not covered[one.pk].parts for part in one.parts.all()]
    own = [one for one in told if not covered[one.pk].labour]
    return [*_labour(report, own, len(told)), *[_part(part) for part in parts if part.unit_price_e4]]


def _labour(report: ServiceReport, own: Sequence[ReportDevice], serviced: int) -> list[invoicing.ServiceLine]:
    minutes = report.labour_minutes * len(own) // serviced if serviced else 0
    if not minutes:
        return []
    return [
        invoicing.ServiceLine(
            _("Maintenance: %(devices)s") % {"devices": ", ".join(one.seen.device_name for one in own)},
            minutes * 1000 // 60,
            settings.SERVICE_HOUR_CENTS * E4_PER_CENT,
            unit=HOUR,
        )
    ]


def _part(part: ReportPart) -> invoicing.ServiceLine:
    variant = part.variant
    return invoicing.ServiceLine(
        part.description,
        part.quantity * 1000,
        part.unit_price_e4 or 0,
        vat_class=variant.product.vat_class if variant else VatClass.HIGH,
        article=variant.number if variant else "",
    )
