"""Interests that were weighed, and contracts with who works for us."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from privacy.models import InterestTest, Processor
from privacy.staff import StaffAdmin
from privacy.vocabulary import EEA, PURPOSES, RECIPIENTS, Basis, Role
from privacy.watch import role_of


class InterestTestForm(forms.ModelForm):
    """A test is about a purpose that rests on our interest."""

    purpose = forms.ChoiceField(
        label=_("Purpose"),
        choices=[(one.code, one.label) for one in PURPOSES.values() if one.basis is Basis.INTEREST],
    )

    class Meta:
        model = InterestTest
        fields = ("purpose", "interest", "necessity", "balance")


@admin.register(InterestTest)
class InterestTestAdmin(StaffAdmin):
    """Tests are written once; another view of the matter is another test."""

    form = InterestTestForm
    list_display = ("use", "made_on", "role")
    ordering = ("-made_on", "-pk")
    fields = ("purpose", "interest", "necessity", "balance", "role", "made_on")
    readonly_fields = ("role", "made_on")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever decides about privacy weighs the interests."""
        return self.has_decide_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: a test is part of the record."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def save_model(self, request: HttpRequest, obj: InterestTest, form: Any, change: bool) -> None:
        """With the day and the role of who wrote it."""
        obj.made_on, obj.role = clock.today(), role_of(request)
        obj.save()

    @admin.display(description=_("purpose"), ordering="purpose")
    def use(self, row: InterestTest) -> str:
        """The purpose in words."""
        return str(PURPOSES[row.purpose].label)


class ProcessorForm(forms.ModelForm):
    """Who works for us, inside the European Economic Area only."""

    recipient = forms.ChoiceField(
        label=_("Recipient in the register"),
        required=False,
        choices=[
            ("", _("none: nothing is sent there by the shop itself")),
            *((one.code, one.name) for one in RECIPIENTS.values() if one.role is Role.PROCESSOR),
        ],
    )
    country = forms.ChoiceField(label=_("Country"), choices=[(code, code) for code in sorted(EEA)])

    class Meta:
        model = Processor
        fields = (
            "recipient",
            "name",
            "country",
            "does",
            "agreed_on",
            "ended_on",
            "sub_processors",
            "reviewed_on",
        )


@admin.register(Processor)
class ProcessorAdmin(StaffAdmin):
    """Processors and their contracts."""

    form = ProcessorForm
    list_display = ("name", "recipient", "country", "does", "agreed_on", "ended_on", "reviewed_on")
    list_filter = (("agreed_on", admin.EmptyFieldListFilter), ("ended_on", admin.EmptyFieldListFilter))
    ordering = ("name",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever decides about privacy keeps the contracts."""
        return self.has_decide_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: an ended contract gets its last day."""
        return False
