"""The queue of faults, what is promised first, and one page with everything about a fault."""

from pathlib import PurePosixPath
from typing import Any

from django.contrib import admin, messages
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Practice, User
from contracts.devices.models import Device
from contracts.service.admin.fault_acts import ACTS, REFUSALS
from contracts.service.admin.fault_parts import INLINES
from contracts.service.forms import desk
from contracts.service.models import Fault, FaultPhoto
from contracts.service.papers import paper_of
from contracts.service.services import answering, reporting
from contracts.service.services.fault_moves import NotNow
from d4d.foundation import clock, photos, states
from privacy.acts import ActsAdmin, Step, badge
from privacy.staff import actor

STANDINGS = {
    "overdue": gettext_lazy("too late"),
    "due_soon": gettext_lazy("due within two hours"),
    "running": gettext_lazy("clock runs"),
    "paused": gettext_lazy("clock stands still"),
    "answered": gettext_lazy("answered"),
    "draft": gettext_lazy("being written"),
}


class ClockFilter(admin.SimpleListFilter):
    """How it stands with our promise, and what waits for us."""

    title = gettext_lazy("clock")
    parameter_name = "clock"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Too late, soon, standing still, still open, waiting for a label, or mine."""
        shown = ("overdue", "due_soon", "paused")
        return [
            *((name, STANDINGS[name]) for name in shown),
            ("open", gettext_lazy("open")),
            ("label", gettext_lazy("waits for a return label")),
            ("mine", gettext_lazy("mine and open")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The faults that stand so."""
        now = clock.now()
        choices = {
            "overdue": lambda: queryset.overdue(now),
            "due_soon": lambda: queryset.due_soon(now),
            "paused": lambda: queryset.open().exclude(paused_at=None),
            "open": queryset.open,
            "label": queryset.waiting_for_label,
            "mine": lambda: queryset.open().filter(owner=actor(request)),
        }
        chosen = choices.get(self.value() or "")
        return chosen() if chosen else queryset


