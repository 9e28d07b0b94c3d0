"""What waits for the privacy officer."""

from django.utils.translation import gettext_lazy as _

from d4d.desk.queue import Queue
from d4d.foundation import clock
from privacy.models import AuthorityRequest, Breach, Hold, Processor, Request

QUEUES = (
    Queue(
        _("Legal holds to look at"),
        "privacy_hold",
        "standing=review",
        lambda: Hold.objects.to_review(clock.today()),
        "privacy.view_hold",
        "warn",
    ),
    Queue(
        _("Privacy requests to answer"),
        "privacy_request",
        "clock=running",
        lambda: Request.objects.running(),
        "privacy.view_request",
        "warn",
    ),
    Queue(
        _("Privacy requests too late"),
        "privacy_request",
        "clock=overdue",
        lambda: Request.objects.overdue(clock.today()),
        "privacy.view_request",
        "danger",
    ),
    Queue(
        _("Data breaches to report"),
        "privacy_breach",
        "state__exact=open",
        lambda: Breach.objects.to_report(),
        "privacy.view_breach",
        "danger",
    ),
    Queue(
        _("Demands of authorities"),
        "privacy_authorityrequest",
        "state__exact=received",
        lambda: AuthorityRequest.objects.waiting(),
        "privacy.view_authorityrequest",
        "warn",
    ),
    Queue(
        _("Processors without a contract"),
        "privacy_processor",
        "agreed_on__isempty=1",
        lambda: Processor.objects.filter(agreed_on=None, ended_on=None),
        "privacy.view_processor",
        "warn",
    ),
)
