"""What a practice has agreed: its contracts, one contract, and the paper."""

from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.access import MemberRequest, may_see_orders
from contracts.agreements.models import Contract, ContractLine, Indexation
from contracts.devices.models import Device
from d4d.foundation import clock, states
from shop.payments import services as payments

PER_PAGE = 20
LAST_BILLS = 12


@require_GET
@may_see_orders
def all_contracts(request: MemberRequest) -> HttpResponse:
    """What runs or waits for an answer first, then what is over."""
    today = clock.today()
    now = Q(lines__starts_on__lte=today) & (Q(lines__ends_on=None) | Q(lines__ends_on__gte=today))
    contracts = (
        Contract.objects.for_practice(request.practice)
        .select_related("plan")
        .annotate(price_cents=Sum("lines__price_cents", filter=now))
        .order_by("ended_on", "-pk")
    )
    ordered = sorted(contracts, key=lambda one: (one.ended_on is not None, -one.pk))
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "agreements/list.html", {"page": page})


@require_GET
@may_see_orders
def detail(request: MemberRequest, number: str) -> HttpResponse:
    """One contract: what it covers, what it costs, until when, and its bills."""
    contract = own_contract(request, number)
    lines = list(contract.lines.all())
    context = {
        "contract": contract,
        "lines": lines,
        "today": clock.today(),
        "bills": contract.periods.exclude(invoice=None)
        .select_related("invoice", "credited_by")
        .order_by("-first_on", "-part")[:LAST_BILLS],
        "indexations": Indexation.objects.filter(contract=contract)
        .select_related("index")
        .order_by("-from_on"),
        "steps": [step for step in states.history(contract) if step.came_from or step.went_to == "proposed"],
        "mandate": payments.valid_mandate(request.practice.pk),
        "free_devices": _free_devices(request) if any(line.device_id is None for line in lines) else [],
    }
    return render(request, "agreements/detail.html", context)


@require_GET
@may_see_orders
def paper(request: MemberRequest, number: str) -> HttpResponse:
    """The contract as PDF, to its own practice only."""
    contract = own_contract(request, number)
    if not contract.paper:
        raise Http404
    name = f'inline; filename="{contract.number}.pdf"'
    with contract.paper.open("rb") as file:
        content = file.read()
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": name})


def own_contract(request: MemberRequest, number: str) -> Contract:
    """A contract of this practice; of another it is not found."""
    lines = ContractLine.objects.select_related("device").order_by("starts_on", "pk")
    contracts = Contract.objects.for_practice(request.practice).select_related("plan", "continues")
    return get_object_or_404(contracts.prefetch_related(Prefetch("lines", lines)), number=number)


def _free_devices(request: MemberRequest) -> list[Device]:
    today = clock.today()
    taken = ContractLine.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        contract__state__in=Contract.RUNNING,
        contract__practice=request.practice,
    ).exclude(device=None)
    own = Device.objects.for_practice(request.practice).in_use()
    return list(own.exclude(pk__in=taken.values("device")).order_by("brand", "model", "pk"))
