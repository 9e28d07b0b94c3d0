"""The devices of a practice, and its answer to a recall."""

from django.urls import path

from contracts.devices.views import dossiers, passport, recalls, register, reports

app_name = "devices"

urlpatterns = [
    path("mijn/apparaten/", register.all_devices, name="list"),
    path("mijn/apparaten/nieuw/", register.add, name="add"),
    path("mijn/apparaten/stickers/", passport.sticker_sheet, name="stickers"),
    path("mijn/apparaten/dossier/", dossiers.dossier, name="dossier"),
    path("mijn/apparaten/dossier/<uuid:number>/", dossiers.fetch_dossier, name="fetch_dossier"),
    path("mijn/apparaten/rapporten/<int:pk>/", reports.fetch_report, name="report"),
    path("mijn/apparaten/rapporten/<int:pk>/weghalen/", reports.remove_report, name="remove_report"),
    path("mijn/apparaten/rapporten/<int:pk>/terugzetten/", reports.restore_report, name="restore_report"),
    path("mijn/apparaten/<int:pk>/", passport.detail, name="detail"),
    path("mijn/apparaten/<int:pk>/wijzigen/", register.change, name="change"),
    path("mijn/apparaten/<int:pk>/buiten-gebruik/", register.retire, name="retire"),
    path("mijn/apparaten/<int:pk>/in-gebruik/", register.take_back, name="take_back"),
    path("mijn/apparaten/<int:pk>/rapport/", reports.add_report, name="add_report"),
    path("mijn/apparaten/<int:pk>/sticker.svg", passport.sticker, name="sticker"),
    path("apparaat/<str:token>/", passport.scanned, name="scanned"),
    path("terugroeping/<str:token>/", recalls.answer, name="recall_answer"),
]
