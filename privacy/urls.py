"""Where people read about their data."""

from django.urls import path

from privacy.views import centre, consent, cookies, personalisation, sharing, statement

app_name = "privacy"
urlpatterns = [
    path("privacy/", statement.in_force, name="statement"),
    path("privacy/versies/", statement.archive, name="archive"),
    path("privacy/versies/<str:version>/", statement.version, name="version"),
    path("privacy/versies/<str:version>/verschil/", statement.difference, name="difference"),
    path("privacy/gezien/", statement.seen, name="seen"),
    path("cookies/", cookies.page, name="cookies"),
    path("cookies/keuze/", cookies.choose, name="choose"),
    path("mijn/privacy/", centre.front, name="mine"),
    path("mijn/privacy/personalisatie/", personalisation.own_shop, name="personalisation"),
    path("mijn/privacy/gedeeld/", sharing.shared, name="shared"),
    path("mijn/privacy/voorkeuren/", consent.preferences, name="preferences"),
    path("afmelden/<str:token>/", consent.opt_out, name="opt_out"),
    path("afmelden/<str:token>/toch/", consent.opt_in_again, name="opt_in_again"),
    path("webhooks/sms/<str:secret>/", consent.text_reply, name="text_reply"),
]
