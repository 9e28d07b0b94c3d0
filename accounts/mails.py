"""The letters of this room. Secrets in links are made here, when a letter is written, never before."""

import logging
from typing import Any
from uuid import UUID

from allauth.account import app_settings
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import FormerMailbox, Invitation, Membership, Practice, User
from accounts.services.colleagues import token_of
from d4d.foundation import states
from d4d.foundation.mail import Letter
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.models import NoticeVersion
from privacy.vocabulary import ACCOUNT, ACCOUNTABILITY, SECURITY, Purpose

log = logging.getLogger("d4d.accounts")

# What can change in the way somebody signs in, as allauth names it, and as we say it.
CHANGES = {
    "password_changed": _("Your password was changed."),
    "password_set": _("A password was set."),
    "password_reset": _("Your password was replaced after you asked for a new one."),
    "email_changed": _("The e-mail address of your account was replaced by another."),
    "email_deleted": _("An e-mail address was removed from your account."),
    "totp_activated": _("Two-step sign-in with an app was switched on."),
    "totp_deactivated": _("Two-step sign-in with an app was switched off."),
    "webauthn_added": _("A passkey was added."),
    "webauthn_removed": _("A passkey was removed."),
    "recovery_codes_generated": _("New recovery codes were made."),
}


def about_the_account(letter: str, user_id: int, row_id: int, moment: str) -> None:
    """One of the letters that somebody's own account calls for; none when the reason is gone."""
    user = User.objects.select_related("subject").filter(pk=user_id).first()
    if user is None:
        return
    key = f"account:{letter}:{user_id}:{moment}"
    if letter == "confirm":
        _confirm(user, row_id, key)
    elif letter == "reset":
        _reset(user, key)
    elif letter == "already_known":
        _already_known(user, key)
    elif letter == "email_changed":
        _address_changed(user, row_id, key)
    else:
        _changed(user, user.email, letter, key)


def to_be_reviewed(practice_id: int) -> None:
    """Everybody of the staff who decides about practices hears that one waits; no name travels."""
    practice = Practice.objects.get(pk=practice_id)
    if practice.state != Practice.State.PENDING:
        return
    page = _link(reverse("admin:accounts_practice_change", args=[practice.pk]))
    deciders = User.objects.with_perm("accounts.change_practice", include_superusers=False)
    for user in deciders.filter(is_staff=True).select_related("subject").order_by("pk"):
        _post(
            user,
            f"practice-registered:{practice.pk}:{user.pk}",
            "registered",
            {"practice": practice, "button_url": page},
        )


def decided(practice_id: int, state: str) -> None:
    """The managers of a practice hear that it was approved or refused, and why it was refused."""
    practice = Practice.objects.get(pk=practice_id)
    step = states.history(practice).filter(went_to=state).last()
    if practice.state != state or step is None:
        return
    managers = Membership.objects.managing().filter(practice=practice)
    for member in managers.select_related("user__subject"):
        _post(
            member.user,
            f"practice-decided:{step.pk}:{member.user_id}",
            state,
            {"practice": practice, "reason_given": step.reason, **_button("home")},
        )


def merged(practice_id: int) -> None:
    """The managers of a practice hear that another customer number is theirs from now on."""
    former = Practice.objects.select_related("merged_into").get(pk=practice_id)
    heir = former.heir
    managers = Membership.objects.managing().filter(practice=heir)
    for member in managers.select_related("user__subject").order_by("pk"):
        _post(
            member.user,
            f"practices-merged:{former.pk}:{member.user_id}",
            "merged",
            {"former": former, "practice": heir, **_button("accounts:overview")},
        )


def invitation(invitation_id: int) -> None:
    """A colleague gets the link with which to join a practice."""
    row = Invitation.objects.select_related("practice").get(pk=invitation_id)
    if row.accepted_at or row.withdrawn_at:
        return
    target = _link(reverse("accounts:join", args=[token_of(row)]))
    letter = Letter(
        key=f"invitation:{row.pk}",
        template="mail/accounts/invitation",
        to=row.email,
        language=settings.LANGUAGE_CODE,
        context={"practice": row.practice, "invitation": row, "button_url": target},
    )
    post(letter, subject=None, purpose=ACCOUNT, occasion=f"invitation {row.pk}")


def statement_changed(version_id: int, user_id: int) -> None:
    """Somebody hears what is new in the privacy statement, and where all of it stands (GDPR art. 13)."""
    user = User.objects.select_related("subject").filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    version = NoticeVersion.objects.get(pk=version_id)
    what = {
        "version": version,
        "what_is_new": version.summary_in(user.language),
        "difference_url": _link(reverse("privacy:difference", args=[version.version])),
    }
    _post(
        user,
        f"statement:{version_id}:{user_id}",
        "statement_changed",
        {**what, **_button("privacy:statement")},
        purpose=ACCOUNTABILITY,
    )


def _confirm(user: User, mailbox_id: int, key: str) -> None:
    mailbox = EmailAddress.objects.filter(pk=mailbox_id, user=user, verified=False).first()
    if mailbox is None:
        return
    path = reverse("account_confirm_email", args=[EmailConfirmationHMAC(mailbox).key])
    button = {"button_url": _link(path)}
    _post(user, key, "confirm", button, to=mailbox.email)


def _reset(user: User, key: str) -> None:
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), token])
    button = {"button_url": _link(path)}
    _post(user, key, "reset", {"username": user.username, **button}, purpose=SECURITY)


def _already_known(user: User, key: str) -> None:
    _post(user, key, "already_known", _button("account_login"), purpose=SECURITY)


def _address_changed(user: User, former_id: int, key: str) -> None:
    former = FormerMailbox.objects.filter(pk=former_id, user=user).first()
    if former is None:
        return
    _changed(user, former.email, "email_changed", key)
    former.delete()


def _changed(user: User, to: str, what: str, key: str) -> None:
    context = {"sentence": CHANGES[what], **_button("account_reset_password")}
    _post(user, key, "changed", context, to=to, purpose=SECURITY)


def _post(
    user: User,
    key: str,
    template: str,
    context: dict[str, Any],
    *,
    to: str = "",
    purpose: Purpose = ACCOUNT,
) -> None:
    letter = Letter(
        key, f"mail/accounts/{template}", to or user.email, user.language, {"user": user, **context}
    )
    subject: UUID = user.subject.uuid
    try:
        post(letter, subject=subject, purpose=purpose, occasion=f"letter {template}")
    except NotPermitted:
        log.info("letter %s was not sent: the person is restricted or gone", template)


def _button(name: str) -> dict[str, object]:
    return {"button_url": _link(reverse(name))}


def _link(path: str) -> str:
    return f"{settings.PUBLIC_ORIGIN}{path}"
