"""The engineer's report: a page for a telephone, a draft that is kept, and what was sent once."""

from pathlib import Path
from uuid import UUID, uuid4

from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from contracts.service import services
from contracts.service.forms.reports import DeviceForm, ReportForm, device_forms, fill
from contracts.service.models import ReportDraft, ReportSheet, Visit
from contracts.service.services.patient_data import removed_from
from contracts.service.services.sheets import told_of, what_is_missing
from d4d.foundation import clock, photos
from privacy.staff import StaffAdmin, actor
from privacy.watch import about

UNUSABLE = 422
GONE = 409
LEFT_OUT = {"csrfmiddlewaretoken", "act", "photos", "key"}


class ReportPages(StaffAdmin):
    """The pages on which a visit is reported."""

    def get_urls(self) -> list[URLPattern]:
        """The form, its photos, and the sheet that is made of it."""
        view, name = self.admin_site.admin_view, "service_visit_report"
        return [
            path("report-worker.js", view(self.worker), name=f"{name}_worker"),
            path("<int:visit_id>/report/", view(self.report), name=name),
            path("<int:visit_id>/report/photos/", view(self.photos), name=f"{name}_photos"),
            path("<int:visit_id>/report/photos/<int:photo_id>/", view(self.photo), name=f"{name}_photo"),
            path("<int:visit_id>/report/sheet/", view(self.sheet), name=f"{name}_sheet"),
            *super().get_urls(),
        ]

    def report(self, request: HttpRequest, visit_id: int) -> HttpResponse:
        """The form while there is no report, and the report when there is one."""
        visit = self._visit(request, visit_id)
        if hasattr(visit, "report"):
            if request.method == "POST" and not _is_resent(request, visit):
                return self._refused(request, visit)
            return self._told(request, visit)
        if visit.state != Visit.State.PLANNED:
            raise Http404
        if request.method == "POST":
            try:
                return self._posted(request, visit)
            except services.AlreadyReported:
                return self._refused(request, visit)
        draft = services.draft_of(visit)
        answers = QueryDict(draft.answers)
        devices, form = device_forms(visit), ReportForm(initial={"key": draft.key})
        for one in (*devices, form):
            fill(one, answers)
        return self._form(request, visit, devices, form)

    def worker(self, request: HttpRequest) -> HttpResponse:
        """The script that opens a form again without a network; from here it reaches the visits only."""
        self.check_right(request)
        found = finders.find("js/report-worker.js")
        assert isinstance(found, str), "the script is one of our own files"
        answer = HttpResponse(Path(found).read_bytes(), content_type="text/javascript")
        answer["Cache-Control"] = "private, no-cache"
        return answer

    def photos(self, request: HttpRequest, visit_id: int) -> HttpResponse:
        """Take a photo in; the answer says what became of it."""
        visit = self._visit(request, visit_id)
        upload = request.FILES.get("photo")
        try:
            if upload is None:
                raise ValidationError(_("Choose a photo."))
            services.add_photo(visit.pk, upload, UUID(request.POST.get("key", "")))
        except ValidationError as refusal:
            return JsonResponse({"error": " ".join(refusal.messages)}, status=UNUSABLE)
        except (services.CannotBeReported, ValueError):
            return JsonResponse({"error": _("This photo can no longer be added.")}, status=UNUSABLE)
        return JsonResponse({"kept": True})

    def photo(self, request: HttpRequest, visit_id: int, photo_id: int) -> HttpResponse:
        """Show a photo, or take it away again."""
        visit = self._visit(request, visit_id)
        found = get_object_or_404(visit.photos, pk=photo_id)
        if request.method != "POST":
            self.seen(request, visit.pk, "file")
            return photos.answer(found.file)
        try:
            services.remove_photo(visit.pk, photo_id)
        except services.CannotBeReported:
            return self._refused(request, visit)
        return redirect("admin:service_visit_report", visit.pk)

    def sheet(self, request: HttpRequest, visit_id: int) -> HttpResponse:
        """The report on paper."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = get_object_or_404(
            ReportSheet, report__visit__in=self.get_queryset(request).filter(pk=visit_id)
        )
        self.seen(request, visit_id, "file")
        with found.file.open("rb") as file:
            response = HttpResponse(file.read(), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{_("report")}-{visit_id}.pdf"'
        return response

    def _visit(self, request: HttpRequest, visit_id: int) -> Visit:
        self.check_right(request)
        visit: Visit = get_object_or_404(self.get_queryset(request), pk=visit_id)
        if request.method == "POST" and about(request, Visit, visit.pk).is_frozen:
            raise PermissionDenied
        return visit

    def _posted(self, request: HttpRequest, visit: Visit) -> HttpResponse:
        """Keep what was filled in; with everything there and the wish to, finish it."""
        answers = request.POST.copy()
        for name in LEFT_OUT & answers.keys():
            del answers[name]
        draft = services.save_draft(visit.pk, answers.urlencode())
        devices = device_forms(visit, data=request.POST)
        form = ReportForm(request.POST, request.FILES)
        if request.POST.get("act") != "finish":
            return self._kept(request, visit, form, draft)
        is_whole = all([one.is_valid() for one in (*devices, form)])  # noqa: C419 - each tells what it misses
        if not is_whole:
            return self._form(request, visit, devices, form, status=UNUSABLE)
        self._add_photos(visit, form)
        try:
            services.finish(visit.pk, form.cleaned_data["key"], form.story(devices), by=actor(request))
        except services.NothingDone:
            form.add_error(None, _("No device was serviced: move the visit instead of reporting it."))
            return self._form(request, visit, devices, form, status=UNUSABLE)
        return self._sent(request, visit)

    def _kept(self, request: HttpRequest, visit: Visit, form: ReportForm, draft: ReportDraft) -> HttpResponse:
        if _wants_json(request):
            return JsonResponse({"saved_at": time_format(clock.local(draft.saved_at), "H:i")})
        form.full_clean()
        if problems := form.errors.get("photos"):
            self.message_user(request, " ".join(str(one) for one in problems), "ERROR")
        else:
            self._add_photos(visit, form)
            self.message_user(request, _("The draft is kept."))
        return redirect("admin:service_visit_report", visit.pk)

    def _add_photos(self, visit: Visit, form: ReportForm) -> None:
        for upload in form.cleaned_data.get("photos") or ():
            services.add_photo(visit.pk, upload, uuid4())

    def _form(
        self,
        request: HttpRequest,
        visit: Visit,
        devices: list[DeviceForm],
        form: ReportForm,
        status: int = 200,
    ) -> HttpResponse:
        if status == UNUSABLE and _wants_json(request):
            return JsonResponse({"error": _("Something is missing.")}, status=UNUSABLE)
        self.seen(request, visit.pk)
        context = {"visit": visit, "devices": devices, "form": form, "photos": visit.photos.order_by("pk")}
        answer = render(request, "service/report_form.html", context, status=status)
        answer["X-Report-Form"] = str(request.user.pk)  # whose it is, for the worker that keeps it a while
        return answer

    def _sent(self, request: HttpRequest, visit: Visit) -> HttpResponse:
        url = reverse("admin:service_visit_report", args=[visit.pk])
        return JsonResponse({"url": url}) if _wants_json(request) else redirect(url)

    def _told(self, request: HttpRequest, visit: Visit) -> HttpResponse:
        if request.method == "POST":
            return self._sent(request, visit)
        context = {
            "report": visit.report,
            "devices": told_of(visit.report),
            "photos": visit.photos.order_by("pk"),
            **what_is_missing(removed_from(visit.report)),
        }
        title = str(_("Report of the visit"))
        return self.page(request, "report.html", title, visit=visit, **context)

    def _refused(self, request: HttpRequest, visit: Visit) -> HttpResponse:
        url = reverse("admin:service_visit_report", args=[visit.pk])
        if _wants_json(request):
            return JsonResponse({"url": url, "error": _("This visit has a report already.")}, status=GONE)
        self.message_user(request, _("This visit has a report already."), "ERROR")
        return redirect(url)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _is_resent(request: HttpRequest, visit: Visit) -> bool:
    """Whether the same report comes once more, because its answer was lost on the way."""
    return request.POST.get("key") == str(visit.report.key)
