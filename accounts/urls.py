"""Where this room's pages live: registration, /mijn/, and allauth's signing in under Dutch addresses."""

from allauth.account import views as signing_in
from django.urls import include, path, re_path

from accounts.views import account, addresses, colleagues, registration

house = [
    path("mijn/", account.overview, name="overview"),
    path("mijn/gegevens/", account.details, name="details"),
    path("mijn/gegevens/praktijk/", account.practice, name="practice"),
    path("mijn/prijzen/", account.prices, name="prices"),
    path("mijn/beveiliging/", account.security, name="security"),
    path("mijn/praktijk-kiezen/", account.choose_practice, name="choose_practice"),
    path("mijn/adressen/", addresses.addresses, name="addresses"),
    path("mijn/adressen/nieuw/", addresses.add_address, name="add_address"),
    path("mijn/adressen/<int:address_id>/", addresses.change_address, name="change_address"),
    path("mijn/adressen/<int:address_id>/vervallen/", addresses.retire_address, name="retire_address"),
    path("mijn/collegas/", colleagues.colleagues, name="colleagues"),
    path("mijn/collegas/<int:membership_id>/", colleagues.colleague, name="colleague"),
    path("mijn/collegas/<int:membership_id>/beeindigen/", colleagues.deactivate, name="deactivate"),
    path("mijn/collegas/<int:membership_id>/overdragen/", colleagues.hand_over, name="hand_over"),
    path("mijn/collegas/uitnodiging/<int:invitation_id>/intrekken/", colleagues.withdraw, name="withdraw"),
    path("uitnodiging/<str:token>/", colleagues.join, name="join"),
    path("taal/", account.language, name="language"),
]

doors = [
    path("inloggen/", signing_in.login, name="account_login"),
    path("uitloggen/", signing_in.logout, name="account_logout"),
    path("niet-actief/", signing_in.account_inactive, name="account_inactive"),
    path("bevestig-uzelf/", signing_in.reauthenticate, name="account_reauthenticate"),
    path("e-mailadres/", signing_in.email, name="account_email"),
    path(
        "e-mailadres/bevestigen/", signing_in.email_verification_sent, name="account_email_verification_sent"
    ),
    re_path(
        r"^e-mailadres/bevestigen/(?P<key>[-:\w]+)/$", signing_in.confirm_email, name="account_confirm_email"
    ),
    path("wachtwoord/", signing_in.password_change, name="account_change_password"),
    path("wachtwoord-vergeten/", signing_in.password_reset, name="account_reset_password"),
    path(
        "wachtwoord-vergeten/verstuurd/", signing_in.password_reset_done, name="account_reset_password_done"
    ),
    path(
        "wachtwoord-vergeten/klaar/",
        signing_in.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^wachtwoord-vergeten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        signing_in.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("twee-stappen/", include("allauth.mfa.urls")),
    path("apparaten/", include("allauth.usersessions.urls")),
]

urlpatterns = [
    path("", include((house, "accounts"))),
    path("registreren/", registration.register, name="account_signup"),
    path("account/", include(doors)),
]