@admin.register(Fault)
class FaultAdmin(ActsAdmin):
    """Faults in the order in which they must be answered."""

    list_display = (
        "number",
        "clock",
        "state_badge",
        "practice_name",
        "device",
        "urgency",
        "seen_to_by",
        "due_at",
    )
    list_filter = (ClockFilter, "state", "coverage", "urgency")
    list_select_related = ("practice", "device")
    search_fields = ("=number", "practice__number__startswith", "practice__name", "=device__serial")
    search_help_text = gettext_lazy("Number, customer number, practice or serial number")
    ordering = (
        F("closed_at").desc(nulls_first=True),
        F("responded_at").asc(nulls_first=True),
        "due_at",
        "pk",
    )
    actions = ("take_on",)
    inlines = INLINES
    acts = ACTS
    refusals = REFUSALS
    readonly_fields = ("clock", "state_badge", "seen_to_by", "practice_name", "pictures", "reporter")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "number",
                    "state_badge",
                    "clock",
                    "seen_to_by",
                    "practice",
                    "practice_name",
                    "device",
                )
            },
        ),
        (
            gettext_lazy("Report"),
            {
                "fields": (
                    "problem",
                    "description",
                    "urgency",
                    "pictures",
                    "origin",
                    "reporter",
                    "reported_at",
                    "due_at",
                    "paused_at",
                    "responded_at",
                )
            },
        ),
        (
            gettext_lazy("Repair"),
            {
                "fields": (
                    "approach",
                    "coverage",
                    "contract",
                    "covers_labour",
                    "covers_parts",
                    "covers_loan",
                    "solution",
                    "invoice",
                    "closed_at",
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """What was reported, with the first name of who sees to it."""
        owner = User.objects.filter(subject__uuid=OuterRef("owner")).values("first_name")[:1]
        return super().get_queryset(request).sent().annotate(owner_name=Subquery(owner))

    def get_ordering(self, request: HttpRequest) -> Any:
        """Open ones first, of these who has no answer yet; where all wait for one, what is due first."""
        return ("due_at", "pk") if request.GET.get("clock") in {"overdue", "due_soon"} else self.ordering

    def get_urls(self) -> list[URLPattern]:
        """Also the photos and the papers."""
        view, paper = self.admin_site.admin_view, "<int:fault_id>/<slug:what>/<int:row_id>.pdf"
        own = [
            path("foto/<int:photo_id>/", view(self.photo), name="service_fault_photo"),
            path(paper, view(self.paper), name="service_fault_paper"),
        ]
        return [*own, *super().get_urls()]

    def steps(self, row: Fault) -> list[Step]:
        """The timeline, in words."""
        return [Step(step.at, str(Fault.State(step.went_to).label)) for step in states.history(row)]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever decides also writes down what is told by telephone."""
        return self.has_decide_permission(request)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Write down a fault that somebody tells by telephone: first who it is, then what is wrong."""
        self.check_right(request)
        practice = Practice.objects.numbered(request.GET.get("klant", "").strip()).first()
        if practice is None:
            return self._asks_who(request)
        devices = list(Device.objects.for_practice(practice).in_use().order_by("brand", "model", "pk"))
        form = desk.PhoneForm(devices, request.POST or None, initial={"device": request.GET.get("device")})
        if form.is_bound and form.is_valid() and (fault := self._told(request, devices, form)):
            messages.success(request, _("Fault %(number)s runs.") % {"number": fault.number})
            return redirect("admin:service_fault_change", fault.pk)
        title = _("Fault at %(practice)s") % {"practice": practice.name}
        return self.act_page(request, title, form=form, errors=form.errors)

    def photo(self, request: HttpRequest, photo_id: int) -> HttpResponse:
        """A photo of a fault; that it was opened is written down."""
        if not self.has_view_permission(request):
            raise Http404
        shown = get_object_or_404(FaultPhoto, pk=photo_id, fault__in=self.get_queryset(request))
        self.seen(request, shown.fault_id, "file")
        return photos.answer(shown.file)

    def paper(self, request: HttpRequest, fault_id: int, what: str, row_id: int) -> HttpResponseBase:
        """A quote, a declaration or a label; that it was opened is written down."""
        if not self.has_view_permission(request):
            raise Http404
        fault = get_object_or_404(self.get_queryset(request), pk=fault_id)
        file = paper_of(fault, what, row_id)
        if file is None:
            raise Http404
        self.seen(request, fault_id, "file")
        return FileResponse(file.open("rb"), content_type="application/pdf")

    @admin.action(description=gettext_lazy("I see to the chosen faults"), permissions=["decide"])
    def take_on(self, request: HttpRequest, queryset: QuerySet[Fault]) -> None:
        """Take faults on, all at once."""
        taken = 0
        for fault_id in queryset.values_list("pk", flat=True):
            try:
                answering.take_on(fault_id, by=actor(request))
                taken += 1
            except NotNow:
                continue
        text = ngettext("You see to %(count)s fault.", "You see to %(count)s faults.", taken)
        messages.success(request, text % {"count": taken})

    @admin.display(description=gettext_lazy("clock"), ordering="due_at")
    def clock(self, fault: Fault) -> SafeString:
        """How it stands with our promise, in a word and a colour."""
        return badge(fault.standing, STANDINGS[fault.standing])

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_badge(self, fault: Fault) -> SafeString:
        """How far it is."""
        return badge(fault.state, fault.get_state_display())

    @admin.display(description=gettext_lazy("name of the practice"), ordering="practice__name")
    def practice_name(self, fault: Fault) -> str:
        """Whose device it is."""
        return fault.practice.name

    @admin.display(description=gettext_lazy("owner"))
    def seen_to_by(self, fault: Any) -> str:
        """Who of us sees to it."""
        return fault.owner_name or "–"

    @admin.display(description=gettext_lazy("reported by"))
    def reporter(self, fault: Fault) -> str:
        """Who of the practice reported it."""
        person = User.objects.filter(subject__uuid=fault.reported_by).first() if fault.reported_by else None
        return person.full_name() if person else "–"

    @admin.display(description=gettext_lazy("photos"))
    def pictures(self, fault: Fault) -> SafeString | str:
        """The way to each photo."""
        links = [
            (reverse("admin:service_fault_photo", args=[one.pk]), PurePosixPath(str(one.file.name)).name)
            for one in fault.photos.order_by("pk")
        ]
        return format_html_join(" · ", '<a href="{}">{}</a>', links) or "–"

    def _asks_who(self, request: HttpRequest) -> HttpResponse:
        asked = "klant" in request.GET
        form = desk.LookUpForm(request.GET if asked else None)
        if asked and form.is_valid():
            form.add_error("klant", _("There is no such customer."))
        title = _("Write down a fault")
        return self.page(request, "who.html", title, form=form)

    def _told(self, request: HttpRequest, devices: list[Device], form: desk.PhoneForm) -> Fault | None:
        answers = dict(form.cleaned_data)
        chosen = answers.pop("device")
        device = next(one for one in devices if one.pk == chosen)
        try:
            return reporting.by_telephone(device, reporting.Told(**answers), by=actor(request))
        except reporting.AlreadyOpen as refusal:
            text = _("This device has an open fault: %(number)s.") % {"number": refusal.fault.number}
            form.add_error("is_second", text)
        return None
