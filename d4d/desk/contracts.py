"""What waits for service: contracts, faults, questions, devices and visits."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from contracts.agreements.models import Contract
from contracts.devices.models import DeviceComplaint, LastUnit, RecallNotice
from contracts.service.models import Case, Fault, Loan, Visit
from d4d.desk.queue import Queue
from d4d.foundation import clock

QUEUES = (
    Queue(
        _("Contracts that cannot be billed"),
        "agreements_contract",
        "bill_refused__gt=",
        lambda: Contract.objects.exclude(bill_refused=""),
        "agreements.view_contract",
        "danger",
    ),
    Queue(
        _("Contracts that wait for a mandate"),
        "agreements_contract",
        "waits_for_mandate__exact=1",
        lambda: Contract.objects.waiting_for_mandate(),
        "agreements.view_contract",
        "warn",
    ),
    Queue(
        _("Offers of contracts without an answer"),
        "agreements_contract",
        "state__exact=proposed",
        lambda: Contract.objects.filter(state=Contract.State.PROPOSED),
        "agreements.view_contract",
    ),
    Queue(
        _("Faults not answered in time"),
        "service_fault",
        "clock=overdue",
        lambda: Fault.objects.overdue(clock.now()),
        "service.view_fault",
        "danger",
    ),
    Queue(
        _("Faults to answer within two hours"),
        "service_fault",
        "clock=due_soon",
        lambda: Fault.objects.due_soon(clock.now()),
        "service.view_fault",
        "warn",
    ),
    Queue(
        _("Open faults"),
        "service_fault",
        "clock=open",
        lambda: Fault.objects.open(),
        "service.view_fault",
    ),
    Queue(
        _("Return labels to make"),
        "service_fault",
        "clock=label",
        lambda: Fault.objects.waiting_for_label(),
        "service.view_fault",
        "warn",
    ),
    Queue(
        _("Loan devices that should be back"),
        "service_loan",
        "loan=overdue",
        lambda: Loan.objects.overdue(clock.today()),
        "service.view_loan",
        "warn",
    ),
    Queue(
        _("Questions to answer"),
        "service_case",
        "waiting=us",
        lambda: Case.objects.for_us(),
        "service.view_case",
        "warn",
    ),
    Queue(
        _("Questions answered too late"),
        "service_case",
        "waiting=late",
        lambda: Case.objects.overdue(clock.now()),
        "service.view_case",
        "danger",
    ),
    Queue(
        _("Recall letters to print"),
        "devices_recallnotice",
        "state__exact=waiting&way__exact=paper",
        lambda: RecallNotice.objects.to_print(),
        "devices.view_recallnotice",
        "danger",
    ),
    Queue(
        _("Practices that did not answer a recall"),
        "devices_recallnotice",
        "state__exact=sent",
        lambda: RecallNotice.objects.unanswered().filter(state=RecallNotice.State.SENT),
        "devices.view_recallnotice",
        "warn",
    ),
    Queue(
        _("Complaints for the manufacturer"),
        "devices_devicecomplaint",
        "state__exact=received",
        lambda: DeviceComplaint.objects.to_forward(),
        "devices.view_devicecomplaint",
        "danger",
    ),
    Queue(
        _("Devices to ask the manufacturer about"),
        "devices_lastunit",
        "asked=review",
        lambda: LastUnit.objects.to_review(clock.today()),
        "devices.view_lastunit",
    ),
    Queue(
        _("Visits overdue"),
        "service_visit",
        "standing=overdue",
        lambda: Visit.objects.overdue(clock.today()),
        "service.view_visit",
        "danger",
    ),
    Queue(
        _("Visits to plan"),
        "service_visit",
        "standing=to_plan",
        lambda: Visit.objects.to_plan(clock.today() + timedelta(days=31)),
        "service.view_visit",
        "warn",
    ),
    Queue(
        _("Visits of the week"),
        "service_visit",
        "standing=week",
        lambda: Visit.objects.in_week_of(clock.today()),
        "service.view_visit",
    ),
)
