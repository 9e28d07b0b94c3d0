"""Where people read about their data."""

from django.urls import path

from privacy import views

app_name = "privacy"
urlpatterns = [
    path("privacy/", views.statement, name="statement"),
    path("cookies/", views.cookie_list, name="cookies"),
    path("mijn/privacy/", views.mine, name="mine"),
]
