"""Where people read about their data."""

from django.urls import path

from privacy.views import centre, export, holding, reading, sharing

app_name = "privacy"
urlpatterns = [
    path("privacy/", reading.statement, name="statement"),
    path("cookies/", reading.cookie_list, name="cookies"),
    path("mijn/privacy/", centre.front, name="mine"),
    path("privacy/kopie.schema.json", export.schema, name="export_schema"),
    path("mijn/privacy/gegevens/", holding.everything, name="held"),
    path("mijn/privacy/gegevens/<slug:key>/", holding.section, name="held_section"),
    path("mijn/privacy/kopie/", export.copy, name="copy"),
    path("mijn/privacy/kopie/<uuid:number>/", export.fetch, name="fetch_copy"),
    path("mijn/privacy/gedeeld/", sharing.shared, name="shared"),
]
