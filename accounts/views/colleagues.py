"""Who works at a practice: the manager's page, and the page behind an invitation."""

from collections.abc import Callable
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts import services
from accounts.access import MemberRequest, behind_a_secret, may_manage
from accounts.forms.details import InvitationForm, RoleForm
from accounts.forms.registration import PersonStep, person_of
from accounts.middleware import SESSION_KEY
from accounts.models import Invitation, Membership, User
from privacy.fresh import ask_again, is_fresh


@may_manage
def colleagues(request: MemberRequest) -> HttpResponse:
    """The people of the practice, and asking somebody to join."""
    practice = request.practice
    form = InvitationForm(request.POST or None, practice=practice)
    if request.method == "POST" and form.is_valid():
        services.invite(practice.pk, by=request.user.subject.uuid, **form.cleaned_data)
        messages.success(request, _("The invitation is on its way."))
        return redirect("accounts:colleagues")
    members = Membership.objects.filter(practice=practice).select_related("user").order_by("-is_active", "pk")
    context = {"form": form, "members": members, "invitations": services.open_invitations(practice.pk)}
    return render(request, "accounts/colleagues.html", context)


@may_manage
def colleague(request: MemberRequest, membership_id: int) -> HttpResponse:
    """One colleague: role, end, or handing over the management."""
    member = _of_the_practice(request, membership_id)
    limit = member.order_limit_cents
    initial = {"role": member.role, "order_limit": None if limit is None else Decimal(limit) / 100}
    form = RoleForm(request.POST if "role" in request.POST else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        role, limit_cents = form.cleaned_data["role"], form.order_limit_cents()
        return _try(request, lambda: services.change_colleague(member.pk, role, limit_cents))
    return render(request, "accounts/colleague.html", {"form": form, "member": member})


@require_POST
@may_manage
def deactivate(request: MemberRequest, membership_id: int) -> HttpResponse:
    """Somebody no longer works here."""
    member = _of_the_practice(request, membership_id)
    return _try(request, lambda: services.deactivate_member(member.pk))


@require_POST
@may_manage
def hand_over(request: MemberRequest, membership_id: int) -> HttpResponse:
    """Make a colleague the manager in one's own place, after a fresh sign-in."""
    member = _of_the_practice(request, membership_id)
    if not is_fresh(request):
        return ask_again(request, reverse("accounts:colleague", args=[member.pk]))
    return _try(request, lambda: services.hand_over(request.membership.pk, member.pk), to="accounts:overview")


@require_POST
@may_manage
def withdraw(request: MemberRequest, invitation_id: int) -> HttpResponse:
    """An invitation is taken back."""
    row = get_object_or_404(Invitation, pk=invitation_id, practice=request.practice)
    services.withdraw_invitation(row.pk)
    messages.success(request, _("The invitation has been withdrawn."))
    return redirect("accounts:colleagues")


@behind_a_secret
@sensitive_post_parameters()
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation: join with the account one has, or make one."""
    try:
        invitation = services.invitation_of(token)
        if isinstance(request.user, User):
            return _join_as_self(request, request.user, token, invitation)
        return _join_as_newcomer(request, token, invitation)
    except services.InvitationNotUsable:
        return render(request, "accounts/invitation_over.html", status=404)


def _join_as_self(request: HttpRequest, user: User, token: str, invitation: Invitation) -> HttpResponse:
    if request.method == "POST":
        member = services.accept_invitation(token, user=user)
        request.session[SESSION_KEY] = member.practice_id
        return redirect("accounts:overview")
    return render(request, "accounts/join.html", {"invitation": invitation})


def _join_as_newcomer(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    answers = request.POST.copy() if request.method == "POST" else None
    if answers is not None:
        answers["email"] = invitation.email
    form = PersonStep(answers)
    if answers is not None and form.is_valid():
        try:
            services.accept_invitation(token, person=person_of(form, get_language() or ""))
        except services.AddressAlreadyKnown:
            messages.info(
                request, _("You have an account already. Please sign in, and open the invitation again.")
            )
        else:
            messages.success(request, _("Welcome. You can sign in now."))
        return redirect("account_login")
    return render(request, "accounts/join.html", {"invitation": invitation, "form": form})


def _of_the_practice(request: MemberRequest, membership_id: int) -> Membership:
    rows = Membership.objects.select_related("user")
    return get_object_or_404(rows, pk=membership_id, practice=request.practice)


def _try(request: MemberRequest, act: Callable[[], object], to: str = "accounts:colleagues") -> HttpResponse:
    try:
        act()
        messages.success(request, _("That has been changed."))
    except services.CannotChangeColleagues:
        messages.error(request, _("There must be a manager. Make a colleague manager first."))
    return redirect(to)
