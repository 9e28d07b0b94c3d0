"""Where practices see their devices, and answer a recall."""

from django.urls import path

from contracts.devices.views import recalls

app_name = "devices"
urlpatterns = [
    path("terugroeping/<str:token>/", recalls.answer, name="recall_answer"),
]
