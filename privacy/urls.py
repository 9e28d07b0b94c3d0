"""Where people read about their data."""

from django.urls import path

from privacy.views import (
    centre,
    consent,
    cookies,
    erasure,
    export,
    holding,
    numbers,
    personalisation,
    requests,
    sharing,
    statement,
    visitors,
)

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
    path("privacy/verzoek/", visitors.ask, name="ask"),
    path("privacy/verzoek/ontvangen/", visitors.asked, name="asked"),
    path("privacy/verzoek/<str:token>/", visitors.prove, name="prove"),
    path("privacy/kopie.schema.json", export.schema, name="export_schema"),
    path("mijn/privacy/gegevens/", holding.everything, name="held"),
    path("mijn/privacy/gegevens/<slug:key>/", holding.section, name="held_section"),
    path("mijn/privacy/kopie/", export.copy, name="copy"),
    path("mijn/privacy/kopie/<uuid:number>/", export.fetch, name="fetch_copy"),
    path("mijn/privacy/personalisatie/", personalisation.own_shop, name="personalisation"),
    path("mijn/privacy/gedeeld/", sharing.shared, name="shared"),
    path("mijn/privacy/bekeken/", sharing.looked, name="looked"),
    path("mijn/privacy/verzoeken/", requests.history, name="requests"),
    path("mijn/privacy/verzoeken/<slug:way>/", requests.ask, name="request"),
    path("mijn/privacy/verzoeken/<str:number>/intrekken/", requests.withdraw, name="withdraw_request"),
    path("mijn/privacy/voorkeuren/", consent.preferences, name="preferences"),
    path("mijn/privacy/nummer/", numbers.confirm, name="number"),
    path("mijn/privacy/nummer/code/", numbers.send, name="number_code"),
    path("mijn/privacy/wissen/", erasure.own, name="erasure"),
    path("mijn/privacy/wissen/praktijk/", erasure.practice, name="erasure_practice"),
    path("mijn/privacy/wissen/intrekken/", erasure.take_back, name="erasure_take_back"),
    path("privacy/wissen/<str:token>/", erasure.take_back_by_link, name="erasure_cancel"),
    path("afmelden/<str:token>/", consent.opt_out, name="opt_out"),
    path("afmelden/<str:token>/toch/", consent.opt_in_again, name="opt_in_again"),
    path("webhooks/sms/<str:secret>/", consent.text_reply, name="text_reply"),
]
