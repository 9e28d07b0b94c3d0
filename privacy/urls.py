"""Where people read about their data."""

from django.urls import path

from privacy.views import centre, reading, sharing

app_name = "privacy"
urlpatterns = [
    path("privacy/", reading.statement, name="statement"),
    path("cookies/", reading.cookie_list, name="cookies"),
    path("mijn/privacy/", centre.front, name="mine"),
    path("mijn/privacy/gedeeld/", sharing.shared, name="shared"),
]
