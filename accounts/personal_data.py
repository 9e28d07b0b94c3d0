"""What we hold about practices and the people who work there."""

from django.utils.translation import gettext_lazy as _

from privacy.register import declare
from privacy.vocabulary import (
    ACCOUNT,
    BOOKS,
    ONE_YEAR,
    ORDER,
    SECURITY,
    SHORT,
    WHILE_ACTIVE,
    Category,
    Erase,
    Keep,
)

TWO_YEARS = Keep(years=2, after="recorded")
THIRTY_DAYS = Keep(days=30, after="recorded")

# What a second factor keeps: the secret of an app, a passkey, or the seed and use of recovery codes.
FACTOR = dict.fromkeys(
    ("secret", "name", "credential", "seed", "used_mask", "migrated_codes"), Category.CREDENTIAL
)

user = declare("accounts.User", subject="subject", purposes=(ACCOUNT,), keep=WHILE_ACTIVE)
user.personal("subject", category=Category.LINK, erase=Erase.DELETE_ROW)
user.personal(
    "first_name",
    "last_name",
    "salutation",
    category=Category.IDENTITY,
    erase=Erase.DELETE_ROW,
    purposes=(ACCOUNT, ORDER),
)
user.personal("email", "phone", category=Category.CONTACT, erase=Erase.DELETE_ROW, purposes=(ACCOUNT, ORDER))
user.personal("username", category=Category.CREDENTIAL, erase=Erase.DELETE_ROW)
user.personal(
    "password",
    category=Category.CREDENTIAL,
    erase=Erase.DELETE_ROW,
    hidden=_("only a trace of your password is kept, and with that trace others could guess it"),
)
user.personal(
    "last_login", "date_joined", category=Category.TECHNICAL, erase=Erase.DELETE_ROW, purposes=(SECURITY,)
)
user.personal("language", category=Category.CHOICE, erase=Erase.DELETE_ROW)
user.impersonal("is_active", "is_staff", "is_superuser", why="rights, not facts about a person")

former = declare(
    "accounts.FormerMailbox",
    subject="user__subject",
    purposes=(SECURITY,),
    keep=THIRTY_DAYS.counted_from("replaced_at"),
)
former.personal("user", category=Category.LINK, erase=Erase.DELETE_ROW)
former.personal("email", category=Category.CONTACT, erase=Erase.DELETE_ROW)
former.impersonal("replaced_at", why="when the notice became due")

practice = declare("accounts.Practice", subject="subject", purposes=(ACCOUNT, ORDER), keep=WHILE_ACTIVE)
# The row itself stays, empty, as long as orders and invoices belong to this customer number.
practice.personal("subject", category=Category.LINK, erase=Erase.WHEN_UNUSED)
practice.personal("name", category=Category.COMPANY, erase=Erase.BLANK, instead="voormalige klant")
practice.personal(
    "kind",
    "kvk_number",
    "is_unregistered",
    "vat_id",
    category=Category.COMPANY,
    erase=Erase.BLANK,
)
practice.personal("phone", "billing_email", category=Category.CONTACT, erase=Erase.BLANK)
practice.personal(
    "vat_answer", category=Category.COMPANY, erase=Erase.BLANK, source="VIES", purposes=(BOOKS,)
)
practice.personal(
    "may_buy_on_account",
    "credit_limit_cents",
    "payment_days",
    category=Category.PAYMENT,
    erase=Erase.BLANK,
    source="us",
)
practice.personal(
    "invoice_rhythm",
    "wants_ubl",
    "sees_prices_including_vat",
    "hears_of_delivery",
    category=Category.CHOICE,
    erase=Erase.BLANK,
)
practice.personal("debtor", "merged_into", category=Category.COMPANY, erase=Erase.UNLINK, source="us")
practice.impersonal(
    "number", "state", "created_at", "is_managed", why="our own administration of the customer"
)

member = declare("accounts.Membership", subject="user__subject", purposes=(ACCOUNT,), keep=WHILE_ACTIVE)
member.personal("user", category=Category.LINK, erase=Erase.DELETE_ROW)
member.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW, subject="practice__subject")
member.personal(
    "role",
    "is_active",
    "joined_at",
    "order_limit_cents",
    category=Category.COMPANY,
    erase=Erase.DELETE_ROW,
    source="your practice",
)

alike = declare("accounts.Likeness", subject="first__subject", purposes=(ACCOUNT,), keep=WHILE_ACTIVE)
alike.personal("first", category=Category.LINK, erase=Erase.DELETE_ROW, source="us")
alike.personal(
    "second", category=Category.LINK, erase=Erase.DELETE_ROW, source="us", subject="second__subject"
)
alike.impersonal("ground", "found_at", "are_different", why="why we asked whether two practices are one")

# Notes are for colleagues, but about the practice: its copy shows them.
note = declare(
    "accounts.PracticeNote",
    subject="practice__subject",
    purposes=(ACCOUNT,),
    keep=TWO_YEARS.counted_from("written_at"),
)
note.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW)
note.personal("text", category=Category.FREE_TEXT, erase=Erase.DELETE_ROW, source="staff")
note.personal("author", category=Category.LINK, erase=Erase.UNLINK, subject="author", source="staff")
note.impersonal("role", "written_at", why="when it was written, and by which desk")

