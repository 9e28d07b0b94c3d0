"""People at the desk: who signs in, and who works where."""

from typing import Any

from allauth.account import admin as _allauth_mailboxes  # noqa: F401 - registers itself
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _allauth_factors  # noqa: F401 - registers itself
from allauth.mfa.models import Authenticator
from allauth.usersessions import admin as _allauth_sessions  # noqa: F401 - registers itself
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import services
from accounts.admin.practices import way_to_erasure
from accounts.forms.opting_out import OptOutForm
from accounts.models import Membership, User
from privacy import consent
from privacy.staff import LedgerAdmin, StaffAdmin, actor

# allauth shows secrets and lets staff type in addresses as confirmed; this desk does not.
for untrusted in (EmailAddress, Authenticator, UserSession):
    admin.site.unregister(untrusted)


class RoleFilter(admin.SimpleListFilter):
    """People of one role, in the reader's language."""

    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Every role of the desk."""
        return [(name, _(name)) for name in Group.objects.order_by("name").values_list("name", flat=True)]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[User]) -> models.QuerySet[User]:
        """Who has the role."""
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


class RolesField(forms.ModelMultipleChoiceField):
    """Roles by their names in the reader's language."""

    def label_from_instance(self, role: Group) -> str:
        """The name of a role."""
        return _(role.name)


@admin.register(User)
class UserAdmin(StaffAdmin):
    """People who sign in; passwords are theirs alone."""

    list_display = ("email", "first_name", "last_name", "username", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", RoleFilter)
    search_fields = ("email", "first_name", "last_name", "username")
    ordering = ("email",)
    readonly_fields = ("email", "username", "last_login", "date_joined", "is_superuser", "erasure")
    actions = ("opt_out",)
    fieldsets = (
        (
            None,
            {"fields": ("email", "username", "salutation", "first_name", "last_name", "phone", "language")},
        ),
        (gettext_lazy("Access"), {"fields": ("is_active", "is_staff", "groups", "is_superuser")}),
        (gettext_lazy("Moments"), {"fields": ("last_login", "date_joined", "erasure")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People register or are invited; staff is made at the terminal."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """The accounts of staff are the business of superusers, who cannot be shut out by others."""
        is_staff = obj is not None and (obj.is_staff or obj.is_superuser)
        return super().has_change_permission(request, obj) and (request.user.is_superuser or not is_staff)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """People are removed by an erasure, which knows what the law keeps."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """A practice knows whether its manager can still sign in."""
        super().save_model(request, obj, form, change)
        if "is_active" in form.changed_data:
            services.follow_person(obj.pk)

    @admin.action(description=gettext_lazy("Unsubscribe on behalf of the customer"), permissions=["view"])
    def opt_out(self, request: HttpRequest, chosen: models.QuerySet[User]) -> HttpResponse | None:
        """Somebody asked us to be left alone; one person at a time, with how they asked."""
        keys = list(chosen.values_list("pk", flat=True)[:2])
        if len(keys) == 1:
            return redirect("admin:accounts_user_opt_out", keys[0])
        messages.warning(request, _("Choose one person: each asks for themselves."))
        return None

    def get_urls(self) -> list[URLPattern]:
        """The page on which somebody is unsubscribed."""
        own = path(
            "<int:user_id>/afmelden/",
            self.admin_site.admin_view(self.opt_out_page),
            name="accounts_user_opt_out",
        )
        return [own, *super().get_urls()]

    def opt_out_page(self, request: HttpRequest, user_id: int) -> HttpResponse:
        """Of what somebody wants no more; it counts at once and stands in the ledger with who did it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        user = get_object_or_404(User.objects.select_related("subject"), pk=user_id)
        form = OptOutForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            how = consent.Circumstances(
                "staff", actor=actor(request), form="desk", note=form.cleaned_data["note"]
            )
            consent.withdraw(user.subject.uuid, form.pairs(), how)
            messages.success(request, _("Done: they hear no more of this from us."))
            return redirect("admin:accounts_user_changelist")
        title = _("Unsubscribe on behalf of the customer")
        return self.page(request, "opt_out.html", title, form=form, person=user)

    @admin.display(description=gettext_lazy("Erasure"))
    def erasure(self, user: User) -> SafeString:
        """The way to the page on which it is asked for."""
        return way_to_erasure(user.subject_id)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Roles are shown in the reader's language."""
        if db_field.name == "groups":
            options |= {"form_class": RolesField, "widget": forms.CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **options)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Who may work at the desk is decided by superusers only."""
        rights = () if request.user.is_superuser else ("is_staff", "groups")
        return (*self.readonly_fields, *rights)


@admin.register(Membership)
class MembershipAdmin(StaffAdmin):
    """Who works where; changed through the same doors as a manager uses."""

    list_display = ("user_email", "practice_name", "role", "is_active", "joined_at")
    list_filter = ("role", "is_active")
    list_select_related = ("user", "practice")
    search_fields = ("user__email", "practice__number__startswith", "practice__name")
    ordering = ("-pk",)
    readonly_fields = ("user", "practice", "joined_at")
    in_euros = ("order_limit_cents",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People join by invitation."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Membership | None = None) -> bool:
        """Work at a practice ends; that it was there stays."""
        return False

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        """A practice keeps a manager, whoever changes it."""
        try:
            if obj.is_active:
                services.change_colleague(obj.pk, obj.role, obj.order_limit_cents)
            else:
                services.deactivate_member(obj.pk)
        except services.CannotChangeColleagues:
            messages.error(request, _("There must be a manager. Make a colleague manager first."))

    @admin.display(description=gettext_lazy("person"), ordering="user__email")
    def user_email(self, member: Membership) -> str:
        """The address with which they sign in."""
        return member.user.email

    @admin.display(description=gettext_lazy("practice"), ordering="practice__name")
    def practice_name(self, member: Membership) -> str:
        """Customer number and name."""
        return f"{member.practice.number} {member.practice.name}"


@admin.register(Authenticator)
class SecondFactorAdmin(LedgerAdmin):
    """Second factors: seen without their secrets; taken away when somebody has lost a telephone."""

    list_display = ("owner", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    list_select_related = ("user",)
    search_fields = ("user__email",)
    ordering = ("-pk",)
    fields = readonly_fields = ("owner", "type", "created_at", "last_used_at")

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """By superusers, who know the person."""
        return bool(request.user.is_superuser)

    @admin.display(description=gettext_lazy("person"))
    def owner(self, factor: Authenticator) -> str:
        """The address with which they sign in."""
        return str(factor.user.email)
