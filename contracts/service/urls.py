"""The pages of the service desk for practices."""

from django.urls import path

from contracts.service.views import visits

app_name = "service"
urlpatterns = [
    path("mijn/onderhoud/", visits.visits, name="visits"),
    path("mijn/onderhoud/<int:visit_id>/", visits.visit, name="visit"),
    path("mijn/onderhoud/<int:visit_id>/kiezen/", visits.choose, name="choose_slot"),
    path("mijn/onderhoud/<int:visit_id>/ander-moment/", visits.ask_for_others, name="ask_for_others"),
    path("mijn/onderhoud/<int:visit_id>/verslag.pdf", visits.sheet, name="sheet"),
    path("mijn/onderhoud/<int:visit_id>/fotos/<int:photo_id>/", visits.photo, name="report_photo"),
]