origin = declare("accounts.Origin", subject="practice__subject", purposes=(ACCOUNT,), keep=WHILE_ACTIVE)
# The mark stays, so that a list never brings back somebody who was erased.
origin.personal("practice", category=Category.LINK, erase=Erase.UNLINK, source="us")
origin.personal("source", category=Category.COMPANY, erase=Erase.BLANK, source="us")
origin.impersonal("mark", "recorded_at", why="that we had them from a list, and when")

address = declare("accounts.Address", subject="practice__subject", purposes=(ORDER,), keep=WHILE_ACTIVE)
address.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW)
address.personal(
    "label",
    "street",
    "house_number",
    "addition",
    "postcode",
    "city",
    "country",
    category=Category.ADDRESS,
    erase=Erase.DELETE_ROW,
)
address.impersonal("is_delivery_default", "is_billing", "is_retired", why="how the address is used")

invitation = declare(
    "accounts.Invitation",
    subject="practice__subject",
    purposes=(ACCOUNT,),
    keep=SHORT.counted_from("created_at"),
)
invitation.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW, source="your practice")
invitation.personal("invited_by", category=Category.LINK, erase=Erase.UNLINK, subject="invited_by")
invitation.personal(
    "email",
    category=Category.CONTACT,
    erase=Erase.DELETE_ROW,
    source="your practice",
    hidden=_("this address is a colleague's"),
)
invitation.personal("role", category=Category.COMPANY, erase=Erase.DELETE_ROW, source="your practice")
invitation.impersonal(
    "token_hash", "created_at", "expires_at", "accepted_at", "withdrawn_at", why="the life of the invitation"
)

vat = declare(
    "accounts.VatCheck",
    subject="practice__subject",
    purposes=(BOOKS,),
    keep=ONE_YEAR.counted_from("checked_at"),
)
vat.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW, source="VIES")
vat.personal("vat_id", "answer", category=Category.COMPANY, erase=Erase.DELETE_ROW, source="VIES")
vat.impersonal("consultation", "reason", "checked_at", why="proof that we asked")

rights = declare("accounts.User_groups", subject="user__subject", purposes=(ACCOUNT,), keep=WHILE_ACTIVE)
rights.personal("user", category=Category.LINK, erase=Erase.DELETE_ROW)
rights.impersonal("group", why="a role of the staff")
grants = declare(
    "accounts.User_user_permissions", subject="user__subject", purposes=(ACCOUNT,), keep=WHILE_ACTIVE
)
grants.personal("user", category=Category.LINK, erase=Erase.DELETE_ROW)
grants.impersonal("permission", why="a right of the staff")

mailbox = declare("account.EmailAddress", subject="user__subject", purposes=(ACCOUNT,), keep=WHILE_ACTIVE)
mailbox.personal("user", category=Category.LINK, erase=Erase.DELETE_ROW)
mailbox.personal("email", category=Category.CONTACT, erase=Erase.DELETE_ROW)
mailbox.impersonal("verified", "primary", why="the state of the address")
confirmation = declare(
    "account.EmailConfirmation",
    subject="email_address__user__subject",
    purposes=(ACCOUNT,),
    keep=THIRTY_DAYS.counted_from("created"),
)
confirmation.personal("email_address", category=Category.LINK, erase=Erase.DELETE_ROW)
confirmation.impersonal("created", "sent", "key", why="the life of the confirmation")

factor = declare("mfa.Authenticator", subject="user__subject", purposes=(SECURITY,), keep=WHILE_ACTIVE)
factor.personal("user", category=Category.LINK, erase=Erase.DELETE_ROW)
factor.personal(
    "data",
    category=Category.CREDENTIAL,
    erase=Erase.DELETE_ROW,
    schema=FACTOR,
    hidden=_("with this secret others could sign in as you"),
)
factor.impersonal("type", "created_at", "last_used_at", why="the kind and use of a second factor")
session = declare(
    "usersessions.UserSession",
    subject="user__subject",
    purposes=(SECURITY,),
    keep=THIRTY_DAYS.counted_from("last_seen_at"),
)
session.personal("user", category=Category.LINK, erase=Erase.DELETE_ROW)
session.personal(
    "ip",
    "user_agent",
    "data",
    category=Category.TECHNICAL,
    erase=Erase.DELETE_ROW,
    source="your device",
    schema={},
)
session.impersonal("created_at", "last_seen_at", "session_key", why="the life of a session")

# What people recognise in a copy, and where they change it themselves.
user.called(_("Your own account"))
user.edited_at("accounts:details", "salutation", "first_name", "last_name", "phone", "username", "language")
user.edited_at("account_email", "email")
user.edited_at("account_change_password", "password")
practice.called(_("The practice"))
practice.shown_with("number", "state", "created_at")
practice.edited_at("accounts:practice")
member.shown_with("practice__number")
note.shown_with("role", "written_at")
origin.shown_with("recorded_at")
address.shown_with("is_delivery_default", "is_billing", "is_retired")
address.edited_at("accounts:addresses")
invitation.shown_with("created_at", "expires_at", "accepted_at", "withdrawn_at")
vat.shown_with("consultation", "checked_at")
rights.shown_with("group__name")
grants.shown_with("permission__codename")
mailbox.shown_with("verified", "primary")
mailbox.edited_at("account_email")
factor.shown_with("type", "created_at", "last_used_at")
factor.edited_at("mfa_index")
session.called(_("Devices where you are signed in"))
session.shown_with("created_at", "last_seen_at")
session.edited_at("usersessions_list")
