"""What the overview of a practice says about its devices."""

from django.urls import reverse
from django.utils.translation import ngettext

from accounts.menu import Tile
from accounts.models import Membership
from contracts.devices.models import InspectionReport
from d4d.foundation import clock


def reports_running_out(membership: Membership) -> Tile | None:
    """How many reports run out within thirty days, or have done so."""
    if not membership.may_see_orders:
        return None
    today = clock.today()
    reports = InspectionReport.objects.running_out(today).of_practice(membership.practice)
    standings = [report.standing(today) for report in reports]
    if not standings:
        return None
    label = ngettext("report runs out or has expired", "reports run out or have expired", len(standings))
    url = f"{reverse('devices:list')}?papieren=1"
    return Tile(str(len(standings)), label, url, tone="danger" if "expired" in standings else "warn")
