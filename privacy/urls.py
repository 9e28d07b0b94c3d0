"""Where people read about their data."""

from django.urls import path

from privacy.views import centre, reading, requests, sharing, visitors

app_name = "privacy"
urlpatterns = [
    path("privacy/", reading.statement, name="statement"),
    path("cookies/", reading.cookie_list, name="cookies"),
    path("mijn/privacy/", centre.front, name="mine"),
    path("privacy/verzoek/", visitors.ask, name="ask"),
    path("privacy/verzoek/ontvangen/", visitors.asked, name="asked"),
    path("privacy/verzoek/<str:token>/", visitors.prove, name="prove"),
    path("mijn/privacy/gedeeld/", sharing.shared, name="shared"),
    path("mijn/privacy/bekeken/", sharing.looked, name="looked"),
    path("mijn/privacy/verzoeken/", requests.history, name="requests"),
    path("mijn/privacy/verzoeken/<slug:way>/", requests.ask, name="request"),
    path("mijn/privacy/verzoeken/<str:number>/intrekken/", requests.withdraw, name="withdraw_request"),
]
