"""Our loan devices and where they are; the repair desks of suppliers; what was removed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from contracts.service.models import Loan, LoanDevice, PatientDataRemoval, RepairDesk
from d4d.foundation import clock
from privacy.acts import badge
from privacy.staff import LedgerAdmin, StaffAdmin


class LoanFilter(admin.SimpleListFilter):
    """Where a loan device is."""

    title = _("loan")
    parameter_name = "loan"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """With somebody, or too long with somebody."""
        return [("out", _("with a practice")), ("overdue", _("should be back"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The loans that stand so."""
        if self.value() == "overdue":
            return queryset.overdue(clock.today())
        return queryset.out() if self.value() == "out" else queryset


@admin.register(LoanDevice)
class LoanDeviceAdmin(StaffAdmin):
    """Devices of ours that practices borrow."""

    list_display = ("code", "kind", "brand", "model", "serial", "is_retired")
    list_filter = ("kind", "is_retired")
    list_select_related = ("kind",)
    search_fields = ("code__startswith", "brand", "model", "=serial")
    ordering = ("code",)


@admin.register(Loan)
class LoanAdmin(LedgerAdmin):
    """Who has what of ours; lending and taking back is done on the page of the fault."""

    list_display = ("device", "standing", "practice_name", "fault", "out_on", "due_on", "back_on")
    list_filter = (LoanFilter,)
    list_select_related = ("device", "practice", "fault")
    search_fields = ("device__code__startswith", "=fault__number", "practice__number__startswith")
    ordering = ("back_on", "due_on", "pk")

    @admin.display(description=_("state"))
    def standing(self, loan: Loan) -> SafeString:
        """Back, out, or out too long."""
        if loan.back_on:
            return badge("returned", _("back"))
        late = loan.is_overdue(clock.today())
        return badge("overdue", _("should be back")) if late else badge("running", _("with a practice"))

    @admin.display(description=_("practice"))
    def practice_name(self, loan: Loan) -> str:
        """Who has it."""
        return loan.practice.name


@admin.register(RepairDesk)
class RepairDeskAdmin(StaffAdmin):
    """Where suppliers want to hear of a repair."""

    list_display = ("supplier", "email")
    list_select_related = ("supplier",)
    search_fields = ("supplier__name",)
    ordering = ("supplier__name",)


@admin.register(PatientDataRemoval)
class PatientDataRemovalAdmin(LedgerAdmin):
    """That data of a patient was removed: what kind, by whose hand, when; never what it said."""

    list_display = ("about", "kind", "role", "at", "breach")
    list_filter = ("kind", "role")
    list_select_related = ("breach",)
    search_fields = ("=about",)
    ordering = ("-pk",)
